import HTTPServer
import OTLP
import TraceVeil

extension GatewaySnapshot {
  /// The page of `/metrics`. Every label comes from a closed set, and every value of a set is there from the
  /// start, with 0: a series that appears with its first error has no rate.
  func prometheusText() -> String { metrics().text }

  func metrics() -> PrometheusText {
    var page = PrometheusText()
    addItems(&page)
    addRequests(&page)
    addDelivery(&page)
    addRedaction(&page)
    if let analyzer { page.add(analyzer) }
    if let disk { page.add(disk) }
    addMLflow(&page)
    addReloads(&page)
    addProcess(&page)
    addCollectorNames(&page)
    addSDKNames(&page)
    return page
  }

  private func bySignal(_ value: (SignalSnapshot) -> Int) -> [PrometheusText.Sample] {
    signals.map { ([("signal", $0.signal.rawValue)], String(value($0))) }
  }

  /// The way of a signal to its destination, and to each where there are several.
  private var ways: [(labels: [(name: String, value: String)], pipeline: PipelineStatistics)] {
    signals.flatMap { signal in
      let label = ("signal", signal.signal.rawValue)
      guard !signal.destinations.isEmpty else { return [([label], signal.pipeline)] }
      return signal.destinations.map { ([label, ("destination", $0.name)], $0.pipeline) }
    }
  }

  private func byWay(_ value: (PipelineStatistics) -> Int) -> [PrometheusText.Sample] {
    ways.map { ($0.labels, String(value($0.pipeline))) }
  }

  private func bySignal<Label: CaseIterable & RawRepresentable>(
    and name: String,
    _ value: (SignalSnapshot, Label) -> Int
  ) -> [PrometheusText.Sample] where Label.RawValue == String {
    signals.flatMap { signal in
      Label.allCases.map { label in
        (
          [("signal", signal.signal.rawValue), (name, label.rawValue)],
          String(value(signal, label))
        )
      }
    }
  }

  private func addItems(_ page: inout PrometheusText) {
    page.add(
      "traceveil_received_items_total",
      .counter,
      "Items accepted: the sum of those exported, rejected, dropped, dead-lettered, queued, on disk and in flight.",
      byWay { $0.received }
    )
    page.add(
      "traceveil_exported_items_total",
      .counter,
      "Items the destination has taken.",
      byWay { $0.exported }
    )
    page.add(
      "traceveil_rejected_items_total",
      .counter,
      "Items the destination refused in a request it took otherwise.",
      byWay { $0.rejected }
    )
    page.add(
      "traceveil_dropped_items_total",
      .counter,
      "Accepted items that were not delivered.",
      ways.flatMap { labels, pipeline in
        DropReason.allCases.map { (labels + [("reason", $0.rawValue)], String(pipeline.dropped[$0] ?? 0)) }
      }
    )
    page.add(
      "traceveil_dead_lettered_items_total",
      .counter,
      "Items that the destination refused for good, and that are kept on disk.",
      byWay { $0.deadLettered }
    )
    page.add(
      "traceveil_refused_items_total",
      .counter,
      "Items that the destination refused, by the HTTP status of its answer.",
      ways.flatMap { labels, pipeline in
        RefusalStatus.counts(pipeline.refusedByStatus).map { status, items in
          (labels + [("status", status)], String(items))
        }
      }
    )
    page.add("traceveil_queued_items", .gauge, "Items that wait.", byWay { $0.queued })
    page.add(
      "traceveil_on_disk_items",
      .gauge,
      "Items in the queue on disk that are not being sent.",
      byWay { $0.onDisk }
    )
    page.add(
      "traceveil_in_flight_items",
      .gauge,
      "Items being redacted or sent.",
      byWay { $0.inFlight }
    )
    page.add(
      "traceveil_oldest_item_age_seconds",
      .gauge,
      "How long the oldest item has been queued or in flight; 0 when there is none.",
      ways.map { ($0.labels, String(Double($0.pipeline.oldestItemAge.wholeMilliseconds) / 1000)) }
    )
    page.add("traceveil_queue_bytes", .gauge, "Accepted bytes not delivered yet.", queueBytes)
    page.add("traceveil_waiting_requests", .gauge, "Requests that wait for room.", waitingRequests)
    page.add("traceveil_queue_limit_bytes", .gauge, "Bound on traceveil_queue_bytes.", queueLimit)
    page.add("traceveil_work_bytes", .gauge, "Memory reserved for work on requests.", workBytes)
    page.add("traceveil_work_limit_bytes", .gauge, "Bound on traceveil_work_bytes.", workLimit)
    page.add(
      "traceveil_waiting_work",
      .gauge,
      "Batches and bodies that wait for memory for work.",
      waitingWork
    )
  }

