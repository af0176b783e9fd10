/// The proxies that the environment names, as most programs read them.
package struct ProxySettings: Sendable {
  /// Names that belong to no program.
  package static let names: Set = [
    "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy",
  ]

  private let servers: [OTLPEndpoint.Scheme: ProxyServer]
  private let bypass: ProxyBypass

  /// Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in capitals before small letters. Empty is the same as unset.
  ///
  /// - Throws: Also for a standard name: without the proxy that was asked for, data would go another way.
  package init(reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    var servers: [OTLPEndpoint.Scheme: ProxyServer] = [:]
    for (scheme, key) in [(OTLPEndpoint.Scheme.http, "HTTP_PROXY"), (.https, "HTTPS_PROXY")] {
      let keys = [key, key.lowercased()]
      reader.know(keys)
      guard let key = keys.first(where: { reader.environment[$0]?.isEmpty == false }),
        let text = reader.environment[key]
      else { continue }
      do throws(ProxyServer.Invalid) {
        let server = try ProxyServer(text)
        servers[scheme] = server
        reader.record(key, "\(server)", reader.environment.source(of: key))
      } catch {
        throw reader.error(key, error.rawValue)
      }
    }
    self.servers = servers
    let keys = ["NO_PROXY", "no_proxy"]
    reader.know(keys)
    let key = keys.first { reader.environment[$0]?.isEmpty == false }
    let list = key.flatMap { reader.environment[$0] } ?? ""
    bypass = ProxyBypass(list)
    if let key { reader.record(key, list, reader.environment.source(of: key)) }
  }

  /// - Returns: Nil for a destination that is reached directly.
  package func server(for url: String) -> ProxyServer? {
    guard let endpoint = try? OTLPEndpoint(url), !bypass.covers(endpoint.host, port: endpoint.port) else {
      return nil
    }
    return servers[endpoint.scheme]
  }
}
