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
      let exporter = component(signal.sdkExporter)
      page.add(
        "otel_sdk_processor_\(items)_queue_size",
        .gauge,
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
        .gauge,
        "Items that the exporter was given and that have not come to their end.",
        [(exporter, String(pipeline.inFlight))],
        conventional: "otel.sdk.exporter.\(items).inflight"
      )
      page.add(
        "otel_sdk_exporter_\(items)_exported_total",
        .counter,
        "Items whose export has come to its end; error_type says why one was not taken.",
        [
          (exporter, String(pipeline.exported)),
          (exporter + [("error_type", "rejected")], String(pipeline.rejected)),
        ] + pipeline.lost(by: exporter) { $0.place == .export },
        conventional: "otel.sdk.exporter.\(items).exported"
      )
    }
  }

  private func component(_ type: String) -> [(name: String, value: String)] {
    [("otel_component_type", type), ("otel_component_name", "\(type)/0")]
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

extension GatewaySnapshot.SignalSnapshot {
  /// The conventions' type of the exporter; a type of our own for what they have none for.
  fileprivate var sdkExporter: String {
    switch exporter {
    case "otlp_http", "otlp_grpc": "\(exporter)_\(signal.sdkExporterItems)_exporter"
    default: "\(exporter)_exporter"
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

  /// The word for items in the conventions' types of exporters.
  fileprivate var sdkExporterItems: String { self == .metrics ? "metric" : sdkItems }
}
