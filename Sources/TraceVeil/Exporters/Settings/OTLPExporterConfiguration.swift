/// Where one signal is sent to, and how. Plain values: nothing here reads the environment.
public struct OTLPExporterConfiguration: Sendable {
  /// The protocol.
  public enum WireProtocol: Sendable, Hashable {
    /// OTLP in protobuf over HTTP.
    case httpProtobuf
    /// OTLP's JSON over HTTP: larger, and slower to make and to read. MLflow does not take it.
    case httpJSON
    /// OTLP over gRPC. MLflow does not take it.
    case grpc
  }

  /// The full URL of the signal's endpoint, `http` or `https`. For gRPC it has no path.
  public var endpoint: String
  /// The protocol of the endpoint.
  public var wireProtocol = WireProtocol.httpProtobuf
  /// Sent with each request, instead of forwarded headers of the same names. Values may be secrets.
  public var headers: [(name: String, value: String)] = []
  /// The time limit of one attempt, from the start of the connection to the end of the answer; zero for none.
  public var timeout: Duration = .seconds(10)
  /// How bodies are compressed.
  public var compression: Compression = .none
  /// PEM file of the authorities to trust instead of the system's.
  public var certificateFile: String?
  /// PEM files of the client's certificate chain and its key: both or neither.
  public var clientCertificateFile: String?
  /// The private key of the client's certificate, in PEM.
  public var clientKeyFile: String?
  /// Files with the credentials for the destination.
  public var credentials = CredentialFiles()
  /// How access tokens are requested; nil for none.
  public var oauth2: OAuth2Client?
  /// How requests are signed, over HTTP; nil for not at all.
  public var signature: AWSSignature?
  /// When and how often a request is sent again.
  public var retry = RetryPolicy()
  /// Requests in flight at a time.
  public var maximumConcurrentExports = 4
  /// Statuses of answers that may concern a single item of a request. The request is then sent in parts, until the
  /// refused items are alone. 413 concerns the bytes.
  public var cutStatuses = OTLPExporterConfiguration.defaultCutStatuses
  /// How long a connection is used, from its first request on. Later requests use new connections, and the host's
  /// name is resolved again. Zero for no limit.
  public var maximumConnectionAge: Duration = .seconds(300)
  /// The proxy on the way to the destination; nil for none.
  public var proxy: ProxyServer?
  /// The prefix of the settings of one of several destinations, `TRACEVEIL_DESTINATION_<NAME>_`; nil for a single
  /// one. Advice names settings by it.
  package var settingsPrefix: String?
  /// The most bytes of an answer. A larger answer is an error and is not read further. OTLP demands a limit; 4 MiB is
  /// its example.
  public var maximumResponseBytes = 4 << 20

  /// A configuration with the defaults. - Parameter endpoint: The whole URL, `/v1/traces` included.
  public init(endpoint: String) {
    self.endpoint = endpoint
  }

  /// 400, 413, 422 and 431.
  public static let defaultCutStatuses: Set<Int> = [400, 413, 422, 431]
}

extension OTLPExporterConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  public var description: String { "OTLPExporterConfiguration" }
  public var debugDescription: String { description }
  /// The mirror has no header values, and no endpoint, which may hold a password.
  public var customMirror: Mirror {
    Mirror(self, children: ["headers": headers.map(\.name), "timeout": timeout, "compression": compression])
  }
}
