import HTTPServer
import Logging
import NIOCore
import OTLP
import Redaction
import TraceVeil

/// Everything that can be set about a gateway: plain values, read from an `Environment`.
struct GatewayConfiguration: Sendable {
  /// PEM files of TLS on the way in.
  struct InboundTLS: Sendable, Hashable {
    var certificateFile: String
    var keyFile: String
    /// A PEM file of the authorities that must have signed a client's certificate; nil for no client certificates.
    var clientCAFile: String?
  }

  /// Nil for no receiver.
  var httpListen: ListenAddress?
  var httpPaths: ReceiverPaths
  /// Nil for no receiver of gRPC.
  var grpcListen: ListenAddress?
  /// The age of a gRPC connection of a sender at which it is asked to make room for a new one; nil for no limit.
  var grpcConnectionAge: Duration?
  /// Nil for no admin endpoints.
  var adminListen: ListenAddress?
  var tls: InboundTLS?
  var access: AccessSettings
  /// Nil when no page in a browser may send.
  var crossOrigin: CrossOrigin?

  /// What the variables say; nil only for `TRACEVEIL_PROCESSORS=none` without a policy file.
  var redaction: RedactionPolicy?
  /// Nil for no policy file.
  var policySource: PolicySource?
  var redactionOptions: RedactionOptions
  /// Nil where no analyzer is asked.
  var presidio: PresidioConfiguration?

  /// Drop-in mode; nil for none.
  var mlflow: MLflowProxyConfiguration?

  var routes: SignalRoutes
  /// Nil where the gateway's own metrics are read only.
  var telemetry: TelemetrySettings?
  /// Names in lower case.
  var forwardedHeaders: [String]

  /// Nil for a queue in memory alone.
  var diskQueue: DiskQueueConfiguration?
  var acknowledgement: Acknowledgement
  var queueBytes: Int
  /// Bound on what work on requests takes at a time besides.
  var workBytes: Int
  var maximumRequestBytes: Int
  var maximumConnections: Int
  /// How long a request may wait for room.
  var admissionWait: Duration
  /// The time limit of the whole drain after SIGTERM or SIGINT.
  var shutdownTimeout: Duration
  var crashReport: CrashReport
  var logFormat: LogFormat
  /// Nil for silence.
  var logLevel: Logger.Level?

  /// Between two looks at whether files have changed; zero for none.
  var reloadInterval: Duration

  /// What was read, for `--print-config` and the log.
  var settings: [ConfigurationReader.Setting]
  var warnings: [ConfigurationWarning]
  /// Standard variables of the environment that are not read here, sorted.
  var ignoredVariables: [String] = []
}

extension GatewayConfiguration {
  static let grpcListenKey = "TRACEVEIL_GRPC_LISTEN"
  static let declarativeFileKey = "OTEL_CONFIG_FILE"

  /// Reads and checks every setting of the gateway.
  ///
  /// - Throws: `ConfigurationError` for the first setting that cannot be used, which includes settings that
  ///   only a later version knows: nothing is accepted and ignored.
  init(_ environment: Environment) throws(ConfigurationError) {
    var reader = ConfigurationReader(environment)
    // Before all others: what was meant by a name may be what they lack.
    try UnavailableSettings.refuse(in: reader)
    try reader.refuseMisspelt()
    try reader.refuseUnknownInFile()
    try reader.refuseMisspeltOfDestinations()
    reader.warnAboutMisspeltStandard()
    try self.init(reading: &reader)
    ignoredVariables = environment.keys.filter { $0.hasPrefix("OTEL_") && !SettingNames.known.contains($0) }
  }

