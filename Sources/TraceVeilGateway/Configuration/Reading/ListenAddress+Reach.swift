import HTTPServer
import OTLP
import TraceVeil

extension ListenAddress {
  /// Whether a request to `endpoint` would come to this port, whatever its address is called and however it is written.
  /// Loopback addresses are all the same. A name is looked up only if the port is this one.
  func isReached(by endpoint: OTLPEndpoint) -> Bool {
    guard case .internet(let host, let port) = self, port == endpoint.port, port != 0 else { return false }
    if host.lowercased() == endpoint.host { return true }
    let own = NetworkAddress.all(of: host)
    let other = NetworkAddress.all(of: endpoint.host)
    let isThisMachine = other.contains { $0.isLoopback || $0.isUnspecified }
    if own.contains(where: \.isUnspecified) {
      return isThisMachine || !other.isDisjoint(with: NetworkAddress.ofInterfaces())
    }
    return !own.isDisjoint(with: other) || isThisMachine && own.contains(where: \.isLoopback)
  }
}
