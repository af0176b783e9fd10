/// One invented value that must not survive redaction, and everything that would count as its survival.
public struct PlantedValue: Sendable, Hashable {
  public let family: PlantedFamily
  /// What is written into a text: the value and, for a PEM block or a URL, what it needs round it.
  public let text: String
  /// The secret part of `text`.
  public let secret: String

  init(_ family: PlantedFamily, _ text: String, secret: String? = nil) {
    self.family = family
    self.text = text
    self.secret = secret ?? text
  }

  /// The byte strings whose presence in the output is a leak.
  ///
  /// The secret as it was written, escaped as JSON and as a URL would, and for a card also without its
  /// separators. Of a long secret either half counts, and of an e-mail address the local part: a pattern that
  /// starts too late or stops too early leaves just that behind.
  public var forms: [String] {
    var forms: [String] = []
    switch family {
    case .emailAddress:
      forms.append(String(secret.prefix { $0 != "@" }))
    case .creditCard:
      forms.append(secret.filter(\.isNumber))
      forms.append(secret)
    default:
      let half = secret.count / 2
      forms = half >= 12 ? [String(secret.prefix(half)), String(secret.suffix(half))] : [secret]
    }
    forms += forms.flatMap { form in [Self.percentEncoded(form), Self.slashEscaped(form)] }
    return Array(Set(forms)).sorted()
  }

  /// The whole value as a URL query carries it.
  public var percentEncodedText: String {
    Self.percentEncoded(text)
  }

  static func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isUnreserved =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-._~".unicodeScalars.contains(scalar)
      if byte < 0x80, isUnreserved {
        encoded.unicodeScalars.append(scalar)
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        encoded += hex.count == 1 ? "%0" + hex : "%" + hex
      }
    }
    return encoded
  }

  private static func slashEscaped(_ text: String) -> String {
    text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/")
  }
}
