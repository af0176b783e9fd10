/// What drop-in mode has done, in the words of `/status` and `/metrics`.
struct MLflowSnapshot: Sendable {
  /// Without credentials or query.
  var upstream: String
  var requests: [MLflowCounters.Key: Int]

  func requests(_ routeClass: MLflowRouteClass, _ outcome: MLflowOutcome) -> Int {
    requests[.init(routeClass: routeClass, outcome: outcome)] ?? 0
  }
}

extension GatewaySnapshot {
  func addMLflow(_ page: inout PrometheusText) {
    guard let mlflow else { return }
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
  }
}

extension StatusDocument {
  struct MLflow: Encodable {
    var upstream: String
    /// By what they are about, then by how they ended; those that were.
    var requests: [String: [String: Int]]

    init(_ snapshot: MLflowSnapshot) {
      upstream = snapshot.upstream
      requests = [:]
      for (key, count) in snapshot.requests {
        requests[key.routeClass.rawValue, default: [:]][key.outcome.rawValue] = count
      }
    }
  }
}