  private func addRequests(_ page: inout PrometheusText) {
    var requests = bySignal(and: "outcome") { (signal, outcome: RequestOutcome) in
      signal.receiver.requests[outcome] ?? 0
    }
    requests += RequestOutcome.allCases.map { outcome in
      ([("signal", "none"), ("outcome", outcome.rawValue)], String(otherRequests.requests[outcome] ?? 0))
    }
    page.add("traceveil_requests_total", .counter, "Requests to the OTLP receivers.", requests)
    page.add(
      "traceveil_decode_errors_total",
      .counter,
      "Why requests were malformed or too large.",
      bySignal(and: "reason") { (signal, reason: DecodeError.Reason) in
        signal.receiver.decodeErrors[reason] ?? 0
      }
    )
    page.add(
      "traceveil_invalid_items_total",
      .counter,
      "Items refused on arrival: malformed, or with an id of the wrong length.",
      bySignal { $0.receiver.rejectedItems }
    )
    page.add(
      "traceveil_unknown_fields_total",
      .counter,
      "Fields that are not in the schema and were dropped.",
      bySignal { $0.receiver.unknownFields }
    )
    page.add(
      "traceveil_defaulted_values_total",
      .counter,
      "Negative numbers and unknown names of enumerations in JSON that were read as 0.",
      bySignal { $0.receiver.defaultedValues }
    )
    page.add(
      "traceveil_nul_texts_total",
      .counter,
      "Texts in which NUL was replaced.",
      bySignal { $0.receiver.nulTexts }
    )
    page.add(
      "traceveil_invalid_texts_total",
      .counter,
      "Texts in which what is not UTF-8 was replaced.",
      bySignal { $0.receiver.invalidTexts }
    )
    page.add(
      "traceveil_deep_values_total",
      .counter,
      "Values that were nested too deeply and replaced by a text.",
      bySignal { $0.receiver.deepValues }
    )
    page.add(
      "traceveil_received_bytes_total",
      .counter,
      "Bytes of accepted requests, uncompressed.",
      bySignal { $0.pipeline.receivedBytes }
    )
    page.add("traceveil_open_connections", .gauge, "Connections to the OTLP receivers.", openConnections)
    page.add(
      "traceveil_refused_connections_total",
      .counter,
      "Connections closed at once because as many as allowed were in use.",
      connectionCounts.refused
    )
    page.add(
      "traceveil_displaced_connections_total",
      .counter,
      "Connections that did nothing and were closed for new ones.",
      connectionCounts.displaced
    )
    page.add(
      "traceveil_accept_failures_total",
      .counter,
      "Times that a connection had to wait as there was no descriptor left.",
      connectionCounts.exhausted
    )
  }

  private func addDelivery(_ page: inout PrometheusText) {
    page.add(
      "traceveil_export_attempts_total",
      .counter,
      "Requests put on the wire.",
      byWay { $0.exporter.attempts }
    )
    page.add(
      "traceveil_export_attempt_outcomes_total",
      .counter,
      "Requests put on the wire, by what came of them.",
      ways.flatMap { labels, pipeline -> [PrometheusText.Sample] in
        let exporter = pipeline.exporter
        let outcomes =
          [("success", exporter.successes)]
          + ExportError.Code.allCases.map { ($0.rawValue, exporter.failures[$0] ?? 0) }
        return outcomes.map { outcome, count in (labels + [("outcome", outcome)], String(count)) }
      }
    )
    page.add(
      "traceveil_export_duration_seconds",
      "How long requests took that were put on the wire, to the end of the answer.",
      ways.map { ($0.labels, $0.pipeline.exporter.durations) }
    )
    page.add(
      "traceveil_destination_unreachable",
      .gauge,
      "1 while the destination does not answer and is asked by one request at a time.",
      byWay { $0.exporter.isUnreachable ? 1 : 0 }
    )
    page.add(
      "traceveil_export_retries_total",
      .counter,
      "Attempts that were not a request's first.",
      byWay { $0.exporter.retries }
    )
    page.add(
      "traceveil_unreadable_answers_total",
      .counter,
      "Answers of success that are no answer of OTLP: a proxy's page, say.",
      byWay { $0.exporter.unreadableResponses }
    )
    page.add(
      "traceveil_answer_warnings_total",
      .counter,
      "Answers of success with a message and nothing rejected.",
      byWay { $0.exporter.warnings }
    )
    page.add(
      "traceveil_exported_bytes_total",
      .counter,
      "Bytes of delivered requests, as they were sent.",
      byWay { $0.exportedBytes }
    )
  }

