import OTLP

/// How conventions write what a rule speaks of: a span's type, its inputs and its outputs.
///
/// Sources: MLflow 3's span attribute keys and the translation of foreign spans on its server, OpenInference,
/// OpenLLMetry, the OpenTelemetry semantic conventions for generative AI.
enum SpanConventions {
  static let mlflowType = "mlflow.spanType"
  static let mlflowRequestID = "mlflow.traceRequestId"

  /// Attributes that name a span's type, the most specific first.
  static let typeKeys = [mlflowType, "openinference.span.kind", "traceloop.span.kind", operation]
  static let encodedTypeKeys = AttributeKeys(typeKeys)
  private static let operation = "gen_ai.operation.name"

  /// MLflow's type for the value of a type key.
  static func type(_ value: String, of key: String) -> String {
    key == operation ? types[value] ?? value : value
  }

  /// A span's type, by the first key whose value is not `UNKNOWN`, which MLflow writes if no type was set.
  /// - Parameter attribute: The value of an attribute of the span.
  static func type(_ attribute: (_ key: String) -> AttributeValue?) -> String? {
    var type: String?
    for key in typeKeys {
      guard let value = attribute(key) else { continue }
      let found = Self.type(SpanSubject.text(value), of: key)
      if found.uppercased() != "UNKNOWN" { return found }
      type = type ?? found
    }
    return type
  }

  private static let types = [
    "chat": "CHAT_MODEL", "text_completion": "LLM", "generate_content": "LLM", "embeddings": "EMBEDDING",
    "execute_tool": "TOOL", "invoke_agent": "AGENT", "create_agent": "AGENT",
  ]

  /// Where one side of a call, its inputs or its outputs, is found in a span.
  struct Side: Sendable {
    /// MLflow's key.
    let main: String
    /// Keys of values that are replaced.
    let values: [String]
    /// Keys, and beginnings of keys, of what repeats them: taken away.
    let copies: [String]
    let copyPrefixes: [String]
    /// Events that hold them, taken away, and attributes of other events, taken away from them.
    let events: [String]
    let eventAttributes: [String]
  }

  static let inputs = Side(
    main: "mlflow.spanInputs",
    values: [
      "mlflow.spanInputs", "input.value", "gen_ai.input.messages", "gen_ai.tool.call.arguments",
      "traceloop.entity.input",
    ],
    copies: ["gen_ai.prompt", "gen_ai.system_instructions", "mlflow.chat.messages"],
    copyPrefixes: ["gen_ai.prompt.", "llm.input_messages.", "llm.prompts."],
    events: [
      "gen_ai.system.message", "gen_ai.user.message", "gen_ai.assistant.message", "gen_ai.tool.message",
      "gen_ai.content.prompt",
    ],
    eventAttributes: []
  )

  static let outputs = Side(
    main: "mlflow.spanOutputs",
    values: [
      "mlflow.spanOutputs", "output.value", "gen_ai.output.messages", "gen_ai.tool.call.result",
      "traceloop.entity.output",
    ],
    copies: ["gen_ai.completion", "mlflow.chat.messages"],
    copyPrefixes: ["gen_ai.completion.", "llm.output_messages.", "llm.choices."],
    events: ["gen_ai.choice", "gen_ai.content.completion"],
    eventAttributes: StreamChunks.keys
  )

  /// What stays of a root span that a rule drops: what MLflow needs to end its trace.
  static let frame: Set<String> = [
    mlflowRequestID, "mlflow.experimentId", mlflowType, "openinference.span.kind", "traceloop.span.kind",
    operation,
  ]
}
