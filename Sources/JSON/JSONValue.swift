/// A JSON document as a tree, to change and to write again.
///
/// Numbers and texts stay as they were written, `NaN` and its like of Python among them; members keep their order.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  /// A string that was written in another way than it would be here, by what stood between its quotes. Its text has
  /// U+FFFD for half of a surrogate pair, which only an escape can hold.
  case escaped(String, source: [UInt8])
  case array([JSONValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue
    /// The content between the quotes of the name, if it is written differently than this module would write it.
    package var source: [UInt8]?

    package init(_ name: String, _ value: JSONValue, source: [UInt8]? = nil) {
      self.name = name
      self.value = value
      self.source = source
    }
  }

  /// The value of a member; nil if the value is not an object or has no such member. If several members have the
  /// name, the last one counts, as in MLflow's parser, which is Python's.
  package subscript(_ name: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.last { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let index = members.lastIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  package var text: String? {
    switch self {
    case .string(let text), .escaped(let text, _): text
    default: nil
    }
  }

  /// A number, or one that is written as a text, as protobuf's JSON has them.
  package var integer: Int? {
    switch self {
    case .number(let digits), .string(let digits): Int(digits)
    default: nil
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}

extension JSONValue {
  /// The document in UTF-8, without white space.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): JSONText.append(text, to: &bytes)
    case .escaped(_, let source): Self.write(quoted: source, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        if let source = member.source {
          Self.write(quoted: source, to: &bytes)
        } else {
          JSONText.append(member.name, to: &bytes)
        }
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(quoted source: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    bytes += source
    bytes.append(UInt8(ascii: "\""))
  }
}
