import JSON

/// The textual form of stand-ins: `<ENTITY>`, `<ENTITY:0123456789abcdef>`, `<ENTITY:enc:v1:...>`. One that stands for a key
/// may have a number behind its name (`StandInNumber`).
///
/// A redacted text may be redacted again, by another gateway or another transform. A recognizer that goes by what
/// stands before a value (`password=`) would take the stand-in for the value. So scanners skip stand-ins. Nobody must
/// be able to hide a value in one. So the name must be an entity's, a hash has no long run of digits, and ciphertext
/// must authenticate.
enum StandIn {
  /// What follows the entity's name in a token of `encrypt`.
  static let encryptedMark = ":enc:v1:"
  /// Longest name of an entity, in bytes.
  static let maximumNameLength = 64
  /// The longest stand-in with a number.
  static let maximumNumberedLength = maximumNameLength + 1 + StandInNumber.maximumDigits
  /// Longest token of `encrypt`, in bytes.
  static let maximumLength =
    1 + maximumNumberedLength + encryptedMark.utf8.count
    + Base64.digitCount(ofBytes: ValueCipher.maximumValueLength + ValueCipher.overhead) + 1

  /// A stand-in's parts, as offsets in the text it was found in.
  struct Parts: Sendable, Hashable {
    enum Form: Sendable, Hashable {
      case name
      case hash
      case encrypted(payload: Range<Int>)
    }

    var name: Range<Int>
    var form: Form
    /// The position behind the `>`.
    var end: Int
  }

  /// Takes the stand-in apart that begins with the `<` at `start`; nil when there is none.
  ///
  /// Whether the name is an entity's and the ciphertext genuine is the caller's to check. Reads no further
  /// than the first byte that does not fit, so a caller that steps behind the `<` on nil stays linear but for
  /// repeated openings of tokens of `encrypt`, which cannot overlap.
  static func parts(in text: Span<UInt8>, from start: Int) -> Parts? {
    guard start < text.count, text[start] == UInt8(ascii: "<") else { return nil }
    let nameEnd = endOfName(in: text, from: start + 1, limit: maximumNumberedLength)
    guard nameEnd > start + 1, nameEnd < text.count else { return nil }
    let name = start + 1..<nameEnd
    if name.count > maximumNameLength {
      guard let end = StandInNumber.endOfUnnumbered(text.extracting(name)), end <= maximumNameLength else {
        return nil
      }
    }
    if text[nameEnd] == UInt8(ascii: ">") { return Parts(name: name, form: .name, end: nameEnd + 1) }
    let hashEnd = nameEnd + 17
    if hashEnd < text.count, text[nameEnd] == UInt8(ascii: ":"), text[hashEnd] == UInt8(ascii: ">"),
      ValueHasher.isAcceptable(text.extracting(nameEnd + 1..<hashEnd))
    {
      return Parts(name: name, form: .hash, end: hashEnd + 1)
    }
    return encryptedParts(in: text, name: name)
  }

  private static func encryptedParts(in text: Span<UInt8>, name: Range<Int>) -> Parts? {
    var index = name.upperBound
    for byte in encryptedMark.utf8 {
      guard index < text.count, text[index] == byte else { return nil }
      index += 1
    }
    let payload = index
    let limit = min(text.count, name.lowerBound + maximumLength)
    while index < limit, text[index].isTokenByte { index += 1 }
    guard index > payload, index < text.count, text[index] == UInt8(ascii: ">") else { return nil }
    return Parts(name: name, form: .encrypted(payload: payload..<index), end: index + 1)
  }

  /// Names of entities: an upper-case letter, then upper-case letters, digits and `_`.
  static func endOfName(in text: Span<UInt8>, from start: Int, limit: Int = maximumNameLength) -> Int {
    var index = start
    while index < text.count, index - start < limit,
      isNameByte(text[index], first: index == start)
    {
      index += 1
    }
    return index
  }

  static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    ASCII.isUppercase(byte) || !first && (byte == UInt8(ascii: "_") || ASCII.decimalDigit(byte) != nil)
  }
}
