import NIOCore

/// The names a client may call the proxy by.
///
/// The proxy rewrites `Host`, so MLflow can no longer tell a page of another site that had its name resolve to this
/// machine (DNS rebinding). The proxy has to: such a page comes with a name of its own. An address is no name, and
/// `localhost` is nobody else's.
struct HostAllowance: Sendable, Hashable {
  /// The names, in lower case; `*` for any.
  let names: [String]

  func allows(_ field: String?) -> Bool {
    guard let field else { return false }
    if names.contains("*") { return true }
    let host = Self.host(of: field.lowercased())
    return host == "localhost" || names.contains(host)
      || (try? SocketAddress(ipAddress: host, port: 0)) != nil
  }

  /// The host without a port, and without the brackets of an IPv6 address.
  private static func host(of field: String) -> String {
    if field.hasPrefix("["), let end = field.firstIndex(of: "]") {
      return String(field[field.index(after: field.startIndex)..<end])
    }
    return String(field.prefix { $0 != ":" })
  }
}
