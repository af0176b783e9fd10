package import OTLP

/// Says what can be done about a failure, in terms of the settings that the user knows. A value without state.
package struct FailureAdvisor: Sendable {
  /// Names of settings differ.
  package enum Server: Sendable {
    case otlp
    /// An MLflow server as a destination.
    case mlflow
    /// The one behind drop-in mode.
    case upstream
  }

  /// What is known of the request.
  package struct Request: Sendable {
    package var signal: Signal?
    /// The path of its URL.
    package var path = ""
    package var hasCredentials = false
    /// Whether its body is in zstd, which not every server takes.
    package var isZstd = false
    /// Whether its body is JSON, which not every server takes.
    package var isJSON = false
    /// Whether other requests to this server have had success.
    package var othersSucceed = false

    package init() {}
  }

  private let server: Server
  /// The prefix of the settings of one of several destinations; nil for a single one.
  var settingsPrefix: String?
  /// Whether the server is reached through a proxy.
  var hasProxy = false

  package init(_ server: Server) { self.server = server }

  /// Nil where there is nothing to advise.
  package func advice(_ status: Int, _ answer: AnswerText, _ request: Request) -> String? {
    standardAdvice(status, answer, request).map(named)
  }

  /// The advice with the names of a single destination's settings.
  private func standardAdvice(_ status: Int, _ answer: AnswerText, _ request: Request) -> String? {
    if answer.says("http request", "https") { return "the server speaks TLS: use https://" }
    if answer.errorCode == "FEATURE_DISABLED", answer.says("workspace") {
      return "the server has no workspaces: leave \(workspace) out"
    }
    if answer.says("invalid host header") {
      return "start MLflow with --allowed-hosts and the host of this address, or use an address that it knows"
    }
    switch status {
    case 300..<400:
      return "this is not followed: set the address that it leads to, often the same with https://"
    case 400, 422: return invalid(answer, request)
    case 401:
      return request.hasCredentials ? "the server does not accept the credentials" : "set \(credentials)"
    case 403 where answer.says("cross-origin"):
      return "start MLflow with --cors-allowed-origins and the origin of the page that has sent this"
    case 403: return "the credentials are known and do not suffice: give their user the right to write there"
    case 404: return absent(answer, request)
    case 405: return elsewhere(request)
    case 413: return "lower OTEL_BSP_MAX_EXPORT_BATCH_SIZE, or raise what the server takes"
    case 415 where request.isJSON:
      return "the server may take no JSON: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"
    case 415: return "the server has to take OTLP in protobuf at this address"
    case 501 where server == .otlp && !answer.says("mlflow") && !answer.says("filestore"):
      return "the server does not do this: check that it takes OTLP at this address"
    case 501:
      return
        "an MLflow that keeps traces in files takes no OTLP: start it with a database (--backend-store-uri)"
    case 508: return "the address leads back here: let no gateway send to one that sends to it"
    case 502, 504: return "a proxy in front of the server gets no answer from it: look whether it is up"
    case 503 where answer.says("disabled because"):
      return "the server has been started without this: its message says what it needs"
    case 429, 503: return "the server has too much to do or is starting; it is asked again"
    case 500 where answer.errorCode == nil: return "the server has failed: its own log says why"
    default: return nil
    }
  }

  private static let noZstd = "the server may not take zstd: set OTEL_EXPORTER_OTLP_COMPRESSION=gzip"

  private func invalid(_ answer: AnswerText, _ request: Request) -> String? {
    if answer.says(MLflowDestination.experimentHeader) { return "name an experiment: set \(experiment)" }
    if answer.says("experiment id") { return "an experiment is named by its number: set \(experiment)" }
    if request.isZstd { return Self.noZstd }
    if answer.says("content-encoding") { return "set OTEL_EXPORTER_OTLP_COMPRESSION=none" }
    return nil
  }

  private func absent(_ answer: AnswerText, _ request: Request) -> String? {
    // What is in one, and not there, is named first: `Scorer with name 'a' not found for experiment 7`.
    if answer.begins("workspace '") { return "there is no such workspace: check \(workspace)" }
    if answer.errorCode != nil, Self.experiments.contains(where: { answer.begins($0) }) {
      return "there is no such experiment: set \(experiment) to one that there is"
    }
    // It is MLflow that has answered: what is not there is a run, say, and nothing is wrong with the address.
    if answer.errorCode != nil { return nil }
    for signal in Signal.allCases where request.path.contains("/v1/\(signal.rawValue)/v1/") {
      let place = server == .upstream ? "the endpoint of the client" : address
      return "the path is doubled: take /v1/\(signal.rawValue) off \(place), to which it is added"
    }
    if let signal = request.signal, signal != .traces {
      return
        "MLflow takes no \(signal.rawValue): \(leaving(signal)), or another endpoint for them"
    }
    return elsewhere(request)
  }

  /// What has a signal go elsewhere or nowhere.
  func leaving(_ signal: Signal) -> String {
    if let settingsPrefix { return "leave \(signal.rawValue) out of \(settingsPrefix)SIGNALS" }
    return "set \(signal.exporterKey)=none"
  }

  /// The advice with the settings of one of several destinations. Their names are those of a single destination,
  /// behind a prefix.
  func named(_ advice: String) -> String {
    guard let settingsPrefix else { return advice }
    return
      advice
      .replacing("TRACEVEIL_MLFLOW_", with: settingsPrefix + "MLFLOW_")
      .replacing("OTEL_EXPORTER_OTLP_", with: settingsPrefix)
  }

  /// How MLflow begins to say that an experiment is not there.
  private static let experiments = [
    "no experiment with", "experiment '", "experiment with", "could not find experiment",
  ]

  private func elsewhere(_ request: Request) -> String {
    switch server {
    case .upstream where request.othersSucceed:
      "this server has no such route, though it takes others: its version of MLflow is not that of the client"
    case .otlp:
      "nothing takes OTLP at this path: OTEL_EXPORTER_OTLP_ENDPOINT has v1/traces added, "
        + "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is used as it is"
    case .mlflow, .upstream: "this is no MLflow server, or it has another static prefix: check \(address)"
    }
  }

  /// Advice about a host name that cannot be resolved.
  package static let noSuchName =
    "there is no experiment of this name: TRACEVEIL_MLFLOW_CREATE_EXPERIMENT=true has it made"
  /// MLflow accepts traces for a deleted experiment, and does not show them.
  package static let deletedExperiment = "the experiment is deleted: restore it, or set another name"

  private var experiment: String {
    switch server {
    case .otlp: "OTEL_EXPORTER_OTLP_HEADERS=x-mlflow-experiment-id=NUMBER"
    case .mlflow: "TRACEVEIL_MLFLOW_EXPERIMENT_ID or _NAME, or the sender's header x-mlflow-experiment-id"
    case .upstream: "the client's MLFLOW_EXPERIMENT_ID or _NAME"
    }
  }

  private var workspace: String {
    switch server {
    case .otlp: "the header x-mlflow-workspace"
    case .mlflow: "TRACEVEIL_MLFLOW_WORKSPACE, or the sender's header x-mlflow-workspace,"
    case .upstream: "the client's MLFLOW_WORKSPACE"
    }
  }

  private var credentials: String {
    switch server {
    case .otlp: "OTEL_EXPORTER_OTLP_HEADERS=authorization=..., percent-encoded"
    case .mlflow: "TRACEVEIL_MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN"
    case .upstream:
      "the client's MLFLOW_TRACKING_USERNAME and _PASSWORD, or TRACEVEIL_MLFLOW_UPSTREAM_USERNAME and _PASSWORD"
    }
  }

  private var address: String {
    switch server {
    case .otlp: "OTEL_EXPORTER_OTLP_ENDPOINT"
    case .mlflow: "TRACEVEIL_MLFLOW_TRACKING_URI"
    case .upstream: "TRACEVEIL_MLFLOW_UPSTREAM"
    }
  }

  private var tlsPrefix: String {
    server == .upstream ? "TRACEVEIL_MLFLOW_UPSTREAM" : "OTEL_EXPORTER_OTLP"
  }
}

