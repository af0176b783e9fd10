/// The value of an attribute: OTLP's `AnyValue`.
public enum AttributeValue: Sendable, Hashable {
  case string(String)
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case bytes([UInt8])
  case array([AttributeValue])
  case map(Attributes)
  /// A value whose type is not set, which OTLP allows.
  case empty
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension AttributeValue: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension AttributeValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) { self = .int(value) }
}

extension AttributeValue: ExpressibleByFloatLiteral {
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension AttributeValue: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: AttributeValue...) { self = .array(elements) }
}
