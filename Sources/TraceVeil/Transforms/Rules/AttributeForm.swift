import JSON
import OTLP

/// The form in which a span has its values.
///
/// Through OTLP, MLflow's client writes every attribute as JSON text, a string in quotes; to a tracking server it
/// writes values as what they are. Either becomes unreadable, or shows quotes, where the other is expected.
struct AttributeForm: Sendable {
  /// Whether all attributes of the span are JSON texts.
  let isJSONSpan: Bool

  /// - Parameter attribute: The value of an attribute of the span.
  init(_ attribute: (_ key: String) -> AttributeValue?) {
    isJSONSpan = [SpanConventions.mlflowRequestID, SpanConventions.mlflowType].contains { key in
      attribute(key)?.string.flatMap(JSONText.text(ofLiteral:)) != nil
    }
  }

  /// What an attribute of the span stands for: JSON texts are read, everything else is what it is.
  func value(of written: AttributeValue) -> AttributeValue {
    guard case .string(let text) = written else { return written }
    return json(text) ?? written
  }

  /// - Parameter old: The attribute that the value takes the place of; nil where there was none.
  func written(_ value: AttributeValue, over old: AttributeValue?) -> AttributeValue {
    switch old {
    case .string(let text):
      if case .string = value, !isJSONSpan, json(text) == nil { return value }
      return .string(JSONDocument.text(of: value))
    case nil where isJSONSpan: return .string(JSONDocument.text(of: value))
    default: return value
    }
  }

  /// The value of a text. In a span of plain values, a text is taken for JSON only if it is an object, an array or a
  /// string in quotes.
  private func json(_ text: String) -> AttributeValue? {
    guard isJSONSpan || Self.looksLikeJSON(text) else { return nil }
    return JSONDocument.value(of: text)
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
