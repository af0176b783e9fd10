/// Reads JSON (RFC 8259) from bytes, in order, one value at a time. Nothing is built that was not asked for.
///
/// Nesting is bounded; the caller bounds the bytes, and keeps them where they are for as long
/// as the reader and its tokens live.
@usableFromInline package struct JSONReader {
  /// Objects and arrays in each other, unless the caller says otherwise.
  package static let usualDepth = 64

  @usableFromInline package enum Dialect: Sendable {
    /// RFC 8259, and no number of more than 512 bytes: none that means something is longer.
    case standard
    /// What Python's parser takes: also `NaN`, `Infinity` and `-Infinity`, which are numbers, and numbers of any length.
    case python
    /// Accepts what may be meant as JSON: also words of letters, digits, signs and points, which are numbers, and
    /// strings with control characters or unknown escapes.
    case lenient
  }

  @usableFromInline package enum Kind {
    case object, array, string, number, boolean, null
  }

  @usableFromInline package let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of the next byte to read.
  @usableFromInline package var position = 0
  @usableFromInline var depth = 0
  @usableFromInline let maximumDepth: Int
  @usableFromInline let dialect: Dialect

  package init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    maximumDepth: Int = JSONReader.usualDepth,
    dialect: Dialect = .standard
  ) {
    self.bytes = bytes
    self.dialect = dialect
    self.maximumDepth = maximumDepth
  }

  /// What the next value is, by its first byte.
  @inlinable package mutating func nextKind() throws(JSONError) -> Kind {
    let byte = try peek()
    return switch byte {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case _ where dialect == .lenient && JSONScan.isOfWord(byte): .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    case UInt8(ascii: "N") where dialect == .python, UInt8(ascii: "I") where dialect == .python: .number
    default: throw invalid
    }
  }

  /// Begins an object; its members follow with ``nextMember(isFirst:)``.
  @inlinable package mutating func enterObject() throws(JSONError) { try enter(UInt8(ascii: "{")) }

  /// Begins an array; its elements follow with ``nextElement(isFirst:)``.
  @inlinable package mutating func enterArray() throws(JSONError) { try enter(UInt8(ascii: "[")) }

  /// The name of the next member, whose value must be read then; nil at the end of the object.
  ///
  /// - Parameter isFirst: True before the first call for an object.
  @inlinable package mutating func nextMember(isFirst: inout Bool) throws(JSONError) -> JSONToken? {
    guard try next(UInt8(ascii: "}"), isFirst: &isFirst) else { return nil }
    let name = try stringToken()
    guard try skip(UInt8(ascii: ":")) else { throw invalid }
    return name
  }

  /// Whether another element follows, which must be read then.
  ///
  /// - Parameter isFirst: True before the first call for an array.
  @inlinable package mutating func nextElement(isFirst: inout Bool) throws(JSONError) -> Bool {
    try next(UInt8(ascii: "]"), isFirst: &isFirst)
  }

  /// Passes over a null. - Returns: False, and nothing is passed over, when something else is there.
  @inlinable package mutating func skipNull() throws(JSONError) -> Bool {
    guard try peek() == UInt8(ascii: "n") else { return false }
    try word("null")
    return true
  }

  package mutating func boolean() throws(JSONError) -> Bool {
    if try peek() == UInt8(ascii: "t") {
      try word("true")
      return true
    }
    try word("false")
    return false
  }

  /// Passes over a value of any type. Needs a bit of memory for each level of what is nested in it, and no stack.
  ///
  /// - Parameter maximumDepth: Objects and arrays in each other, counted from the beginning of the input.
  package mutating func skipValue(maximumDepth: Int? = nil) throws(JSONError) {
    let limit = maximumDepth ?? self.maximumDepth
    var open = OpenBrackets()
    repeat {
      var isFirst = false
      switch try nextKind() {
      case .object, .array:
        let isObject = try peek() == UInt8(ascii: "{")
        position += 1
        guard depth + open.count < limit else { throw JSONError(.nestingTooDeep, offset: position - 1) }
        open.open(isObject: isObject)
        isFirst = true
      case .string: _ = try stringToken()
      case .number: _ = try numberToken()
      case .boolean: _ = try boolean()
      case .null: try word("null")
      }
      try skipToNextValue(&open, isFirst: isFirst)
    } while !open.isEmpty
  }

  /// Skips closing brackets and the name of the next member, after a value or an opening bracket.
  private mutating func skipToNextValue(_ open: inout OpenBrackets, isFirst: Bool) throws(JSONError) {
    var isFirst = isFirst
    while !open.isEmpty {
      let isObject = open.isObject
      let byte = try peek()
      if byte == UInt8(ascii: isObject ? "}" : "]") {
        position += 1
        open.close()
        isFirst = false
        continue
      }
      if !isFirst {
        guard byte == UInt8(ascii: ",") else { throw invalid }
        position += 1
      }
      if isObject {
        _ = try stringToken()
        guard try skip(UInt8(ascii: ":")) else { throw invalid }
      }
      return
    }
  }

  /// Nothing but white space may follow.
  package mutating func end() throws(JSONError) {
    skipWhitespace()
    guard position == bytes.count else { throw invalid }
  }

  @usableFromInline var invalid: JSONError { JSONError(.malformed, offset: position) }
}

extension JSONReader {
  @inlinable mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// The next byte that is not white space, which stays.
  @inlinable package mutating func peek() throws(JSONError) -> UInt8 {
    skipWhitespace()
    guard position < bytes.count else { throw JSONError(.truncated, offset: position) }
    return bytes[position]
  }

  @inlinable package mutating func skip(_ byte: UInt8) throws(JSONError) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  @inlinable mutating func enter(_ bracket: UInt8) throws(JSONError) {
    guard try skip(bracket) else { throw invalid }
    depth += 1
    guard depth <= maximumDepth else { throw JSONError(.nestingTooDeep, offset: position - 1) }
  }

  @inlinable mutating func next(_ bracket: UInt8, isFirst: inout Bool) throws(JSONError) -> Bool {
    let byte = try peek()
    if byte == bracket {
      position += 1
      depth -= 1
      return false
    }
    if isFirst {
      isFirst = false
    } else {
      guard byte == UInt8(ascii: ",") else { throw invalid }
      position += 1
    }
    return true
  }

  @usableFromInline mutating func word(_ word: StaticString) throws(JSONError) {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: letters) else { throw invalid }
    position += letters.count
  }
}
