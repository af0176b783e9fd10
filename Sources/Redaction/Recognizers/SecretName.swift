/// A name that secrets go by.
///
/// Every key of an attribute and every `token` of a text is held against all of them, so that is done with eight
/// bytes at a time.
struct SecretName: Sendable {
  /// In lower case.
  let text: StaticString
  /// Whether its value must look random: programs keep many harmless things under `token`.
  let isStrict: Bool
  private let head: Word
  private let tail: Word

  /// Up to eight bytes of a name with the bit of small letters set, and which of the bytes those are.
  private struct Word: Sendable {
    var value: UInt64 = 0
    var mask: UInt64 = 0

    func fits(_ folded: UInt64) -> Bool { folded & mask == value }
  }

  private init(_ text: StaticString, isStrict: Bool = false) {
    self.text = text
    self.isStrict = isStrict
    let length = text.utf8CodeUnitCount
    var (head, tail) = (Word(), Word())
    for index in 0..<min(8, length) {
      let (first, last) = (text.utf8Start[index] | 0x20, text.utf8Start[length - 1 - index] | 0x20)
      head.value |= UInt64(first) << UInt64(8 * index)
      head.mask |= 0xff << UInt64(8 * index)
      tail.value |= UInt64(last) << UInt64(8 * (7 - index))
      tail.mask |= 0xff << UInt64(8 * (7 - index))
    }
    (self.head, self.tail) = (head, tail)
  }

  static let all: [SecretName] = [
    SecretName("password"), SecretName("passwd"), SecretName("passphrase"), SecretName("passcode"),
    SecretName("pwd"), SecretName("api_key", isStrict: true), SecretName("api-key", isStrict: true),
    SecretName("apikey", isStrict: true), SecretName("secret", isStrict: true),
    SecretName("token", isStrict: true), SecretName("access_key", isStrict: true),
    SecretName("accesskey", isStrict: true), SecretName("accountkey", isStrict: true),
    SecretName("private_key", isStrict: true), SecretName("secret_key", isStrict: true),
    SecretName("client_secret", isStrict: true), SecretName("signing_key", isStrict: true),
    SecretName("encryption_key", isStrict: true),
  ]

  /// Names that only keys go by: in a text, what follows them is for the recognizer of bearer tokens.
  private static let ofKeys = all + [SecretName("authorization")]

  /// Last letters of all names, as bits.
  private static let lastLetters: UInt32 = ofKeys.reduce(0) { letters, name in
    letters | 1 << UInt32(name.text.utf8Start[name.text.utf8CodeUnitCount - 1] & 31)
  }

  /// The first of the names that stands at `index`, in either case.
  static func at(_ index: Int, of text: ByteView) -> SecretName? {
    let folded = text.word(at: index) | 0x2020_2020_2020_2020
    return all.first { $0.head.fits(folded) && text.hasAnyCase($0.text, at: index) }
  }

  /// The first of the names that `key` ends in, in either case.
  static func ending(_ key: ByteView) -> SecretName? {
    let last = key[key.count - 1]
    guard last.isLetter, lastLetters >> UInt32(last & 31) & 1 == 1 else { return nil }
    let folded = key.word(at: key.count - 8) | 0x2020_2020_2020_2020
    return ofKeys.first { $0.tail.fits(folded) && key.hasAnyCase($0.text, endingAt: key.count) }
  }
}
