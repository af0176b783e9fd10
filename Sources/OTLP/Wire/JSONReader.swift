/// Reads JSON from bytes, in order, one value at a time. Nothing is built that was not asked for.
///
/// Nesting is bounded, so are the numbers; the caller bounds the bytes.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private static let maximumDepth = 64

  init(_ body: Span<UInt8>) {
    bytes = body.withUnsafeBufferPointer { Array($0) }
  }

  /// Reads an object; null counts as an empty one. `member` must read the value of its key.
  mutating func object(
    _ member: (inout JSONReader, String) throws(DecodeError) -> Void
  ) throws(DecodeError) {
    if try skipNull() { return }
    try enter(UInt8(ascii: "{"))
    if try !skip(UInt8(ascii: "}")) {
      repeat {
        let key = try string()
        try expect(UInt8(ascii: ":"))
        try member(&self, key)
      } while try skip(UInt8(ascii: ","))
      try expect(UInt8(ascii: "}"))
    }
    depth -= 1
  }

  /// Reads a string; null counts as an empty one.
  mutating func string() throws(DecodeError) -> String {
    if try skipNull() { return "" }
    try expect(UInt8(ascii: "\""))
    var text: [UInt8] = []
    while true {
      let byte = try next()
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(&text)
      case 0..<0x20: throw invalid
      default: text.append(byte)
      }
    }
  }

  /// Reads a whole number, which may stand in a string; null counts as 0.
  mutating func integer() throws(DecodeError) -> Int64 {
    if try skipNull() { return 0 }
    let text = try peek() == UInt8(ascii: "\"") ? string() : String(decoding: number(), as: UTF8.self)
    guard let value = Int64(text) else { throw invalid }
    return value
  }

  /// Passes over a value of any type.
  mutating func skipValue() throws(DecodeError) {
    switch try peek() {
    case UInt8(ascii: "{"):
      try object { (reader, _) throws(DecodeError) in try reader.skipValue() }
    case UInt8(ascii: "["):
      try enter(UInt8(ascii: "["))
      if try !skip(UInt8(ascii: "]")) {
        repeat { try skipValue() } while try skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
      }
      depth -= 1
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: _ = try number()
    }
  }

  /// Nothing but white space may follow.
  mutating func end() throws(DecodeError) {
    skipWhitespace()
    guard position == bytes.count else { throw invalid }
  }
}

extension JSONReader {
  private var invalid: DecodeError { DecodeError(.invalidJSON, offset: position) }

  private mutating func skipWhitespace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  /// The next byte that is not white space, which stays.
  private mutating func peek() throws(DecodeError) -> UInt8 {
    skipWhitespace()
    guard position < bytes.count else { throw DecodeError(.truncated, offset: position) }
    return bytes[position]
  }

  private mutating func next() throws(DecodeError) -> UInt8 {
    guard position < bytes.count else { throw DecodeError(.truncated, offset: position) }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func skip(_ byte: UInt8) throws(DecodeError) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(DecodeError) {
    guard try skip(byte) else { throw invalid }
  }

  private mutating func enter(_ bracket: UInt8) throws(DecodeError) {
    try expect(bracket)
    depth += 1
    guard depth <= Self.maximumDepth else { throw DecodeError(.nestingTooDeep, offset: position) }
  }

  private mutating func skipNull() throws(DecodeError) -> Bool {
    guard try peek() == UInt8(ascii: "n") else { return false }
    try word("null")
    return true
  }

  private mutating func word(_ word: String) throws(DecodeError) {
    for byte in word.utf8 where try next() != byte { throw invalid }
  }

  private mutating func number() throws(DecodeError) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, "+-.0123456789Ee".utf8.contains(bytes[position]) { position += 1 }
    guard position > start, Double(String(decoding: bytes[start..<position], as: UTF8.self)) != nil else {
      throw invalid
    }
    return bytes[start..<position]
  }

  private mutating func escape(_ text: inout [UInt8]) throws(DecodeError) {
    switch try next() {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): text += try unicodeEscape().utf8
    case let byte where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/"):
      text.append(byte)
    default: throw invalid
    }
  }

  /// One escape, or two that stand for one character. Half a pair becomes U+FFFD.
  private mutating func unicodeEscape() throws(DecodeError) -> String {
    var units = [try hexadecimalUnit()]
    if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: #"\u"#.utf8) {
      position += 2
      units.append(try hexadecimalUnit())
    }
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func hexadecimalUnit() throws(DecodeError) -> UInt16 {
    guard bytes.count - position >= 4,
      let digits = [UInt8](hexadecimal: String(decoding: bytes[position..<position + 4], as: UTF8.self))
    else { throw invalid }
    position += 4
    return UInt16(digits[0]) << 8 | UInt16(digits[1])
  }
}
