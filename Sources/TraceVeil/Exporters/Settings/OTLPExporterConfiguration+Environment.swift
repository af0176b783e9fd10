public import OTLP

private enum CompressionName: String, CaseIterable {
  case gzip, zstd, none
}

extension OTLPExporterConfiguration {
  /// The names of one exporter option in falling precedence: TraceVeil's own before the standard ones, so
  /// that a sidecar is not led by what its pod sets for the application, and a signal's own before the
  /// general.
  package static func keys(_ option: String, of signal: Signal) -> [String] {
    ["TRACEVEIL", "OTEL"].flatMap { prefix in
      ["\(prefix)_EXPORTER_OTLP_\(signal.variableInfix)_\(option)", "\(prefix)_EXPORTER_OTLP_\(option)"]
    }
  }

  /// The names of TraceVeil's own variables for an option that no standard variable has.
  static func ownKeys(_ option: String, of signal: Signal) -> [String] {
    keys(option, of: signal).filter { $0.hasPrefix(ConfigurationReader.ownPrefix) }
  }

  /// Whether any endpoint variable is set that concerns `signal`.
  package static func hasEndpoint(for signal: Signal, in environment: Environment) -> Bool {
    keys("ENDPOINT", of: signal).contains { environment[$0] != nil }
  }

  /// The endpoint the specification names for when nothing is set: `http://localhost:4318`.
  package static let defaultEndpoint = "http://localhost:4318"

  /// Reads the exporter of one signal.
  ///
  /// Two choices of this product: bodies are compressed with gzip unless `..._COMPRESSION` says `none`, and
  /// `..._TIMEOUT` limits one attempt, while `TRACEVEIL_RETRY_MAX_ELAPSED` limits them all together. An
  /// endpoint that is not a URL is an error even in a standard variable: falling back to the default
  /// would send telemetry where nobody asked for it.
  public init(signal: Signal, reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    let spoken = try Self.wireProtocol(of: signal, &reader)
    switch spoken {
    case .httpProtobuf, .httpJSON:
      let endpoint = try Self.endpoint(of: signal, &reader).url
      try self.init(signal: signal, url: endpoint, reading: &reader)
      wireProtocol = spoken
    case .grpc:
      let endpoint = try Self.grpcEndpoint(of: signal, &reader)
      try self.init(signal: signal, url: endpoint, reading: &reader)
      wireProtocol = .grpc
      try refuseProxy(reader)
      try refuseSignature(of: signal, reader)
    }
  }

  /// Reads the settings of an exporter over HTTP whose endpoint is set in another way.
  package init(
    signal: Signal,
    url: String,
    maximumConcurrentExports concurrency: Int? = nil,
    timeout limit: Duration? = nil,
    reading reader: inout ConfigurationReader
  ) throws(ConfigurationError) {
    self.init(endpoint: url)
    headers = try reader.headers(Self.keys("HEADERS", of: signal))
    try requireExperiment(of: signal, reader)
    timeout = try reader.duration(Self.keys("TIMEOUT", of: signal), default: limit ?? timeout)
    compression = try Self.compression(of: signal, &reader)
    certificateFile = try reader.text(Self.keys("CERTIFICATE", of: signal))
    clientCertificateFile = try reader.text(Self.keys("CLIENT_CERTIFICATE", of: signal))
    clientKeyFile = try reader.text(Self.keys("CLIENT_KEY", of: signal))
    try requireWholeIdentity(of: signal, reader)
    credentials = try CredentialFiles(of: signal, &reader)
    oauth2 = try OAuth2Client(of: signal, &reader)
    signature = try AWSSignature(of: signal, &reader)
    try requireOneAuthorization(of: signal, reader)
    // Says something about gRPC without a scheme only, and has no effect on HTTP by specification.
    _ = try Self.insecure(of: signal, &reader)
    cutStatuses.formUnion(try Self.cutStatuses(of: signal, &reader))
    maximumConnectionAge = try reader.duration(
      ["TRACEVEIL_MAX_CONNECTION_AGE"],
      default: maximumConnectionAge
    )
    proxy = try ProxySettings(reading: &reader).server(for: url)
    retry = try RetryPolicy(reading: &reader)
    maximumConcurrentExports = try reader.integer(
      ["TRACEVEIL_MAX_CONCURRENT_EXPORTS"],
      default: concurrency ?? maximumConcurrentExports,
      in: 1...1024
    )
  }

  /// For `TRACEVEIL_COMPRESSION_LEVEL`. zlib's level 6 takes four times the time of its level 1 and saves 28 %
  /// of the bytes (3 KB spans of random words, zlib 1.2.13).
  package static let defaultCompressionLevel = 1

