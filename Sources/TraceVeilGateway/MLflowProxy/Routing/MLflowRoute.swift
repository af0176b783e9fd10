/// What the proxy does with a request.
enum MLflowTreatment: Hashable, Sendable {
  /// Sends it on as it is.
  case pass
  /// Sends on what redaction has made of its body.
  case redact(MLflowBodyForm)
  /// Does what the path of the artifact decides; see ``ArtifactReading``.
  case artifact
  /// Does with its body what the setting for attachments says.
  case attachment
  /// Redacts any other file of a trace, and sends it on.
  case file
  /// Redacts the names and filters in the path or the query, if they are stored redacted, and sends the request on.
  case ask(MLflowQuestion)
  /// Sends the request on as it is. The proxy then no longer claims that the server has the deleted spans.
  case delete(MLflowDeletion)
  /// Carries out a step of an upload in parts of an artifact of a trace.
  case upload(MLflowUploadStep)
  case refuse(MLflowRefusal)
}

/// What a body that is redacted consists of.
enum MLflowBodyForm: String, Hashable, Sendable {
  /// An OTLP export request.
  case otlp
  /// A JSON message of MLflow's REST API.
  case json
  /// A JSON message about something that is found by its name.
  case named
  /// A JSON message about a review queue, which is found by its name. That may be the name of a reviewer.
  case review
  /// A question about traces: what its filters look for is what redaction has made of it.
  case search
  /// A question about evaluation datasets, with filters like those of `search`.
  case datasetSearch = "dataset_search"
  /// A question about issues, with filters like those of `search`.
  case issueSearch = "issue_search"
  /// A message, and the answer tells the client where its spans are.
  case startTrace = "start_trace"
  /// The JSON of `traces.json`.
  case traceData = "trace_data"
}

enum MLflowUploadStep: String, Hashable, Sendable {
  case create, complete, abort
  /// One part, to the address that the answer to `create` had in it.
  case part
}

/// Why a request is not sent on.
enum MLflowRefusal: Hashable, Sendable {
  /// It is not on the list, and may be about traces.
  case unknown
  /// MLflow has no route for it, and takes no data of that kind.
  case noRoute
  /// MLflow would make a trace of it.
  case modelCall
  /// MLflow, or what stands before it, may find another route behind the path than the proxy.
  case ambiguous
}

/// One line of the list of routes.
struct MLflowRoute: Hashable, Sendable {
  let method: String
  /// Segments behind the static prefix. `{api}` is `api` or `ajax-api`, `{}` any one segment, `{*}` one or more.
  let pattern: String
  let routeClass: MLflowRouteClass
  let treatment: MLflowTreatment
  /// Why it passes.
  let reason: String
  private let parts: [Part]

  private enum Part: Hashable {
    case literal(String)
    case apiRoot
    case one
    case rest
  }

  init(
    _ method: String,
    _ pattern: String,
    _ routeClass: MLflowRouteClass,
    _ treatment: MLflowTreatment,
    _ reason: String = ""
  ) {
    self.method = method
    self.pattern = pattern
    self.routeClass = routeClass
    self.treatment = treatment
    self.reason = reason
    parts = pattern.split(separator: "/").map { part in
      switch part {
      case "{api}": .apiRoot
      case "{}": .one
      case "{*}": .rest
      default: .literal(part.lowercased())
      }
    }
  }

  /// Routes of one kind, a line each: a method and a pattern.
  static func list(
    _ routeClass: MLflowRouteClass,
    _ treatment: MLflowTreatment,
    because reason: String = "",
    _ lines: String
  ) -> [MLflowRoute] {
    lines.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      precondition(words.count == 2, "a route is a method and a pattern")
      return MLflowRoute(String(words[0]), String(words[1]), routeClass, treatment, reason)
    }
  }

  /// - Parameter segments: In lower case, all of them.
  /// - Returns: What stands in the place of the last `{*}`, or nothing; nil when the route is another one.
  func match(_ segments: ArraySlice<String>) -> ArraySlice<String>? {
    var (part, segment) = (0, segments.startIndex)
    // Where the last `{*}` stands in the pattern, and what it has taken.
    var (rest, taken): (Int?, Range<Int>) = (nil, segment..<segment)
    while segment < segments.endIndex {
      if part < parts.count, parts[part] == .rest {
        rest = part
        taken = segment..<(segment + 1)
        (part, segment) = (part + 1, segment + 1)
      } else if part < parts.count, Self.fits(segments[segment], parts[part]) {
        (part, segment) = (part + 1, segment + 1)
      } else if let rest {
        // It takes one more.
        taken = taken.lowerBound..<(taken.upperBound + 1)
        (part, segment) = (rest + 1, taken.upperBound)
      } else {
        return nil
      }
    }
    return part == parts.count ? segments[taken] : nil
  }

  private static func fits(_ segment: String, _ part: Part) -> Bool {
    switch part {
    case .literal(let literal): segment == literal
    case .apiRoot: MLflowRouteTable.apiRoots.contains(segment)
    case .one: true
    case .rest: false
    }
  }

  /// The treatment as the list of routes is printed.
  var shown: String {
    let action =
      switch treatment {
      case .pass, .delete: "pass"
      case .redact(let form): "redact \(form.rawValue)"
      case .artifact: "by its path, and by MLflow's runs where that may be a run's"
      case .attachment: "attachment"
      case .file: "redact file"
      case .upload: "by its path"
      case .refuse: "refuse"
      case .ask(let question): "redact \(question.rawValue)"
      }
    return "\(method) /\(pattern) \(routeClass.rawValue) \(action)" + (reason.isEmpty ? "" : ": \(reason)")
  }
}
