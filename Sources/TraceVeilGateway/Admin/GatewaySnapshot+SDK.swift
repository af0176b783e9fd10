import OTLP
import TraceVeil

/// The names of OpenTelemetry's conventions for an SDK's own metrics, as Prometheus writes them. They are in
/// development there, and may change with them.
extension GatewaySnapshot {
  func addSDKNames(_ page: inout PrometheusText) {
    // A name for all signals has one head, so signals are walked for each name.
    for signal in signals where signal.exporter != "none" {
      let pipeline = signal.pipeline
      let items = signal.signal.sdkItems
      let processor = component("batching_\(items)_processor")
      page.add(
        "otel_sdk_processor_\(items)_queue_size",
        .upDownCounter,
        "Items that wait.",
        [(processor, String(pipeline.queued))],
        conventional: "otel.sdk.processor.\(items).queue.size"
      )
      page.add(
        "otel_sdk_processor_\(items)_processed_total",
        .counter,
        "Items that the processor is done with; error_type says why one was not handed to the exporter.",
        [(processor, String(pipeline.handedOver))]
          + pipeline.lost(by: processor) { $0 == .queueFull || $0 == .alreadyShutDown },
        conventional: "otel.sdk.processor.\(items).processed"
      )
      page.add(
        "otel_sdk_exporter_\(items)_inflight",
        .upDownCounter,
        "Items that the exporter was given and that have not come to their end.",
        exporters(of: signal).map { ($0.labels, String($0.pipeline.inFlight)) },
        conventional: "otel.sdk.exporter.\(items).inflight"
      )
      page.add(
        "otel_sdk_exporter_\(items)_exported_total",
        .counter,
        "Items whose export has come to its end; error_type says why one was not taken.",
        exporters(of: signal).flatMap { labels, pipeline in
          [
            (labels, String(pipeline.exported)),
            (labels + [("error_type", "rejected")], String(pipeline.rejected)),
          ] + pipeline.lost(by: labels) { $0.place == .export }
        },
        conventional: "otel.sdk.exporter.\(items).exported"
      )
    }
  }

  /// The exporter of a signal, or each where there are several destinations, with where it sends to.
  private func exporters(
    of signal: SignalSnapshot
  ) -> [(labels: [(name: String, value: String)], pipeline: PipelineStatistics)] {
    var all = signal.destinations.map { ($0.exporter, $0.endpoint, $0.pipeline) }
    if all.isEmpty { all = [(signal.exporter, signal.endpoint, signal.pipeline)] }
    return all.enumerated().map { number, one in
      let (name, endpoint, pipeline) = one
      var labels = component(signal.signal.sdkExporter(name), number)
      if let address = endpoint.flatMap({ try? OTLPEndpoint($0) }) {
        labels += [("server_address", address.host), ("server_port", String(address.port))]
      }
      return (labels, pipeline)
    }
  }

  private func component(_ type: String, _ number: Int = 0) -> [(name: String, value: String)] {
    [("otel_component_type", type), ("otel_component_name", "\(type)/\(number)")]
  }
}

extension PipelineStatistics {
  /// Items for which an export has begun.
  fileprivate var handedOver: Int { exported + rejected + dropped(of: .export) + inFlight }

  /// A series for each reason.
  fileprivate func lost(
    by component: [(name: String, value: String)],
    _ isCounted: (DropReason) -> Bool
  ) -> [PrometheusText.Sample] {
    DropReason.allCases.filter(isCounted).map { reason in
      (labels: component + [("error_type", reason.rawValue)], value: String(dropped[reason] ?? 0))
    }
  }
}

extension Signal {
  /// The word for items in the conventions' names of metrics.
  fileprivate var sdkItems: String {
    switch self {
    case .traces: "span"
    case .logs: "log"
    case .metrics: "metric_data_point"
    }
  }

  /// The conventions' type of an exporter; a type of our own for what they have none for.
  fileprivate func sdkExporter(_ exporter: String) -> String {
    switch exporter {
    case "otlp_http", "otlp_grpc": "\(exporter)_\(sdkExporterItems)_exporter"
    default: "\(exporter)_exporter"
    }
  }

  /// The word for items in the conventions' types of exporters.
  private var sdkExporterItems: String { self == .metrics ? "metric" : sdkItems }
}
