package import OTLP

/// How `OTEL_EXPORTER_OTLP_PROTOCOL` is spelled.
private enum OTLPProtocolName: String, CaseIterable {
  case grpc
  case httpProtobuf = "http/protobuf"
  case httpJSON = "http/json"
}

// What is spoken, and where gRPC is.
extension OTLPExporterConfiguration {
  /// What is known of the size of its requests before any was sent. JSON is made in memory when a request leaves, and takes
  /// a multiple of what it is made of.
  package var requestCut: TraceRequestLimits? {
    wireProtocol == .httpJSON ? TraceRequestLimits(bytes: 4 << 20) : nil
  }

  /// Where gRPC is unless a port is named.
  private static let grpcPort = 4317

  /// What a signal's destination is said to speak.
  package static func wireProtocol(
    of signal: Signal,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> WireProtocol {
    let keys = keys("PROTOCOL", of: signal)
    switch try reader.choice(keys, default: OTLPProtocolName.httpProtobuf) {
    case .httpProtobuf: return .httpProtobuf
    case .grpc: return .grpc
    case .httpJSON: return .httpJSON
    }
  }

  /// `http://HOST:PORT`, `https://HOST:PORT`, or without a scheme, where `..._INSECURE` decides about TLS. No path is added,
  /// and one that is there has no meaning.
  static func grpcEndpoint(
    of signal: Signal,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> String {
    let keys = keys("ENDPOINT", of: signal)
    reader.know(keys)
    let key = keys.first { reader.environment[$0] != nil }
    let shownKey = key ?? keys[keys.count - 1]
    var text = key.flatMap { reader.environment[$0] } ?? "http://localhost:\(grpcPort)"
    let isInsecure = try insecure(of: signal, isAsked: !text.contains("://"), &reader)
    if !text.contains("://") { text = "\(isInsecure ? "http" : "https")://\(text)" }
    do throws(OTLPEndpoint.Invalid) {
      let given = try OTLPEndpoint(text)
      let host = given.host.contains(":") ? "[\(given.host)]" : given.host
      let endpoint = "\(given.scheme.rawValue)://\(host):\(given.explicitPort ?? grpcPort)"
      if given.path != "/" || given.query != nil {
        reader.warn(shownKey, "gRPC has no path or query there: only the host and the port are used")
      }
      reader.record(shownKey, endpoint, reader.environment.source(of: shownKey))
      return endpoint
    } catch {
      throw reader.error(shownKey, error.rawValue)
    }
  }

  /// - Parameter isAsked: Whether it has a meaning, beside what the endpoint says.
  private static func insecure(
    of signal: Signal,
    isAsked: Bool,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> Bool {
    let isInsecure = try insecure(of: signal, &reader)
    return isAsked && isInsecure
  }

  /// Read for its mistakes wherever it is set.
  static func insecure(of signal: Signal, _ reader: inout ConfigurationReader) throws(ConfigurationError)
    -> Bool
  {
    try reader.read(
      keys("INSECURE", of: signal),
      expected: "true or false",
      kind: .boolean,
      shown: { String($0) },
      parse: { Bool($0.lowercased()) }
    ) ?? false
  }

  /// Refuses a proxy, because data would go another way than was configured.
  package func refuseProxy(_ reader: ConfigurationReader) throws(ConfigurationError) {
    guard proxy != nil else { return }
    let name = endpoint.hasPrefix("https") ? "HTTPS_PROXY" : "HTTP_PROXY"
    throw reader.error(
      reader.environment[name] != nil ? name : name.lowercased(),
      "gRPC does not go through a proxy: name the host in NO_PROXY, or use http/protobuf"
    )
  }
}
