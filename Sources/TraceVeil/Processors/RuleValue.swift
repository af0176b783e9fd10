import OTLP
import Redaction

/// Writes the values that rules set in the form in which a span has its own.
///
/// Through OTLP, MLflow's client writes every attribute as JSON text, a string in quotes; to a tracking server it
/// writes values as what they are. Either becomes unreadable, or shows quotes, where the other is expected.
struct RuleValue {
  /// Whether all attributes of the span are JSON texts.
  let isJSONSpan: Bool

  init(of span: borrowing SpanEditor) {
    isJSONSpan = [SpanConventions.mlflowRequestID, SpanConventions.mlflowType].contains { key in
      guard case .string(let text) = span.attribute(key) else { return false }
      return JSONStringText.text(ofLiteral: text) != nil
    }
  }

  /// - Parameter old: The value it takes the place of; nil where there was none.
  func written(_ value: PolicyValue, over old: AttributeValue?) -> AttributeValue {
    switch old {
    case .string(let text) where isJSONSpan || Self.looksLikeJSON(text): return .string(value.json)
    case .string:
      if case .text(let text) = value { return .string(text) }
      return .string(value.json)
    case nil where isJSONSpan: return .string(value.json)
    default: return Self.native(value)
    }
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

  private static func looksLikeJSON(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first(where: { $0 > 0x20 }), let last = bytes.last(where: { $0 > 0x20 }),
      bytes.count > 1
    else { return false }
    switch (first, last) {
    case (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "["), UInt8(ascii: "]")),
      (UInt8(ascii: "\""), UInt8(ascii: "\"")):
      return true
    default: return false
    }
  }
}