  private static func endpoint(
    of signal: Signal,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> OTLPEndpoint {
    let keys = keys("ENDPOINT", of: signal)
    reader.know(keys)
    let key = keys.first { reader.environment[$0] != nil }
    let endpoint: OTLPEndpoint
    do throws(OTLPEndpoint.Invalid) {
      endpoint = try OTLPEndpoint(key.flatMap { reader.environment[$0] } ?? defaultEndpoint)
    } catch {
      throw reader.error(key ?? keys[keys.count - 1], error.rawValue)
    }
    let shownKey = key ?? keys[keys.count - 1]
    reader.record(shownKey, endpoint.shown, reader.environment.source(of: shownKey))
    // Only the general variables are bases; a signal's own URL is used as it is.
    let isBase = shownKey == keys[1] || shownKey == keys[3]
    if isBase, let doubled = Signal.allCases.first(where: { endpoint.path.hasSuffix("/v1/\($0.rawValue)") }) {
      reader.warn(
        shownKey,
        "v1/\(signal.rawValue) is added to what ends in /v1/\(doubled.rawValue) already; take that off"
      )
    }
    return isBase ? endpoint.joining("v1/\(signal.rawValue)") : endpoint
  }

  /// Statuses besides those that are always in the set. No standard variable says this.
  private static func cutStatuses(
    of signal: Signal,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> [Int] {
    try reader.read(
      ownKeys("CUT_STATUSES", of: signal),
      expected: "a comma list of HTTP statuses from 400 to 599 that say not to try again",
      shown: { $0.map(String.init).joined(separator: ",") },
      parse: { text in
        let statuses = ConfigurationReader.items(text).map { Int($0) ?? 0 }
        let areRefusals = statuses.allSatisfy {
          (400...599).contains($0) && HTTPResponseClass(status: $0) == .failure
        }
        return areRefusals ? statuses : nil
      }
    ) ?? []
  }

  private static func compression(
    of signal: Signal,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> Compression {
    let name = try reader.choice(keys("COMPRESSION", of: signal), default: CompressionName.gzip)
    let level = try reader.integer(
      ["TRACEVEIL_COMPRESSION_LEVEL"],
      default: defaultCompressionLevel,
      in: name == .gzip ? 1...9 : ZstdCompressor.levels
    )
    switch name {
    case .gzip: return .gzip(level: level)
    case .zstd: return .zstd(level: level)
    case .none: return .none
    }
  }

  /// MLflow drops traces without an error when their experiment is blank.
  private func requireExperiment(
    of signal: Signal,
    _ reader: ConfigurationReader
  ) throws(ConfigurationError) {
    let name = MLflowDestination.experimentHeader
    guard let header = headers.first(where: { $0.name.lowercased() == name }),
      !MLflowDestination.isExperimentID(header.value)
    else { return }
    let keys = Self.keys("HEADERS", of: signal)
    let key = keys.first { reader.environment[$0] != nil } ?? keys[keys.count - 1]
    throw reader.error(key, "\(name) must be the number of an experiment")
  }

  /// Refuses several credentials. Each of them is the header `Authorization`, and nobody should have to guess which
  /// one is in force.
  private func requireOneAuthorization(
    of signal: Signal,
    _ reader: ConfigurationReader
  ) throws(ConfigurationError) {
    let options = ["OAUTH2_TOKEN_URL", "SIGV4_SERVICE", "TOKEN_FILE", "USERNAME"]
    let set = options.compactMap { option in
      Self.ownKeys(option, of: signal).first { reader.environment[$0] != nil }
    }
    guard set.count > 1 else { return }
    throw reader.error(set[0], "and \(set[1]) both say who sends; set one")
  }

  /// What is signed is a request of HTTP.
  private func refuseSignature(
    of signal: Signal,
    _ reader: ConfigurationReader
  ) throws(ConfigurationError) {
    let keys = Self.ownKeys("SIGV4_SERVICE", of: signal)
    guard signature != nil, let key = keys.first(where: { reader.environment[$0] != nil }) else { return }
    throw reader.error(key, "gRPC is not signed: use http/protobuf or http/json")
  }

  /// A client certificate without its key, or the other way round, would silently connect without either.
  private func requireWholeIdentity(
    of signal: Signal,
    _ reader: ConfigurationReader
  ) throws(ConfigurationError) {
    guard (clientCertificateFile == nil) != (clientKeyFile == nil) else { return }
    let present = Self.keys(clientKeyFile == nil ? "CLIENT_CERTIFICATE" : "CLIENT_KEY", of: signal)
    let missing = clientKeyFile == nil ? "CLIENT_KEY" : "CLIENT_CERTIFICATE"
    let key = present.first { reader.environment[$0] != nil } ?? present[3]
    throw reader.error(key, "a client certificate needs its key: \(missing) is not set")
  }
}
