import OTLP
import Redaction
import TraceVeil

/// One of the examples of MLflow's page on redaction: what an application did, and what is configured against it.
struct PageExample: Sendable {
  let title: String
  var spanProcessors: [SpanFilter] = []
  /// What the pipeline looks for itself, in what the span processors leave.
  var policy = RedactionPolicy()
  let spans: [SpanData]
}

/// Spans as MLflow's client sends them to a tracking server.
struct ExampleTrace {
  let traceID = TraceID(high: .random(in: 1 ... .max), low: .random(in: 1 ... .max))
  private(set) var spans: [SpanData] = []
  private let start: UInt64

  /// - Parameter start: Nanoseconds since 1970.
  init(start: UInt64) {
    self.start = start
  }

  /// Adds a span that lasts a millisecond longer than the one added before.
  /// - Returns: Its id, for its children.
  @discardableResult
  mutating func add(
    _ name: String,
    type: String,
    under parent: SpanID? = nil,
    inputs: AttributeValue,
    outputs: AttributeValue
  ) -> SpanID {
    let span = SpanData(
      traceID: traceID,
      spanID: SpanID(.random(in: 1 ... .max)),
      parentSpanID: parent,
      flags: 1,
      name: name,
      startTime: start + UInt64(spans.count) * 1_000_000,
      endTime: start + UInt64(100 + spans.count) * 1_000_000,
      attributes: [
        "mlflow.spanType": .string(type), "mlflow.spanInputs": inputs, "mlflow.spanOutputs": outputs,
      ],
      status: .ok,
      scope: InstrumentationScope(name: "redacting-sensitive-data")
    )
    spans.append(span)
    return span.spanID
  }
}
