import OTLP
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Metrics under the names of others")
struct OthersNamesTests {
  /// Every reason of a drop once more than the one before, so that none can stand for another.
  private func page(_ change: (inout PipelineStatistics) -> Void = { _ in }) -> [String: String] {
    var pipeline = PipelineStatistics()
    pipeline.exported = 1000
    pipeline.rejected = 200
    pipeline.queued = 30
    pipeline.inFlight = 4
    for (place, reason) in DropReason.allCases.enumerated() { pipeline.dropped[reason] = 1 << place }
    pipeline.received = 1234 + pipeline.totalDropped
    pipeline.exporter.attempts = 9
    pipeline.exporter.successes = 4
    pipeline.exporter.failures = [.attemptTimedOut: 2]
    change(&pipeline)
    var receiver = ReceiverStatistics.Counts()
    receiver.rejectedItems = 7
    receiver.requests = [
      .accepted: 1, .empty: 2, .overloaded: 4, .shuttingDown: 8, .malformed: 16, .unauthorized: 32,
    ]
    let snapshot = GatewaySnapshot(
      phase: .ready,
      uptime: .milliseconds(1500),
      queueBytes: 7,
      queueLimit: 9,
      signals: [
        .init(
          signal: .traces,
          exporter: "otlp_http",
          pipeline: pipeline,
          receivedItems: pipeline.received,
          receiver: receiver
        ),
        .init(signal: .metrics, exporter: "none"),
      ],
      redaction: RedactionSnapshot(processors: [])
    )
    var values: [String: String] = [:]
    for line in snapshot.prometheusText().split(separator: "\n") where line.hasPrefix("otel") {
      let parts = line.split(separator: " ")
      values[String(parts[0])] = String(parts[1])
    }
    return values
  }

  private func sum(_ reasons: DropReason...) -> Int {
    reasons.reduce(0) { $0 + 1 << (DropReason.allCases.firstIndex(of: $1) ?? 0) }
  }

  @Test("The Collector's")
  func collector() {
    let values = page()
    let all = (1 << DropReason.allCases.count) - 1
    #expect(values["otelcol_receiver_accepted_spans_total{receiver=\"otlp\"}"] == "\(1234 + all)")
    #expect(values["otelcol_receiver_refused_spans_total{receiver=\"otlp\"}"] == "7")
    func requests(_ outcome: String) -> String? {
      values["otelcol_receiver_requests_total{receiver=\"otlp\",signal=\"traces\",outcome=\"\(outcome)\"}"]
    }
    #expect([requests("success"), requests("refused"), requests("failure")] == ["3", "12", "48"])
    #expect(values["otelcol_exporter_sent_spans_total{exporter=\"otlp_http\"}"] == "1000")
    let queue = sum(.queueFull, .alreadyShutDown, .notStored)
    let processor = sum(.decodeFailed, .processorFailed, .filtered)
    #expect(values["otelcol_exporter_enqueue_failed_spans_total{exporter=\"otlp_http\"}"] == "\(queue)")
    #expect(
      values["otelcol_exporter_send_failed_spans_total{exporter=\"otlp_http\"}"]
        == "\(200 + all - queue - processor)"
    )
    let labels = "{processor=\"redaction\",otel_signal=\"traces\"}"
    #expect(values["otelcol_processor_incoming_items_total\(labels)"] == "\(1200 + all)")
    #expect(values["otelcol_processor_outgoing_items_total\(labels)"] == "\(1200 + all - processor)")
    #expect(
      values["otelcol_exporter_in_flight_requests{exporter=\"otlp_http\",data_type=\"traces\"}"] == "3"
    )
    #expect(values["otelcol_exporter_queue_size"] == "7")
    #expect(values["otelcol_process_uptime_seconds_total"] == "1.5")
  }

  @Test("The conventions' for SDKs")
  func conventions() {
    let values = page()
    let exporter =
      "otel_component_type=\"otlp_http_span_exporter\",otel_component_name=\"otlp_http_span_exporter/0\""
    let processor =
      "otel_component_type=\"batching_span_processor\",otel_component_name=\"batching_span_processor/0\""
    #expect(values["otel_sdk_processor_span_queue_size{\(processor)}"] == "30")
    #expect(values["otel_sdk_exporter_span_inflight{\(exporter)}"] == "4")
    #expect(values["otel_sdk_exporter_span_exported_total{\(exporter)}"] == "1000")
    #expect(values["otel_sdk_exporter_span_exported_total{\(exporter),error_type=\"rejected\"}"] == "200")
    #expect(
      values["otel_sdk_exporter_span_exported_total{\(exporter),error_type=\"retries_exhausted\"}"]
        == "\(sum(.retriesExhausted))"
    )
    #expect(
      values["otel_sdk_processor_span_processed_total{\(processor),error_type=\"queue_full\"}"]
        == "\(sum(.queueFull))"
    )
  }

  @Test("A signal without a destination has no exporter")
  func unserved() {
    let values = page()
    #expect(values["otelcol_receiver_accepted_metric_points_total{receiver=\"otlp\"}"] == "0")
    #expect(!values.keys.contains { $0.hasPrefix("otelcol_exporter") && $0.contains("metric_points") })
    #expect(!values.keys.contains { $0.hasPrefix("otel_sdk") && $0.contains("metric") })
  }
}
