import HTTPServer
import OTLP
import TraceVeil

/// The names of the OpenTelemetry Collector's own metrics, so that dashboards and alerts made for it work here.
///
/// The numbers are the same as under TraceVeil's own names. Numbers that only the Collector counts are left out.
extension GatewaySnapshot {
  func addCollectorNames(_ page: inout PrometheusText) {
    addCollectorReceiver(&page)
    addCollectorExporter(&page)
    addCollectorProcess(&page)
  }

  private func addCollectorReceiver(_ page: inout PrometheusText) {
    let receiver = ("receiver", "otlp")
    for signal in signals {
      let items = signal.signal.collectorItems
      page.add(
        "otelcol_receiver_accepted_\(items)_total",
        .counter,
        "Items that were taken into the pipeline.",
        [([receiver], String(signal.receivedItems))]
      )
      page.add(
        "otelcol_receiver_refused_\(items)_total",
        .counter,
        "Items that were refused alone; of requests that are refused as a whole nobody counts the items.",
        [([receiver], String(signal.receiver.rejectedItems))]
      )
    }
    page.add(
      "otelcol_receiver_requests_total",
      .counter,
      "Requests, by what came of them: failure is the sender's or the request's, refused asks to come again.",
      signals.flatMap { signal in
        CollectorOutcome.allCases.map { outcome in
          let requests = signal.receiver.requests.filter { CollectorOutcome($0.key) == outcome }
          return (
            [receiver, ("signal", signal.signal.rawValue), ("outcome", outcome.rawValue)],
            String(requests.values.reduce(0, +))
          )
        }
      }
    )
  }

  private func addCollectorExporter(_ page: inout PrometheusText) {
    for signal in signals where signal.exporter != "none" {
      let (items, pipeline) = (signal.signal.collectorItems, signal.pipeline)
      let exporter = [("exporter", signal.exporter)]
      page.add(
        "otelcol_exporter_sent_\(items)_total",
        .counter,
        "Items that the destination has taken.",
        [(exporter, String(pipeline.exported))]
      )
      page.add(
        "otelcol_exporter_send_failed_\(items)_total",
        .counter,
        "Items that it has not taken for good.",
        [(exporter, String(pipeline.rejected + pipeline.dropped(of: .export)))]
      )
      page.add(
        "otelcol_exporter_enqueue_failed_\(items)_total",
        .counter,
        "Items for which a queue had no room after they were accepted.",
        [(exporter, String(pipeline.dropped(of: .queue)))]
      )
    }
    let served = signals.filter { $0.exporter != "none" }
    func bySignal(_ value: (SignalSnapshot) -> Int) -> [PrometheusText.Sample] {
      served.map {
        ([("exporter", $0.exporter), ("data_type", $0.signal.rawValue)], String(value($0)))
      }
    }
    page.add(
      "otelcol_exporter_in_flight_requests",
      .gauge,
      "Requests to the destination without an answer yet.",
      bySignal { $0.pipeline.exporter.inFlight }
    )
    page.add("otelcol_exporter_queue_size", .gauge, "Bytes in the queue of all signals.", queueBytes)
    page.add("otelcol_exporter_queue_capacity", .gauge, "Bound on otelcol_exporter_queue_size.", queueLimit)
    // Both only grow: items count when they have left the transforms, and with the result of their export.
    let processor = ("processor", "redaction")
    page.add(
      "otelcol_processor_incoming_items_total",
      .counter,
      "Items that the processors were given and have come to their end.",
      served.map {
        (
          [processor, ("otel_signal", $0.signal.rawValue)],
          String($0.pipeline.exported + $0.pipeline.rejected + $0.pipeline.totalDropped)
        )
      }
    )
    page.add(
      "otelcol_processor_outgoing_items_total",
      .counter,
      "Those of them that left the processors: the rest was filtered or could not be redacted.",
      served.map {
        (
          [processor, ("otel_signal", $0.signal.rawValue)],
          String(
            $0.pipeline.exported + $0.pipeline.rejected + $0.pipeline.totalDropped
              - $0.pipeline.dropped(of: .processor)
          )
        )
      }
    )
  }

  private func addCollectorProcess(_ page: inout PrometheusText) {
    page.add(
      "otelcol_process_uptime_seconds_total",
      .counter,
      "Since the start.",
      Double(uptime.wholeMilliseconds) / 1000
    )
    page.add(
      "otelcol_process_cpu_seconds_total",
      .counter,
      "CPU time of all threads.",
      Double(process.cpuTime.wholeMilliseconds) / 1000
    )
    if let bytes = process.residentBytes {
      page.add("otelcol_process_memory_rss_bytes", .gauge, "Resident memory.", bytes)
    }
  }
}

/// What came of a request, in the Collector's words.
private enum CollectorOutcome: String, CaseIterable {
  case success, refused, failure

  init(_ outcome: RequestOutcome) {
    switch outcome {
    case .accepted, .empty: self = .success
    case .overloaded, .notStored, .notDelivered, .shuttingDown: self = .refused
    case .malformed, .tooLarge, .unsupportedMediaType, .invalidHeader, .looped, .unauthorized, .notFound,
      .methodNotAllowed, .tooSlow, .aborted, .refusedByDestination:
      self = .failure
    }
  }
}

extension Signal {
  /// The word for items in the Collector's names.
  fileprivate var collectorItems: String {
    switch self {
    case .traces: "spans"
    case .logs: "log_records"
    case .metrics: "metric_points"
    }
  }
}

extension ExporterStatistics {
  /// Requests on the wire.
  var inFlight: Int { attempts - successes - failures.values.reduce(0, +) }
}

/// Which part of the way an item was lost on.
enum DropPlace {
  case queue, processor, export
}

extension PipelineStatistics {
  func dropped(of place: DropPlace) -> Int {
    dropped.reduce(0) { $1.key.place == place ? $0 + $1.value : $0 }
  }
}

extension DropReason {
  var place: DropPlace {
    switch self {
    case .queueFull, .alreadyShutDown, .notStored: .queue
    case .decodeFailed, .processorFailed, .filtered: .processor
    default: .export
    }
  }
}
