/// What a request is about: the label of its counters, a closed set.
enum MLflowRouteClass: String, CaseIterable, Sendable {
  /// Spans by OTLP.
  case otlp
  /// What describes a trace: begin, end, links.
  case trace
  case traceTag = "trace_tag"
  case assessment
  /// The spans of a trace as an artifact, `traces.json`.
  case traceData = "trace_data"
  case attachment
  case dataset
  case issue
  /// Label schemas and review queues: what people are to say about traces, and who.
  case review
  /// Questions about traces to the assistant of MLflow's page.
  case assistant
  /// Calls of models through MLflow's AI gateway.
  case modelCall = "model_call"
  /// Whatever is not there to store anything.
  case read
  /// Writes that are about no trace: runs, models, artifacts of runs, prompts.
  case other
  /// Nothing that the proxy knows.
  case unknown
}
