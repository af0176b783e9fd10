/// What the proxy does with a request.
enum MLflowTreatment: Hashable, Sendable {
  /// Sends it on as it is.
  case pass
  /// Sends on what redaction has made of its body.
  case redact(MLflowBodyForm)
  /// Goes by the path of the artifact; see ``ArtifactReading``.
  case artifact
  /// Does with its body what the setting for attachments says.
  case attachment
  /// Sends on what redaction makes of a file of a trace that is nothing else.
  case file
  /// Sends on what redaction has made of what is asked for in the path or the query, where that is how it is stored.
  case ask(MLflowQuestion)
  /// Sends it on as it is, and claims nothing more of what it deletes.
  case delete(MLflowDeletion)
  /// A step of an upload in parts of an artifact of a trace, which is done here.
  case upload(MLflowUploadStep)
  case refuse(MLflowRefusal)
}

/// What a body that is redacted consists of.
enum MLflowBodyForm: String, Hashable, Sendable {
  /// An OTLP export request.
  case otlp
  /// A JSON message of MLflow's REST API.
  case json
  /// The same, and what it is about is found by its name.
  case named
  /// The same of a review queue, whose name may be that of who reviews.
  case review
  /// A question about traces: what its filters look for is what redaction has made of it.
  case search
  /// The same about evaluation datasets.
  case datasetSearch = "dataset_search"
  /// The same about issues.
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
  /// Not on the list, and may be about traces.
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

  /// As the list is printed.
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