  private func addRedaction(_ page: inout PrometheusText) {
    page.add(
      "traceveil_redactions_total",
      .counter,
      "Matches, by what was done to them.",
      redaction.byOperation.map {
        ([("entity", $0.operation.entity), ("operator", $0.operation.operator)], String($0.count))
      }
    )
    page.add(
      "traceveil_redactions_by_place_total",
      .counter,
      "Matches, by where they stood.",
      redaction.byPlace.map { ([("place", $0.place.label)], String($0.count)) }
    )
    page.add(
      "traceveil_rule_spans_total",
      .counter,
      "Spans that a rule of the policy applied to.",
      redaction.ruledSpans
    )
    let reloads = redaction.policy?.reloads ?? .init()
    page.add(
      "traceveil_policy_reloads_total",
      .counter,
      "Policy files read again.",
      [
        ([("outcome", "applied")], String(reloads.applied)),
        ([("outcome", "refused")], String(reloads.refused)),
      ]
    )
    page.add(
      "traceveil_dry_run",
      .gauge,
      "1 when matches are only counted, and nothing is redacted.",
      redaction.isDryRun ? 1 : 0
    )
    page.add(
      "traceveil_redaction_off",
      .gauge,
      "1 when nothing looks for anything: what comes in is sent on as it is.",
      redaction.processors.isEmpty ? 1 : 0
    )
    page.add(
      "traceveil_redaction_failures_total",
      .counter,
      "Texts replaced as a whole because they could not be redacted.",
      bySignal { $0.pipeline.redactionFailures }
    )
  }

  private func addReloads(_ page: inout PrometheusText) {
    let samples = ReloadKind.allCases.flatMap { kind -> [PrometheusText.Sample] in
      let counts = reloads[kind] ?? ReloadCounts()
      return [
        ([("kind", kind.rawValue), ("outcome", "applied")], String(counts.applied)),
        ([("kind", kind.rawValue), ("outcome", "refused")], String(counts.refused)),
      ]
    }
    page.add(
      "traceveil_reloads_total",
      .counter,
      "Files of the gateway read again, by what they hold.",
      samples
    )
  }

  private func addProcess(_ page: inout PrometheusText) {
    page.add("traceveil_build_info", .gauge, "The version.", [([("version", version)], "1")])
    page.add(
      "traceveil_uptime_seconds",
      .gauge,
      "Since the start.",
      Double(uptime.wholeMilliseconds) / 1000
    )
    page.add(
      "process_cpu_seconds_total",
      .counter,
      "CPU time of all threads.",
      Double(process.cpuTime.wholeMilliseconds) / 1000
    )
    let times = stages
    page.add(
      "traceveil_stage_cpu_seconds_total",
      .counter,
      "CPU time by stage of the work on requests; what is missing to the whole is the network, HTTP, the queue.",
      StageTimes.Stage.allCases.map {
        ([("stage", $0.rawValue)], String(Double(times[$0] / 1000) / 1_000_000))
      }
    )
    page.add(
      "traceveil_log_lines_dropped_total",
      .counter,
      "Lines of the log that nobody read in time.",
      droppedLogLines
    )
    if let bytes = process.residentBytes {
      page.add("process_resident_memory_bytes", .gauge, "Resident memory.", bytes)
    }
  }
}
