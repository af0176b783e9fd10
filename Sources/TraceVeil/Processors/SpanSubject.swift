import OTLP
import Redaction

/// A span as the conditions of rules see it: as it came, whatever earlier rules have done to it since.
struct SpanSubject: RuleSubject {
  let spanType: String?
  let name: String
  let ruleKind: RuleSpanKind
  let serviceName: String?
  let scopeName: String
  private var attributes: [String: String] = [:]

  /// - Parameter keys: of the attributes that will be asked for.
  init(_ span: borrowing SpanEditor, keys: [String]) {
    name = span.name
    ruleKind = Self.kind(span.kind)
    scopeName = span.scopeName
    serviceName = span.resourceAttribute("service.name").map { Self.text($0) }
    spanType = SpanConventions.type { span.attribute($0) }
    for key in keys {
      if let value = span.attribute(key) { attributes[key] = Self.text(value) }
    }
  }

  func attributeText(_ key: String) -> String? { attributes[key] }

  /// A value as globs see it: strings without the quotes that MLflow's OTLP mode puts around them. Arrays, maps
  /// and bytes are there, but have no text.
  static func text(_ value: AttributeValue) -> String {
    switch value {
    case .string(let text): JSONStringText.text(ofLiteral: text) ?? text
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
