/// The value of an attribute: OTLP's `AnyValue`.
public enum AttributeValue: Sendable, Hashable {
  /// A text.
  case string(String)
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A number with a fraction.
  case double(Double)
  /// Bytes that are no text.
  case bytes([UInt8])
  /// Values in order, of any types.
  case array([AttributeValue])
  /// Values by key.
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
