/// One form of an issuer's tokens: fixed texts, and runs of an alphabet between them.
struct TokenForm: Sendable {
  enum Part: Sendable, Equatable {
    case text([UInt8])
    case run(TokenAlphabet, ClosedRange<Int>)
  }

  /// What has to be true of a token besides its form.
  enum Demand: String, Sendable {
    /// It does not look like words, a mask or a counter. The default.
    case random
    /// It holds a digit, a capital letter and a small one.
    case mixed
    /// Nothing: the form says enough.
    case nothing
  }

  /// A checksum that the issuer has put into its tokens. What does not fit it is taken all the same, for the form is
  /// strong and what leaves is gone; it scores less.
  enum Checksum: String, Sendable {
    /// Base 62 of the CRC-32 of what stands before it, six characters: GitHub and npm.
    case crc32
  }

  let entity: EntityType
  let parts: [Part]
  /// The first part that is replaced; those before it are an address.
  let firstOfValue: Int
  /// The part that the scanner finds.
  let anchor: Int
  /// Bytes in front of the anchor.
  let anchorOffset: Int
  var demand = Demand.random
  var checksum: Checksum?
  /// Whether no `/`, `+` or dot stands before it: what it begins with is met in Base64 and in names of files.
  var isApart = false

  /// Whether the form is found by a number that a sign follows.
  var isFoundAsNumber: Bool {
    guard case .run(.digits, _) = parts[anchor], anchor + 1 < parts.count,
      case .text(let bytes) = parts[anchor + 1]
    else { return false }
    return Self.signsBehindNumbers.contains(bytes[0])
  }

  static let signsBehindNumbers = Array(":|%".utf8)

  /// Where the token is that begins at `start`. Looks at what it is made of, and at the byte behind it; the dot of a
  /// sentence is none of a token's.
  ///
  /// - Parameter furthest: Raised to the end of what was read.
  func range(in text: ByteView, at start: Int, furthest: inout Int) -> Range<Int>? {
    var at = start
    var value = start
    for (index, part) in parts.enumerated() {
      if index == firstOfValue { value = at }
      switch part {
      case .text(let bytes):
        guard text.has(bytes, at: at) else { return nil }
        at += bytes.count
      case .run(let alphabet, let lengths):
        let isLast = index == parts.count - 1
        let limit = isLast ? lengths.upperBound + 1 : lengths.upperBound
        var end = text.end(from: at, limit: limit) { alphabet.contains($0) }
        furthest = max(furthest, end)
        if isLast { end = text.start(before: end, floor: at) { $0 == UInt8(ascii: ".") } }
        guard lengths.contains(end - at) else { return nil }
        at = end
      }
    }
    guard !text[at].isAlphanumeric, isSecret(text, value..<at) else { return nil }
    return value..<at
  }
}

extension ByteView {
  fileprivate func has(_ bytes: [UInt8], at index: Int) -> Bool {
    for offset in bytes.indices where self[index + offset] != bytes[offset] { return false }
    return true
  }
}
