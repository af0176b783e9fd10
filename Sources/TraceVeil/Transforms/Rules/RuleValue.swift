import OTLP
import Redaction

/// Writes the values that rules set in the form in which a span has its own.
struct RuleValue {
  private let form: AttributeForm

  init(of span: EncodedSpan) {
    form = AttributeForm { span.attributes[$0] }
  }

  /// - Parameter old: The value it takes the place of; nil where there was none.
  func written(_ value: PolicyValue, over old: AttributeValue?) -> AttributeValue {
    form.written(Self.native(value), over: old)
  }

  private static func native(_ value: PolicyValue) -> AttributeValue {
    switch value {
    case .null: .empty
    case .boolean(let value): .bool(value)
    case .integer(let value): .int(Int64(value))
    case .number(let value): .double(value)
    case .text(let value): .string(value)
    case .list(let values): .array(values.map(native))
    case .object(let members): .map(Attributes(members.map { ($0.key, native($0.value)) }))
    }
  }
}