  /// Reads the configuration without checking for names that are not settings.
  init(reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    // A command that sends has made settings of what the file says: here it is a name alone.
    _ = try reader.text([Self.declarativeFileKey])
    httpListen = try reader.listenAddress("TRACEVEIL_HTTP_LISTEN", default: "127.0.0.1:4318")
    httpPaths = try reader.receiverPaths()
    grpcListen = try reader.listenAddress(Self.grpcListenKey, default: "127.0.0.1:4317")
    let age = try reader.duration(["TRACEVEIL_GRPC_MAX_CONNECTION_AGE"], default: .zero, in: 0...86_400_000)
    grpcConnectionAge = age == .zero ? nil : age
    adminListen = try reader.listenAddress("TRACEVEIL_ADMIN_LISTEN", default: "127.0.0.1:13133")
    tls = try reader.inboundTLS()
    access = try reader.accessSettings()
    redaction = try reader.redactionPolicy()
    policySource = try reader.policySource(redaction)
    redactionOptions = try reader.redactionOptions()
    presidio = try reader.presidio(for: redaction)
    mlflow = try reader.mlflowProxy()
    mlflow?.keyHeader = access.keysFile == nil ? nil : access.keyHeader
    // Before the routes: it has another default for how long is tried.
    diskQueue = try reader.diskQueue()
    if let diskQueue, mlflow != nil {
      mlflow?.retry = try reader.retryPolicy(on: diskQueue)
    }
    acknowledgement = try reader.acknowledgement(hasDirectory: diskQueue != nil)
    routes = try reader.routes()
    telemetry = try reader.telemetry()
    forwardedHeaders = try reader.forwardedHeaders(access)
    crossOrigin = try reader.crossOrigin(
      forwardedHeaders + (access.keysFile == nil ? [] : [access.keyHeader])
    )
    queueBytes = try reader.integer(["TRACEVEIL_QUEUE_BYTES"], default: 64 << 20, in: 1...Int.max)
    workBytes = try reader.workBytes(workers: routes[.traces].pipeline.workers)
    maximumRequestBytes = try reader.maximumRequestBytes()
    maximumConnections = try reader.integer(["TRACEVEIL_MAX_CONNECTIONS"], default: 1024, in: 1...1_000_000)
    admissionWait = try reader.duration(
      ["TRACEVEIL_ADMISSION_WAIT"],
      default: .seconds(5),
      in: 0...600_000
    )
    reloadInterval = try reader.duration(
      ["TRACEVEIL_RELOAD_INTERVAL"],
      default: .seconds(5),
      in: 0...86_400_000
    )
    shutdownTimeout = try reader.duration(
      ["TRACEVEIL_SHUTDOWN_TIMEOUT"],
      default: .seconds(8),
      in: 1...3_600_000
    )
    crashReport = try reader.read(
      [CrashReport.key],
      default: .symbols,
      expected: "none, symbols or full",
      kind: .word(["none", "symbols", "full"]),
      shown: \.rawValue,
      parse: { CrashReport(rawValue: $0.lowercased()) }
    )
    logFormat = try reader.read(
      [LogFormat.key],
      default: .text,
      expected: "text or json",
      kind: .word(["text", "json"]),
      shown: \.rawValue,
      parse: { LogFormat(rawValue: $0.lowercased()) }
    )
    logLevel = try reader.logLevel()

    if let diskQueue {
      let settings = reader.environment
      for signal in Signal.allCases {
        routes[signal].keep(on: diskQueue) { name in
          settings[DiskQueueConfiguration.elapsedKey] != nil
            || name.map { settings[$0.key("RETRY_MAX_ELAPSED")] != nil } ?? false
        }
        routes[signal].pipeline.holdsUnstored = acknowledgement == .memory
      }
    }
    if case .delivered(let limit) = acknowledgement {
      for signal in Signal.allCases { routes[signal].answer(within: limit) }
    }
    for signal in Signal.allCases {
      routes[signal].pipeline.shutdownTimeout = shutdownTimeout
      routes[signal].pipeline.maximumTreeBytes = min(ConfigurationReader.largestTree, workBytes)
    }
    settings = reader.settings
    warnings = []
    try checkTogether(&reader)
    warnings = reader.warnings
  }

  /// What only several settings together show.
  private func checkTogether(_ reader: inout ConfigurationReader) throws(ConfigurationError) {
    try refuseLoop(reader)
    try refuseUnusedPorts(reader)
    try reader.checkRouting(routes, forwarded: forwardedHeaders)
    reader.warnAboutExposure(self)
    if maximumRequestBytes > queueBytes {
      reader.warn(
        "TRACEVEIL_MAX_REQUEST_BYTES",
        "requests of more than TRACEVEIL_QUEUE_BYTES (\(queueBytes)) can never be queued and get 413"
      )
    }
    if let diskQueue { try diskQueue.check(self, &reader) }
    if reader.environment["OTEL_SDK_DISABLED"]?.lowercased() == "true" {
      reader.warn("OTEL_SDK_DISABLED", "it is about the in-process library; the gateway runs and redacts")
    }
  }
}
