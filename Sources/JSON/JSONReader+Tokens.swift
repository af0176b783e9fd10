/// A string or a number of a JSON text, checked, and still written as it came.
@usableFromInline package struct JSONToken {
  /// The bytes of the token, without the quotes of a string.
  @usableFromInline package let bytes: UnsafeBufferPointer<UInt8>
  @usableFromInline package let hasEscapes: Bool
  /// The offset of its first byte, from the beginning of the input.
  @usableFromInline package let offset: Int
}

extension JSONReader {
  private static let maximumNumberBytes = 512
  private static let wordsOfPython: [StaticString] = ["NaN", "Infinity", "-Infinity"]

  /// Reads a string, which need not be UTF-8.
  @usableFromInline package mutating func stringToken() throws(JSONError) -> JSONToken {
    guard try skip(UInt8(ascii: "\"")) else { throw invalid }
    let start = position
    var hasEscapes = false
    while true {
      position = JSONScan.endOfPlainText(in: bytes, from: position)
      guard position < bytes.count else { throw JSONError(.truncated, offset: position) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
        position += 1
        return JSONToken(bytes: text, hasEscapes: hasEscapes, offset: start)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try escape()
      default:
        guard dialect == .lenient else { throw invalid }
        position += 1
      }
    }
  }

  /// Reads a number.
  package mutating func numberToken() throws(JSONError) -> JSONToken {
    _ = try peek()
    let start = position
    switch JSONScan.numberLength(bytes[start...]) {
    case _ where dialect == .lenient:
      position = bytes[start...].firstIndex { !JSONScan.isOfWord($0) } ?? bytes.count
    case let count? where count <= Self.maximumNumberBytes || dialect == .python: position += count
    case nil where dialect == .python: try wordOfPython()
    default: throw invalid
    }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
    return JSONToken(bytes: text, hasEscapes: false, offset: start)
  }

  private mutating func wordOfPython() throws(JSONError) {
    let rest = bytes[position...]
    guard
      let word = Self.wordsOfPython.first(where: {
        rest.starts(with: UnsafeBufferPointer(start: $0.utf8Start, count: $0.utf8CodeUnitCount))
      })
    else { throw invalid }
    position += word.utf8CodeUnitCount
  }

  /// Passes over an escape, which must be one.
  private mutating func escape() throws(JSONError) {
    guard position + 1 < bytes.count else { throw JSONError(.truncated, offset: bytes.count) }
    if dialect == .lenient {
      position += 2
      return
    }
    switch bytes[position + 1] {
    case UInt8(ascii: "u"):
      let digits = bytes[(position + 2)...].prefix(4)
      guard digits.allSatisfy({ Hexadecimal.value(of: $0) != nil }) else { throw invalid }
      guard digits.count == 4 else { throw JSONError(.truncated, offset: bytes.count) }
      position += 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    default: throw invalid
    }
  }
}

/// Finding where things end in JSON.
@usableFromInline enum JSONScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The first byte that a string cannot hold as it is: a quote, a backslash, a control character.
  static func endOfPlainText(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    let raw = UnsafeRawBufferPointer(bytes)
    while raw.count - position >= 8 {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found = marks(word)
      guard found == 0 else { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < bytes.count, !isSpecial(bytes[position]) { position += 1 }
    return position
  }

  /// Not zero when a byte is special; the lowest bit set is then in the first such byte.
  private static func marks(_ word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    return
      ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
      | (word &- ones &* 0x20) & ~word) & highBits
  }

  static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
  }

  /// Whether a byte can stand in a number or in a word as `true`.
  @usableFromInline static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Bytes of the number that `text` begins with; nil when it begins with none.
  static func numberLength(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var rest = text
    func digits() -> Int { rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = digits()
    guard whole > 0, whole == 1 || rest.first != UInt8(ascii: "0") else { return nil }
    rest = rest.dropFirst(whole)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = digits()
      guard fraction > 0 else { return nil }
      rest = rest.dropFirst(fraction)
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      let exponent = digits()
      guard exponent > 0 else { return nil }
      rest = rest.dropFirst(exponent)
    }
    return rest.startIndex - text.startIndex
  }
}
