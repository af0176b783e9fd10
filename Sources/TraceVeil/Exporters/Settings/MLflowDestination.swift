import JSON
public import OTLP

/// An MLflow tracking server as the destination of traces. Plain values.
///
/// Limits are those of a server of MLflow 3.17 on SQLite, measured: a request costs about 2 ms a trace, and a time
/// limit of 10 s is reached at some thousands of traces.
public struct MLflowDestination: Sendable, Equatable {
  /// The experiment for traces that name none.
  public enum Experiment: Sendable, Hashable {
    /// Decimal digits.
    case id(String)
    /// Looked up at the server, and made there if `creates` says so and there is none.
    case name(String, creates: Bool)
  }

  /// The credentials for the server. Secrets.
  public enum Credentials: Sendable, Hashable {
    /// A name and a password, for HTTP's basic authentication.
    case basic(username: String, password: String)
    /// A bearer token.
    case token(String)

    /// The value of the header `Authorization`.
    package var authorization: String {
      switch self {
      case .basic(let username, let password):
        "Basic \(Base64.text(Array("\(username):\(password)".utf8)))"
      case .token(let token): "Bearer \(token)"
      }
    }
  }

  /// URL of the server with its static prefix, without `/v1/traces`.
  public var trackingURI: String
  /// The experiment for traces that name none.
  public var experiment = Experiment.id("0")
  /// Nil for a server without workspaces: it answers 500 to a request that names one.
  public var workspace: String?
  /// A run to link traces to.
  public var runID: String?
  /// The credentials for the server; nil for none.
  public var credentials: Credentials?
  /// How requests are sent; its endpoint is not used.
  public var transport = OTLPExporterConfiguration(endpoint: "")
  /// The limits of one request. The time that MLflow takes depends on the traces, about 2 ms each on SQLite. Many
  /// spans of few traces take little.
  public var limits = TraceRequestLimits(spans: 1536, traces: 200, bytes: 4 << 20)

  /// Requests in flight at a time unless configured: SQLite takes one writer.
  package static let defaultConcurrentExports = 2

  /// The default time limit of one attempt. SQLite is slow, and a request that is repeated while the server still
  /// works on it costs it twice.
  package static let defaultTimeout = Duration.seconds(30)

  /// A destination with the defaults, and experiment 0.
  public init(trackingURI: String) {
    self.trackingURI = trackingURI
    transport.maximumConcurrentExports = Self.defaultConcurrentExports
    transport.timeout = Self.defaultTimeout
  }

  /// Whether `id` can be that of an experiment: what Python reads as an integer that is not below zero. One that is blank
  /// makes MLflow drop traces without an error.
  package static func isExperimentID(_ id: some StringProtocol) -> Bool {
    var digits = Array(id.utf8)[...].drop(while: isBlank)
    while let last = digits.last, isBlank(last) { digits = digits.dropLast() }
    let sign = digits.first
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { digits = digits.dropFirst() }
    let groups = digits.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    let isWhole = groups.allSatisfy { group in
      !group.isEmpty && group.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
    }
    let number = String(decoding: groups.joined().drop { $0 == UInt8(ascii: "0") }, as: UTF8.self)
    return isWhole && (number.isEmpty || sign != UInt8(ascii: "-") && Int64(number) != nil)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Names the experiment of a request.
  package static let experimentHeader = "x-mlflow-experiment-id"
}

extension MLflowDestination: CustomStringConvertible, CustomReflectable {
  public var description: String { "MLflowDestination" }
  /// The mirror has no credentials, and no URL, which may hold a password.
  public var customMirror: Mirror { Mirror(self, children: ["limits": limits]) }
}

extension MLflowDestination {
  /// The URL of `path` at the server.
  func url(_ path: String) -> String {
    var base = trackingURI[...]
    while base.hasSuffix("/") { base = base.dropLast() }
    return base + path
  }

  /// What every request says besides its content.
  var headers: [(name: String, value: String)] {
    var headers = transport.headers
    if let credentials { headers.append(("Authorization", credentials.authorization)) }
    if let workspace { headers.append(("X-MLFLOW-WORKSPACE", workspace)) }
    return headers
  }

  /// The exporter that sends the requests.
  var exporter: OTLPExporterConfiguration {
    var exporter = transport
    exporter.endpoint = url("/v1/traces")
    exporter.headers = headers
    if let runID { exporter.headers.append(("x-mlflow-run-id", runID)) }
    return exporter
  }
}