// Where there was no answer.
extension FailureAdvisor {
  package func advice(_ cause: ConnectionFailure) -> String? {
    (hasProxy ? adviceOnProxy(cause) : nil) ?? standardAdvice(cause).map(named)
  }

  /// Advice if the connection is to a proxy.
  private func adviceOnProxy(_ cause: ConnectionFailure) -> String? {
    switch cause {
    case .nameNotResolved:
      "the proxy's name has no address: check HTTP_PROXY and HTTPS_PROXY, and the resolver"
    case .refused:
      "nobody listens where the proxy is to be: look whether it is up, and check HTTP_PROXY and HTTPS_PROXY"
    case .unreachable: "there is no way to the proxy: check the network, and HTTP_PROXY and HTTPS_PROXY"
    case .reset: "the proxy, or the server behind it, broke the connection off"
    case .timedOut:
      "the proxy, or the server behind it, does not answer in time: look which, or name the host in NO_PROXY"
    case .untrusted, .wrongHost, .clientRefused, .notTLS, .proxyRefused, .handshake, .notHTTP, .notHTTP2,
      .needsTLS,
      .other:
      nil
    }
  }

  private func standardAdvice(_ cause: ConnectionFailure) -> String? {
    switch cause {
    case .nameNotResolved: "the host's name has no address: check \(address), and the resolver"
    case .refused: "nobody listens there: look whether the server is up, and check \(address)"
    case .unreachable: "there is no way to this address: check the network, and \(address)"
    case .reset: "the server, or a proxy before it, broke the connection off"
    case .timedOut:
      "the server does not answer in time: it has too much to do, or something drops its packets"
    case .untrusted:
      "the server's certificate is signed by nobody known here, or its time is over: \(tlsPrefix)_CERTIFICATE is to name the authority"
    case .wrongHost: "the server's certificate is for another host: use the one that it names in \(address)"
    case .clientRefused: "set \(tlsPrefix)_CLIENT_CERTIFICATE and _CLIENT_KEY to what the server trusts"
    case .notTLS: "the server does not speak TLS at this port: use http://, or another port"
    case .handshake:
      "the TLS handshake failed: the server may speak no TLS at this port (then use http://), or no version from 1.2 on"
    case .proxyRefused:
      "the proxy lets nothing through to this address: check HTTP_PROXY, HTTPS_PROXY and their credentials, or name the host in NO_PROXY"
    case .notHTTP:
      "what listens there does not speak HTTP: check \(address), its port above all. gRPC needs OTEL_EXPORTER_OTLP_PROTOCOL=grpc"
    case .notHTTP2:
      "what listens there does not speak HTTP/2, as gRPC does: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or the port of gRPC, often 4317"
    case .needsTLS: "the server speaks TLS at this port: use https://"
    case .other: nil
    }
  }
}
