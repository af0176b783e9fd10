import JSON

/// The text of a JSON string, decoded.
struct JSONStringText {
  /// UTF-8; what is no scalar, a lone surrogate say, is U+FFFD.
  private(set) var bytes: [UInt8] = []
  /// Where each byte of the text begins in the string, and the end; nil where nothing was escaped.
  private(set) var places: [Int]?

  /// - Parameter content: What stands between the quotes, with valid escapes or not: one that is unknown
  ///   stands for itself.
  init(content: Span<UInt8>) {
    bytes.reserveCapacity(content.count)
    var index = 0
    while index < content.count, content[index] != Self.backslash {
      bytes.append(content[index])
      index += 1
    }
    guard index < content.count else { return }
    var places = Array(0..<index)
    while index < content.count {
      let start = index
      let first = bytes.count
      decode(content, &index)
      places.append(contentsOf: repeatElement(start, count: bytes.count - first))
    }
    places.append(index)
    self.places = places
  }

  /// The text of a whole literal with its quotes; nil for anything else.
  static func text(ofLiteral text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
    let content = Array(bytes[1..<bytes.count - 1])
    return String(decoding: JSONStringText(content: content.span).bytes, as: UTF8.self)
  }

  private mutating func decode(_ content: Span<UInt8>, _ index: inout Int) {
    let byte = content[index]
    guard byte == Self.backslash, index + 1 < content.count else {
      bytes.append(byte)
      index += 1
      return
    }
    switch content[index + 1] {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "u"):
      if decodeScalar(content, &index) { return }
      bytes.append(UInt8(ascii: "u"))
    case let other: bytes.append(other)
    }
    index += 2
  }

  /// `\uXXXX`, or two of them that are a pair of surrogates.
  private mutating func decodeScalar(_ content: Span<UInt8>, _ index: inout Int) -> Bool {
    guard let unit = Self.unit(content, at: index) else { return false }
    index += 6
    var value = UInt32(unit)
    if UTF16.isLeadSurrogate(unit), let trail = Self.unit(content, at: index), UTF16.isTrailSurrogate(trail) {
      value = 0x10000 + (value - 0xD800) << 10 + (UInt32(trail) - 0xDC00)
      index += 6
    }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    bytes.append(contentsOf: Character(scalar).utf8)
    return true
  }

  private static func unit(_ content: Span<UInt8>, at index: Int) -> UInt16? {
    guard index + 6 <= content.count, content[index] == backslash, content[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for place in index + 2..<index + 6 {
      guard let digit = Hexadecimal.value(of: content[place]) else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
}
