import HTTPServer
import Logging
import NIOCore
import TraceVeil

extension Gateway {
  /// Binds the port of OTLP over gRPC. Nil where there is none to be.
  ///
  /// Nobody asked for the default port: where another program has it, a Collector or another gateway, the gateway goes
  /// on without, and says so.
  func listenForGRPC(connections: Int) async throws(ConfigurationError) -> HTTPListener? {
    guard let address = configuration.grpcListen else { return nil }
    let key = GatewayConfiguration.grpcListenKey
    var limits = HTTPConnectionLimits(
      maximumBodyBytes: service.policy.maximumRequestBytes + GRPCFrame.prefixBytes
    )
    // Clients keep a connection and are told when it ends, so a long time costs no request. Metrics come once a minute.
    limits.idleTimeout = .minutes(5)
    var http2 = HTTP2Limits(limits)
    http2.maximumAge = configuration.grpcConnectionAge.map { TimeAmount($0) }
    do {
      return try await HTTPListener(
        address: address,
        http2Service: GRPCService(service) { [state] in state.phase == .ready },
        limits: http2,
        tls: grpcTLS,
        maximumConnections: connections,
        report: { [refusals] in refusals.note($0, at: key) }
      )
    } catch {
      let source = configuration.settings.first { $0.key == key }?.source ?? .default
      guard source == .default else {
        throw ConfigurationError(key: key, source: source, reason: "cannot listen on \(address): \(error)")
      }
      logger.warning(
        "OTLP over gRPC is not served: its default port is taken",
        metadata: [
          "address": "\(address)", "advice": "set \(key) to another address, or to none",
        ]
      )
      return nil
    }
  }
}
