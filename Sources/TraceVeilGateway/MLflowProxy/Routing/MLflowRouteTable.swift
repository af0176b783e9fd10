import NIOHTTP1

/// Which requests to MLflow carry what, from the routes of MLflow 3.17 and 3.18.
///
/// Reads pass. A write is treated as the list says about the route that MLflow itself would take it for. One that
/// is on no route of the list is refused if its path looks as if it carried data of traces, and passes otherwise.
enum MLflowRouteTable {
  /// What was decided about a request.
  struct Decision: Hashable, Sendable {
    var routeClass: MLflowRouteClass
    var treatment: MLflowTreatment
    /// Where the path is that of an artifact of a trace, and may be that of one of these: it passes if it is.
    var owners: [ArtifactOwner] = []

    static func refuse(_ refusal: MLflowRefusal) -> Decision {
      Decision(routeClass: .unknown, treatment: .refuse(refusal))
    }
  }

  static let apiRoots: Set<String> = ["api", "ajax-api"]

  /// Words in the path of a write on no route of the list, for which it is refused.
  static let telltales = [
    "trace", "span", "assessment", "feedback", "expectation", "attachment", "otel", "otlp", "v1/logs",
    "v1/metrics", "v1/profiles", "label-schema", "review-queue", "datasets/", "issues/",
  ]

  /// The OTLP routes that MLflow answers with 404. A later version may accept them, so they are not sent on.
  private static let otherSignals: Set<String> = ["v1/logs", "v1/metrics"]

  /// Where several match the first one holds.
  static let routes: [MLflowRoute] = tracing + questions + passing

  private static let routesByMethod = Dictionary(grouping: routes, by: \.method)

  /// First segments of routes: what stands before one of these may be a static prefix.
  private static let roots = apiRoots.union(["gateway", "graphql", "v1"])

  /// The list as text, a route a line.
  static var shown: String {
    routes.map(\.shown).joined(separator: "\n")
      + "\nrefuse other calls of models below gateway/\nanswer 404 to POST v1/logs and v1/metrics\nrefuse other writes with one of these in their path: "
      + telltales.joined(separator: " ") + "\npass the rest\n"
  }

  static func decide(_ method: HTTPMethod, _ target: RequestTarget) -> Decision {
    switch method {
    case .GET: return question(target) ?? Decision(routeClass: .read, treatment: .pass)
    case .HEAD, .OPTIONS: return Decision(routeClass: .read, treatment: .pass)
    case .POST, .PUT, .PATCH, .DELETE: break
    default: return .refuse(.unknown)
    }
    guard let readings = target.readings() else { return .refuse(.ambiguous) }
    let decision = decide(method.rawValue, readings.asMLflow)
    guard readings.widest == readings.asMLflow || decide(method.rawValue, readings.widest) == decision else {
      return .refuse(.ambiguous)
    }
    return decision
  }

  /// Nil for all reads but a few.
  private static func question(_ target: RequestTarget) -> Decision? {
    guard target.hasQuery, let segments = target.readings()?.asMLflow else { return nil }
    for start in segments.indices where roots.contains(segments[start]) {
      let route = routesByMethod["GET"]?.first { $0.match(segments[start...]) != nil }
      if let route { return Decision(routeClass: route.routeClass, treatment: route.treatment) }
    }
    return nil
  }

  private static func decide(_ method: String, _ segments: [String]) -> Decision {
    let starts = segments.indices.filter { roots.contains(segments[$0]) }
    for start in starts {
      for route in routesByMethod[method] ?? [] {
        guard let rest = route.match(segments[start...]) else { continue }
        return decide(route, rest)
      }
    }
    let start = starts.first ?? 0
    guard segments.isEmpty || segments[start] != "gateway" else {
      return Decision(routeClass: .modelCall, treatment: .refuse(.modelCall))
    }
    let path = segments[start...].joined(separator: "/")
    guard method != "POST" || !otherSignals.contains(path) else { return .refuse(.noRoute) }
    guard !telltales.contains(where: { path.contains($0) }) else { return .refuse(.unknown) }
    return Decision(routeClass: .other, treatment: .pass)
  }

  private static func decide(_ route: MLflowRoute, _ rest: ArraySlice<String>) -> Decision {
    switch route.treatment {
    case .artifact:
      let reading = ArtifactReading(rest)
      var decision =
        switch reading.path {
        case .ofRun: Decision(routeClass: .other, treatment: .pass)
        case .traceData: Decision(routeClass: .traceData, treatment: .redact(.traceData))
        case .attachment: Decision(routeClass: .attachment, treatment: .attachment)
        case .archive: Decision.refuse(.unknown)
        case .ofTrace: Decision(routeClass: .attachment, treatment: .file)
        }
      decision.owners = reading.owners
      return decision
    // The body tells which file it is.
    case .upload(let step) where step != .part:
      return ArtifactReading.isOfTrace(folder: rest)
        ? Decision(routeClass: .traceData, treatment: .upload(step))
        : Decision(routeClass: .other, treatment: .pass)
    default: return Decision(routeClass: route.routeClass, treatment: route.treatment)
    }
  }
}
