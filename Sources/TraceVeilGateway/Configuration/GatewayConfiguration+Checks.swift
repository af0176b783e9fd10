import HTTPServer
import OTLP
import TraceVeil

extension GatewayConfiguration {
  /// An endpoint that is one of our own ports would send everything round and round. Happens in pods where
  /// `OTEL_EXPORTER_OTLP_ENDPOINT` is set for the application and names the sidecar.
  func refuseLoop(_ reader: ConfigurationReader) throws(ConfigurationError) {
    let listens = [httpListen, grpcListen, adminListen, mlflow?.listen].compactMap { $0 }
    for signal in Signal.allCases {
      for (name, destination) in routes[signal].destination.each {
        guard let exporter = destination.transport,
          let endpoint = try? OTLPEndpoint(exporter.endpoint),
          let own = listens.first(where: { $0.isReached(by: endpoint) })
        else { continue }
        let keys = Self.endpointKeys(of: signal, destination, name)
        throw reader.error(
          keys.first { reader.environment[$0] != nil } ?? keys[keys.count - 1],
          "\(endpoint.shown) is this gateway itself (\(own))"
            + (name == nil ? "; TRACEVEIL_EXPORTER_OTLP_ENDPOINT can name another" : "")
        )
      }
    }
    if let telemetry, let endpoint = try? OTLPEndpoint(telemetry.exporter.endpoint),
      let own = listens.first(where: { $0.isReached(by: endpoint) })
    {
      throw reader.error(
        TelemetrySettings.endpointKey,
        "\(endpoint.shown) is this gateway itself (\(own)), whose own metrics would be counted as received"
      )
    }
    if let upstream = mlflow?.upstream,
      let own = [httpListen, grpcListen, adminListen].compactMap({ $0 }).first(where: {
        $0.isReached(by: upstream)
      })
    {
      throw reader.error(
        "TRACEVEIL_MLFLOW_UPSTREAM",
        "\(upstream.shown) is this gateway itself (\(own)), not an MLflow server"
      )
    }
  }

  /// Refuses settings of the OTLP ports if there is only drop-in mode. They would have no effect, and somebody may
  /// rely on them.
  func refuseUnusedPorts(_ reader: ConfigurationReader) throws(ConfigurationError) {
    guard mlflow != nil, httpListen == nil, grpcListen == nil else { return }
    let protecting = [AccessSettings.tokensKey, AccessSettings.usersKey, AccessSettings.keysKey]
    if let key = protecting.first(where: { reader.environment[$0] != nil }) {
      throw reader.error(
        key,
        "it protects the OTLP ports, and TRACEVEIL_HTTP_LISTEN and TRACEVEIL_GRPC_LISTEN are none; "
          + "whether a client of drop-in mode may do something is for MLflow to say"
      )
    }
    let sending = [DestinationName.listKey, "TRACEVEIL_MLFLOW_TRACKING_URI"]
    let own = reader.environment.keys.filter {
      $0.hasPrefix("TRACEVEIL_EXPORTER_OTLP_") && $0.hasSuffix("ENDPOINT")
    }
    if let key = (sending + own).first(where: { reader.environment[$0] != nil }) {
      throw reader.error(
        key,
        "nothing would be sent there: TRACEVEIL_HTTP_LISTEN and TRACEVEIL_GRPC_LISTEN are none, "
          + "and drop-in mode sends to TRACEVEIL_MLFLOW_UPSTREAM"
      )
    }
  }

  /// The settings that can say where a destination is, the most specific first.
  private static func endpointKeys(
    of signal: Signal,
    _ destination: SignalRoute.Destination,
    _ name: DestinationName?
  ) -> [String] {
    switch (name, destination.isMLflow) {
    case (nil, true): ["TRACEVEIL_MLFLOW_TRACKING_URI"]
    case (nil, false): OTLPExporterConfiguration.keys("ENDPOINT", of: signal)
    case (let name?, true): [name.key("MLFLOW_TRACKING_URI")]
    case (let name?, false): [name.key("\(signal.rawValue.uppercased())_ENDPOINT"), name.key("ENDPOINT")]
    }
  }
}

extension ConfigurationReader {
  /// Ports on other addresses than loopback can be reached by others.
  mutating func warnAboutExposure(_ configuration: GatewayConfiguration) {
    let receivers = [
      ("TRACEVEIL_HTTP_LISTEN", configuration.httpListen),
      (GatewayConfiguration.grpcListenKey, configuration.grpcListen),
    ]
    for case (let key, let listen?) in receivers
    where !listen.isLoopback && configuration.access.isOpen && configuration.tls?.clientCAFile == nil {
      warn(key, "anyone who reaches \(listen) can send; set TRACEVEIL_AUTH_TOKENS_FILE")
    }
    if let listen = configuration.adminListen, !listen.isLoopback {
      warn("TRACEVEIL_ADMIN_LISTEN", "anyone who reaches \(listen) can read /status and /metrics")
    }
  }
}

extension ListenAddress {
  /// Whether programs of this machine alone can reach it.
  var isLoopback: Bool {
    switch self {
    case .internet(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
    case .unix: true
    }
  }
}
