/// What a request is about: the label of its counters, a closed set.
enum MLflowRouteClass: String, CaseIterable, Sendable {
  /// Spans by OTLP.
  case otlp
  /// What describes a trace: begin, end, links.
  case trace
  case traceTag = "trace_tag"
  case assessment
  /// The spans of a trace as an artifact, `traces.json`.
  case traceData = "trace_data"
  case attachment
  case dataset
  case issue
  /// Calls of models through MLflow's AI gateway.
  case modelCall = "model_call"
  /// Whatever is not there to store anything.
  case read
  /// Writes that are about no trace: runs, models, artifacts of runs, prompts.
  case other
  /// Nothing that the proxy knows.
  case unknown
}

/// What the proxy does with a request.
enum MLflowTreatment: Hashable, Sendable {
  /// Sends it on as it is.
  case pass
  /// Sends on what redaction has made of its body.
  case redact(MLflowBodyForm)
  /// Does with its body what the setting for attachments says.
  case attachment
  case refuse
}

/// What a body that is redacted consists of.
enum MLflowBodyForm: String, Hashable, Sendable {
  /// An OTLP export request.
  case otlp
  /// A JSON message of MLflow's REST API.
  case json
  /// The same, and the answer tells the client where its spans are.
  case startTrace = "start_trace"
  /// The JSON of `traces.json`.
  case traceData = "trace_data"
}

/// One line of the list of routes.
struct MLflowRoute: Hashable, Sendable {
  let methods: [String]
  /// Segments behind the static prefix. `{api}` is `api` or `ajax-api`, `{}` any one segment, `{*}` any rest.
  let pattern: [String]
  let routeClass: MLflowRouteClass
  let treatment: MLflowTreatment

  init(
    _ methods: String,
    _ pattern: String,
    _ routeClass: MLflowRouteClass,
    _ treatment: MLflowTreatment
  ) {
    self.methods = methods.split(separator: ",").map(String.init)
    self.pattern = pattern.split(separator: "/").map(String.init)
    self.routeClass = routeClass
    self.treatment = treatment
  }

  func matches(_ segments: ArraySlice<String>) -> Bool {
    var rest = segments
    for part in pattern {
      if part == "{*}" { return true }
      guard let segment = rest.popFirst() else { return false }
      switch part {
      case "{api}": guard MLflowRouteTable.apiRoots.contains(segment) else { return false }
      case "{}": break
      default: guard segment == part else { return false }
      }
    }
    return rest.isEmpty
  }

  /// As the list is printed.
  var shown: String {
    let action =
      switch treatment {
      case .pass: "pass"
      case .redact(let form): "redact \(form.rawValue)"
      case .attachment: "attachment"
      case .refuse: "refuse"
      }
    return
      "\(methods.joined(separator: ",")) /\(pattern.joined(separator: "/")) \(routeClass.rawValue) \(action)"
  }
}
