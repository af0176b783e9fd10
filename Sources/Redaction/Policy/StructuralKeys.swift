/// Attribute keys whose values are structure, not text of a user: they are not looked at where they have the shape of it.
///
/// Replacing digits of a request id or a model name would break how MLflow and others read a trace. Sources:
/// MLflow's `SpanAttributeKey`, the OpenTelemetry semantic conventions for generative AI, OpenInference.
enum StructuralKeys {
  /// The shape that values of a key have to have; nil for a key that is not structural.
  static func shape(of key: ByteView) -> StructuralShape? {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      let order = key.order(against: names[middle].name)
      if order == 0 { return names[middle].shape }
      if order > 0 { low = middle + 1 } else { high = middle }
    }
    return prefixes.first { key.has($0.name, at: 0) }?.shape
  }

  /// Whether a text is structure because of the key that it stands under.
  static func isStructure(_ text: ByteView, of key: ByteView) -> Bool { shape(of: key)?.fits(text) ?? false }

  /// The names, in ascending order of bytes.
  static let names: [(name: StaticString, shape: StructuralShape)] = [
    ("gen_ai.operation.name", .name),
    ("gen_ai.output.type", .name),
    ("gen_ai.provider.name", .name),
    ("gen_ai.request.frequency_penalty", .number),
    ("gen_ai.request.max_tokens", .count),
    ("gen_ai.request.model", .name),
    ("gen_ai.request.presence_penalty", .number),
    ("gen_ai.request.seed", .number),
    ("gen_ai.request.temperature", .number),
    ("gen_ai.request.top_k", .count),
    ("gen_ai.request.top_p", .number),
    ("gen_ai.response.finish_reasons", .name),
    ("gen_ai.response.model", .name),
    ("gen_ai.system", .name),
    ("gen_ai.tool.type", .name),
    ("llm.model_name", .name),
    ("llm.provider", .name),
    ("llm.request.type", .name),
    ("llm.system", .name),
    ("llm.usage.total_tokens", .count),
    ("mlflow.chat.tokenUsage", .count),
    ("mlflow.llm.model", .name),
    ("mlflow.llm.provider", .name),
    ("mlflow.spanLogLevel", .name),
    ("mlflow.spanType", .name),
    ("mlflow.trace.tokenUsage", .count),
    ("mlflow.traceRequestId", .name),
    ("openinference.span.kind", .name),
    ("otel.status_code", .name),
    ("service.version", .name),
    ("traceloop.span.kind", .name),
  ]

  static let prefixes: [(name: StaticString, shape: StructuralShape)] = [
    ("gen_ai.usage.", .count), ("llm.token_count.", .count), ("telemetry.sdk.", .name),
    ("telemetry.distro.", .name),
  ]
}
