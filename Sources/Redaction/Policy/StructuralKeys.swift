/// Attribute keys whose values are structure, not text of a user: they are never looked at.
///
/// Replacing digits of a request id or a model name would break how MLflow and others read a trace. Sources:
/// MLflow's `SpanAttributeKey`, the OpenTelemetry semantic conventions for generative AI, OpenInference.
enum StructuralKeys {
  static func contains(_ key: ByteView) -> Bool {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      let order = key.order(against: names[middle])
      if order == 0 { return true }
      if order > 0 { low = middle + 1 } else { high = middle }
    }
    return prefixes.contains { key.has($0, at: 0) }
  }

  /// In ascending order of bytes.
  static let names: [StaticString] = [
    "gen_ai.operation.name",
    "gen_ai.output.type",
    "gen_ai.provider.name",
    "gen_ai.request.frequency_penalty",
    "gen_ai.request.max_tokens",
    "gen_ai.request.model",
    "gen_ai.request.presence_penalty",
    "gen_ai.request.seed",
    "gen_ai.request.temperature",
    "gen_ai.request.top_k",
    "gen_ai.request.top_p",
    "gen_ai.response.finish_reasons",
    "gen_ai.response.model",
    "gen_ai.system",
    "gen_ai.tool.type",
    "llm.model_name",
    "llm.provider",
    "llm.request.type",
    "llm.system",
    "llm.usage.total_tokens",
    "mlflow.chat.tokenUsage",
    "mlflow.llm.model",
    "mlflow.llm.provider",
    "mlflow.spanLogLevel",
    "mlflow.spanType",
    "mlflow.trace.tokenUsage",
    "mlflow.traceRequestId",
    "openinference.span.kind",
    "otel.status_code",
    "service.version",
    "traceloop.span.kind",
  ]

  static let prefixes: [StaticString] = [
    "gen_ai.usage.", "llm.token_count.", "telemetry.sdk.", "telemetry.distro.",
  ]
}
