/// Keys of attributes by which spans and traces are grouped: sessions, conversations, users.
///
/// Were the stand-ins of their values alike, all sessions would be one. Sources: MLflow's `TraceMetadataKey` and
/// `SpanAttributeKey`, the OpenTelemetry semantic conventions (`session`, `user`, `enduser`, `gen_ai`), and the
/// attributes of Langfuse, LangSmith, OpenLLMetry, Laminar, Voltagent, Google's ADK, Vercel's SDK and Application
/// Insights.
enum GroupingKeys {
  static func contains(_ key: ByteView) -> Bool {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      let order = key.order(against: names[middle])
      if order == 0 { return true }
      if order > 0 { low = middle + 1 } else { high = middle }
    }
    return false
  }

  /// The names, in ascending order of bytes.
  static let names: [StaticString] = [
    "ai.session.id",
    "ai.telemetry.metadata.sessionId",
    "ai.telemetry.metadata.userId",
    "ai.user.authUserId",
    "ai.user.id",
    "conversation.id",
    "conversation_id",
    "enduser.id",
    "enduser.pseudo.id",
    "gcp.vertex.agent.session_id",
    "gen_ai.conversation.id",
    "langfuse.session.id",
    "langfuse.trace.metadata.session_id",
    "langfuse.trace.metadata.user_id",
    "langfuse.user.id",
    "langsmith.metadata.conversation_id",
    "langsmith.metadata.session_id",
    "langsmith.metadata.thread_id",
    "langsmith.metadata.user_id",
    "langsmith.trace.session_id",
    "lmnr.association.properties.session_id",
    "lmnr.association.properties.user_id",
    "mlflow.trace.session",
    "mlflow.trace.user",
    "session.id",
    "session.previous_id",
    "session_id",
    "thread_id",
    "traceloop.association.properties.conversation_id",
    "traceloop.association.properties.session_id",
    "traceloop.association.properties.thread_id",
    "traceloop.association.properties.user_id",
    "user.id",
    "user_id",
    "voltagent.conversation_id",
    "voltagent.user_id",
  ]
}
