import NIOHTTP1

/// Which requests to MLflow carry what, from the routes of MLflow 3.17.
///
/// Reads pass. Writes that are in the list are treated as it says. Of all others those whose path looks as if
/// they carried data of traces are refused, and the rest passes: runs, metrics, models, prompts.
enum MLflowRouteTable {
  /// What was decided about a request.
  struct Decision: Hashable, Sendable {
    var routeClass: MLflowRouteClass
    var treatment: MLflowTreatment
  }

  static let apiRoots: Set<String> = ["api", "ajax-api"]

  /// Words in the path of a write that is not in the list and is refused for them.
  static let telltales = [
    "trace", "span", "assessment", "feedback", "expectation", "attachment", "otel", "otlp", "v1/logs",
    "v1/metrics", "v1/profiles",
  ]

  static let routes: [MLflowRoute] =
    [
      MLflowRoute("POST", "v1/traces", .otlp, .redact(.otlp)),

      MLflowRoute("POST", "{api}/3.0/mlflow/traces", .trace, .redact(.startTrace)),
      MLflowRoute("POST", "{api}/2.0/mlflow/traces", .trace, .redact(.json)),
      MLflowRoute("PATCH", "{api}/2.0/mlflow/traces/{}", .trace, .redact(.json)),

      MLflowRoute("POST", "{api}/3.0/mlflow/traces/{}/assessments", .assessment, .redact(.json)),
      MLflowRoute("PATCH", "{api}/3.0/mlflow/traces/{}/assessments/{}", .assessment, .redact(.json)),
      MLflowRoute("DELETE", "{api}/3.0/mlflow/traces/{}/assessments/{}", .assessment, .pass),

      // Questions in the form of a POST: nothing of them is stored.
      MLflowRoute("POST", "{api}/3.0/mlflow/traces/search", .read, .pass),
      MLflowRoute("POST", "{api}/3.0/mlflow/traces/batchgetinfos", .read, .pass),
      MLflowRoute("POST", "{api}/3.0/mlflow/traces/metrics", .read, .pass),
      MLflowRoute("POST", "{api}/3.0/mlflow/traces/calculate-filter-correlation", .read, .pass),

      MLflowRoute("POST", "{api}/3.0/mlflow/issues/search", .read, .pass),
      MLflowRoute("POST", "{api}/3.0/mlflow/issues/invoke", .issue, .pass),
      MLflowRoute("POST", "{api}/3.0/mlflow/issues", .issue, .redact(.json)),
      MLflowRoute("PATCH", "{api}/3.0/mlflow/issues/{}", .issue, .redact(.json)),

      MLflowRoute("POST", "{api}/3.0/mlflow/datasets/create", .dataset, .redact(.json)),
      MLflowRoute("POST", "{api}/3.0/mlflow/datasets/{}/records", .dataset, .redact(.json)),
      MLflowRoute("PATCH", "{api}/3.0/mlflow/datasets/{}/tags", .dataset, .redact(.json)),

      // MLflow makes traces of these by itself, of what was in them.
      MLflowRoute("POST", "gateway/{*}", .modelCall, .refuse),
    ]
    + ["2.0", "3.0"].flatMap { version in
      [
        MLflowRoute("PATCH", "{api}/\(version)/mlflow/traces/{}/tags", .traceTag, .redact(.json)),
        MLflowRoute("DELETE", "{api}/\(version)/mlflow/traces/{}/tags", .traceTag, .pass),
        MLflowRoute("POST", "{api}/\(version)/mlflow/traces/delete-traces", .trace, .pass),
        MLflowRoute("POST", "{api}/\(version)/mlflow/traces/link-to-run", .trace, .redact(.json)),
        MLflowRoute("POST", "{api}/\(version)/mlflow/traces/link-prompts", .trace, .redact(.json)),
      ]
    } + artifacts

  /// Artifacts: the path behind these decides; see ``ArtifactPath``.
  static let artifacts: [MLflowRoute] =
    [
      MLflowRoute("PUT", "{api}/2.0/mlflow-artifacts/artifacts/{*}", .other, .pass),
      MLflowRoute("DELETE", "{api}/2.0/mlflow-artifacts/artifacts/{*}", .other, .pass),
      MLflowRoute("POST", "{api}/2.0/mlflow-artifacts/mpu/{}/{*}", .other, .pass),
    ]

  /// The list as text, a route a line.
  static var shown: String {
    let known = routes.map { route in
      artifacts.contains(route) && route.methods != ["DELETE"] ? route.shown + ", by its path" : route.shown
    }
    return known.joined(separator: "\n") + "\nrefuse other writes with one of these in their path: "
      + telltales.joined(separator: " ") + "\npass the rest\n"
  }

  static func decide(_ method: HTTPMethod, _ target: RequestTarget) -> Decision {
    switch method {
    case .GET, .HEAD, .OPTIONS: return Decision(routeClass: .read, treatment: .pass)
    case .POST, .PUT, .PATCH, .DELETE: break
    default: return Decision(routeClass: .unknown, treatment: .refuse)
    }
    guard !target.isAmbiguous else { return Decision(routeClass: .unknown, treatment: .refuse) }
    let segments = target.segments[start(of: target.segments)...]
    if let route = routes.first(where: { $0.methods.contains(method.rawValue) && $0.matches(segments) }) {
      guard artifacts.contains(route) else {
        return Decision(routeClass: route.routeClass, treatment: route.treatment)
      }
      let behind = segments.dropFirst(route.pattern.count - 1)
      return decideArtifact(method, ArtifactPath(behind))
    }
    let path = target.path
    guard !telltales.contains(where: { path.contains($0) }) else {
      return Decision(routeClass: .unknown, treatment: .refuse)
    }
    return Decision(routeClass: .other, treatment: .pass)
  }

  /// Where the route begins behind a static prefix, whatever that is.
  private static func start(of segments: [String]) -> Int {
    if let start = segments.firstIndex(where: { apiRoots.contains($0) || $0 == "gateway" }) { return start }
    // OTLP has no root to be known by but its end.
    return segments.suffix(2) == ["v1", "traces"] ? segments.count - 2 : 0
  }

  private static func decideArtifact(_ method: HTTPMethod, _ path: ArtifactPath) -> Decision {
    switch (path, method) {
    case (.ofRun, _): Decision(routeClass: .other, treatment: .pass)
    case (_, .DELETE): Decision(routeClass: .traceData, treatment: .pass)
    case (.traceData, .PUT): Decision(routeClass: .traceData, treatment: .redact(.traceData))
    case (.attachment, .PUT): Decision(routeClass: .attachment, treatment: .attachment)
    default: Decision(routeClass: .traceData, treatment: .refuse)
    }
  }
}
