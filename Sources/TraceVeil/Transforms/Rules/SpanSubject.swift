import JSON
import OTLP
import Redaction

/// A span as the conditions of rules see it: as it came, whatever earlier rules have done to it since.
struct SpanSubject: RuleSubject {
  private let span: EncodedSpan
  private let keys: AttributeKeys
  /// The values, as many as `keys`; empty when the span has none of them.
  private var values: [EncodedAttributes.Value?] = []

  /// - Parameters:
  ///   - keys: of the attributes that will be asked for, those of types among them.
  ///   - scratch: Kept from one span to the next: as long as `keys`, without a value.
  init(_ span: EncodedSpan, keys: AttributeKeys, scratch: inout [EncodedAttributes.Value?]) {
    self.span = span
    self.keys = keys
    guard !scratch.isEmpty, span.attributes.find(keys, into: &scratch) else { return }
    values = scratch
    scratch = Array(repeating: nil, count: scratch.count)
  }

  var name: String { span.name }
  var ruleKind: RuleSpanKind { Self.kind(span.kind) }
  var serviceName: String? { span.resource.attributes["service.name"].map { Self.text($0) } }
  var scopeName: String { span.scope.name }
  var spanType: String? { values.isEmpty ? nil : SpanConventions.type { value(of: $0) } }

  func attributeText(_ key: String) -> String? { value(of: key).map { Self.text($0) } }

  private func value(of key: String) -> AttributeValue? {
    guard !values.isEmpty, let index = keys.keys.firstIndex(of: key) else { return nil }
    return values[index]?.value
  }

  /// A value as globs see it: strings without the quotes that MLflow's OTLP mode puts around them. Arrays, maps
  /// and bytes are there, but have no text.
  static func text(_ value: AttributeValue) -> String {
    switch value {
    case .string(let text): JSONText.text(ofLiteral: text) ?? text
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): "\(value)"
    case .bytes, .array, .map, .empty: ""
    }
  }

  private static func kind(_ kind: SpanKind) -> RuleSpanKind {
    switch kind {
    case .unspecified: .unspecified
    case .internal: .internal
    case .server: .server
    case .client: .client
    case .producer: .producer
    case .consumer: .consumer
    }
  }
}
