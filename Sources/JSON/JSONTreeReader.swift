/// Reads a JSON document into a ``JSONValue``. Members with the same name are all kept.
///
/// Bytes that are not UTF-8 become U+FFFD.
package struct JSONTreeReader {
  package struct Limits: Sendable {
    /// Arrays and objects in each other.
    package var depth: Int
    /// A value takes some 100 bytes, whatever it is.
    package var values: Int
    /// The text that takes the place of an array or an object that is nested too deeply. Nil refuses the document.
    package var deepValue: String?

    package init(depth: Int = JSONReader.usualDepth, values: Int = 1 << 20, deepValue: String? = nil) {
      self.depth = depth
      self.values = values
      self.deepValue = deepValue
    }
  }

  private let limits: Limits
  private var reader: JSONReader
  private var values = 0
  private var depth = 0
  /// Texts that are not UTF-8.
  package private(set) var invalidTexts = 0
  /// Values that a text has taken the place of.
  package private(set) var deepValues = 0

  /// - Parameter bytes: Stay where they are for as long as the reader lives.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    dialect: JSONReader.Dialect = .standard,
    limits: Limits = Limits()
  ) {
    self.limits = limits
    reader = JSONReader(bytes, maximumDepth: limits.depth, dialect: dialect)
  }

  /// Reads the whole document.
  package mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    try reader.end()
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    values += 1
    guard values <= limits.values else { throw JSONError(.tooLarge, offset: reader.position) }
    switch try reader.nextKind() {
    case .string:
      let (text, source) = try string()
      return source.map { .escaped(text, source: $0) } ?? .string(text)
    case .number: return .number(String(decoding: try reader.numberToken().bytes, as: UTF8.self))
    case .boolean: return .bool(try reader.boolean())
    case .null:
      _ = try reader.skipNull()
      return .null
    case .object, .array:
      guard depth < limits.depth else { return try deepValue() }
      depth += 1
      defer { depth -= 1 }
      return try reader.nextKind() == .object ? .object(members()) : .array(elements())
    }
  }

  private mutating func members() throws(JSONError) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    try reader.enterObject()
    var isFirst = true
    while let token = try reader.nextMember(isFirst: &isFirst) {
      let (name, source) = text(of: token)
      members.append(.init(name, try value(), source: source))
    }
    return members
  }

  private mutating func elements() throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    try reader.enterArray()
    var isFirst = true
    while try reader.nextElement(isFirst: &isFirst) { elements.append(try value()) }
    return elements
  }

  private mutating func deepValue() throws(JSONError) -> JSONValue {
    guard let text = limits.deepValue else {
      throw JSONError(.nestingTooDeep, offset: reader.position)
    }
    try reader.skipValue(maximumDepth: .max)
    deepValues += 1
    return .string(text)
  }

  private mutating func string() throws(JSONError) -> (text: String, source: [UInt8]?) {
    text(of: try reader.stringToken())
  }

  /// - Returns: The text, and what stands between its quotes where that is not how it would be written here.
  private mutating func text(of token: JSONToken) -> (text: String, source: [UInt8]?) {
    // Most texts have no escape.
    guard token.hasEscapes else { return (decoded(token.bytes), nil) }
    let text = token.text.withUnsafeBufferPointer { decoded($0) }
    var written: [UInt8] = []
    written.reserveCapacity(token.bytes.count)
    JSONText.append(content: text, to: &written)
    guard !written.elementsEqual(token.bytes) else { return (text, nil) }
    // Bytes that are no UTF-8 do not go on.
    return (text, String(validating: token.bytes, as: UTF8.self) == nil ? nil : Array(token.bytes))
  }

  private mutating func decoded(_ text: UnsafeBufferPointer<UInt8>) -> String {
    if let valid = String(validating: text, as: UTF8.self) { return valid }
    invalidTexts += 1
    return String(decoding: text, as: UTF8.self)
  }
}
