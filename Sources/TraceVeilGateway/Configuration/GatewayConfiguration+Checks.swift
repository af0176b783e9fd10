import HTTPServer
import NIOCore
import OTLP
import TraceVeil

extension GatewayConfiguration {
  /// An endpoint that is one of our own ports would send everything round and round. Happens in pods where
  /// `OTEL_EXPORTER_OTLP_ENDPOINT` is set for the application and names the sidecar.
  func refuseLoop(_ reader: ConfigurationReader) throws(ConfigurationError) {
    let listens = [httpListen, adminListen].compactMap { $0 }
    for signal in Signal.allCases {
      guard let exporter = transport(signal),
        let endpoint = try? OTLPEndpoint(exporter.endpoint),
        let own = listens.first(where: { $0.isReached(by: endpoint) })
      else { continue }
      var keys = OTLPExporterConfiguration.keys("ENDPOINT", of: signal)
      if case .mlflow = routes[signal].destination { keys = ["TRACEVEIL_MLFLOW_TRACKING_URI"] }
      let key = keys.first { reader.environment[$0] != nil } ?? keys[keys.count - 1]
      throw reader.error(
        key,
        "\(endpoint.shown) is this gateway itself (\(own)); TRACEVEIL_EXPORTER_OTLP_ENDPOINT can name another"
      )
    }
  }
}

extension ListenAddress {
  /// Whether a request to `endpoint` would come to this port: by the same host, by any name of this machine
  /// for a port on all its addresses, and loopback names being all the same. Other names are not looked up.
  func isReached(by endpoint: OTLPEndpoint) -> Bool {
    guard port == endpoint.port, port != 0 else { return false }
    let own = Self.canonical(host)
    let other = Self.canonical(endpoint.host)
    guard own == "*" else { return own == other }
    return other == "*" || other == "localhost" || Self.hostAddresses().contains(other)
  }

  private static func canonical(_ host: String) -> String {
    let host = host.lowercased()
    if host == "localhost" || host == "::1" || host.hasPrefix("127.") { return "localhost" }
    return host == "0.0.0.0" || host == "::" ? "*" : host
  }

  private static func hostAddresses() -> Set<String> {
    let devices = (try? System.enumerateDevices()) ?? []
    return Set(devices.compactMap { $0.address?.ipAddress })
  }
}

extension ConfigurationReader {
  /// Ports on other addresses than loopback can be reached by others.
  mutating func warnAboutExposure(_ configuration: GatewayConfiguration) {
    if let listen = configuration.httpListen, !listen.isLoopback, configuration.authTokensFile == nil,
      configuration.tls?.clientCAFile == nil
    {
      warn("TRACEVEIL_HTTP_LISTEN", "anyone who reaches \(listen) can send; set TRACEVEIL_AUTH_TOKENS_FILE")
    }
    if let listen = configuration.adminListen, !listen.isLoopback {
      warn("TRACEVEIL_ADMIN_LISTEN", "anyone who reaches \(listen) can read /status and /metrics")
    }
  }
}

extension ListenAddress {
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
