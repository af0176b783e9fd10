package import AsyncHTTPClient

extension ProxyServer {
  /// The proxy as a setting of a client.
  package var clientSetting: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks5: .socksServer(host: host, port: port)
    case .http:
      .server(
        host: host,
        port: port,
        authorization: credentials.map { .basic(username: $0.user, password: $0.password) }
      )
    }
  }
}
