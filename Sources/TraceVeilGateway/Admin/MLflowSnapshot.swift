import TraceVeil

/// What drop-in mode has done, in the words of `/status` and `/metrics`.
struct MLflowSnapshot: Sendable {
  /// The address without credentials or query.
  var upstream: String
  var condition = UpstreamHealth.Condition.unknown
  var requests: [MLflowCounters.Key: Int]
  /// Parts of bodies that could not go on as they were.
  var repairs: [MLflowRepair: Int] = [:]
  /// Spans that were stored; nil without a queue on disk.
  var queue: PipelineStatistics?

  func requests(_ routeClass: MLflowRouteClass, _ outcome: MLflowOutcome) -> Int {
    requests[.init(routeClass: routeClass, outcome: outcome)] ?? 0
  }
}

extension GatewaySnapshot {
  func addMLflow(_ page: inout PrometheusText) {
    guard let mlflow else { return }
    page.add(
      "traceveil_mlflow_upstream_up",
      .gauge,
      "Whether the MLflow server behind drop-in mode answers.",
      [([], mlflow.condition == .answering ? "1" : "0")]
    )
    page.add(
      "traceveil_mlflow_requests_total",
      .counter,
      "Requests to MLflow through the proxy, by what they are about and how they ended.",
      MLflowRouteClass.allCases.flatMap { routeClass in
        MLflowOutcome.allCases.map { outcome in
          (
            [("route", routeClass.rawValue), ("outcome", outcome.rawValue)],
            String(mlflow.requests(routeClass, outcome))
          )
        }
      }
    )
    page.add(
      "traceveil_mlflow_repairs_total",
      .counter,
      "Parts of requests to MLflow that could not go on as they were, by what was done about them.",
      MLflowRepair.allCases.map { ([("repair", $0.rawValue)], String(mlflow.repairs[$0] ?? 0)) }
    )
    guard let queue = mlflow.queue else { return }
    page.add(
      "traceveil_mlflow_stored_spans_total",
      .counter,
      "Spans that drop-in mode has stored, and those found on disk at the start.",
      queue.received
    )
    page.add(
      "traceveil_mlflow_stored_spans_ended_total",
      .counter,
      "What became of spans that drop-in mode has stored.",
      [
        ([("ending", "exported")], String(queue.exported)),
        ([("ending", "rejected")], String(queue.rejected)),
        ([("ending", "dead_lettered")], String(queue.deadLettered)),
        ([("ending", "dropped")], String(queue.totalDropped)),
      ]
    )
    page.add(
      "traceveil_mlflow_stored_spans_waiting",
      .gauge,
      "Spans of drop-in mode on disk, and on their way to MLflow.",
      [
        ([("place", "on_disk")], String(queue.onDisk)),
        ([("place", "in_flight")], String(queue.inFlight)),
      ]
    )
  }
}

extension StatusDocument {
  struct MLflow: Encodable {
    var upstream: String
    /// `unknown`, `answering`, or `away`.
    var state: String
    /// Why it is away.
    var reason: String?
    /// The number of requests, by what they were about, then by how they ended. Zeros are left out.
    var requests: [String: [String: Int]]
    /// Parts that could not go on as they were, by what was done about them; those that were.
    var repairs: [String: Int]
    /// Spans that were stored, each in one place; absent without a queue on disk.
    var items: Items?

    init(_ snapshot: MLflowSnapshot) {
      upstream = snapshot.upstream
      switch snapshot.condition {
      case .unknown: state = "unknown"
      case .answering: state = "answering"
      case .away(let why): (state, reason) = ("away", why.label)
      }
      repairs = Dictionary(snapshot.repairs.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
      items = snapshot.queue.map { Items($0) }
      requests = [:]
      for (key, count) in snapshot.requests {
        requests[key.routeClass.rawValue, default: [:]][key.outcome.rawValue] = count
      }
    }
  }
}
