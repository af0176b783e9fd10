import OTLP

extension JSONValue {
  /// Deeper values could not be taken into a span whole.
  static let maximumAttributeDepth = 16

  /// As the value of an attribute; nil when it is nested too deeply.
  func attribute(depth: Int = 0) -> AttributeValue? {
    guard depth < Self.maximumAttributeDepth else { return nil }
    switch self {
    case .null: return .empty
    case .bool(let value): return .bool(value)
    case .string(let text): return .string(text)
    case .number(let digits):
      // What has no exact value is looked at as it is written.
      if let integer = Int64(digits) { return .int(integer) }
      return Double(digits).flatMap { $0.isFinite ? .double($0) : nil } ?? .string(digits)
    case .array(let elements):
      var values: [AttributeValue] = []
      for element in elements {
        guard let value = element.attribute(depth: depth + 1) else { return nil }
        values.append(value)
      }
      return .array(values)
    case .object(let members):
      var attributes = Attributes()
      for member in members {
        guard let value = member.value.attribute(depth: depth + 1) else { return nil }
        attributes.append(member.name, value)
      }
      return .map(attributes)
    }
  }

  /// This value again where `attribute` is what it was taken for, else what became of it.
  func replaced(by attribute: AttributeValue) -> JSONValue {
    self.attribute() == attribute ? self : JSONValue(attribute)
  }

  private init(_ attribute: AttributeValue) {
    switch attribute {
    case .empty: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let text): self = .string(text)
    case .int(let value): self = .number(String(value))
    case .double(let value): self = .number(String(value))
    case .bytes: self = .null
    case .array(let values): self = .array(values.map { JSONValue($0) })
    case .map(let attributes): self = .object(attributes.map { Member($0.key, JSONValue($0.value)) })
    }
  }
}
