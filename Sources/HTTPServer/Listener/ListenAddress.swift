package import NIOCore

/// Where to listen: `host:port`, with an IPv6 address in brackets, or `unix:` and the path of a socket. A port of 0 lets
/// the system choose.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// A name or an address, without brackets.
  case internet(host: String, port: Int)
  /// Absolute.
  case unix(path: String)

  package init(host: String, port: Int) { self = .internet(host: host, port: port) }

  /// Nil for anything but an internet address.
  package init?(_ address: SocketAddress) {
    guard let host = address.ipAddress, let port = address.port else { return nil }
    self.init(host: host, port: port)
  }

  /// Parses `127.0.0.1:4318`, `localhost:0`, `[::1]:4318`, `unix:/run/traceveil.sock`.
  package init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      // What a socket's address has room for, with the NUL behind it.
      guard path.hasPrefix("/"), !path.hasSuffix("/"), path.utf8.count < 104, !path.utf8.contains(0) else {
        return nil
      }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    let portText = text[text.index(after: colon)...]
    if host.hasPrefix("[") && host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(portText),
      (0...65535).contains(port)
    else { return nil }
    self.init(host: String(host), port: port)
  }

  /// Nil for a socket that has a path.
  package var host: String? { if case .internet(let host, _) = self { host } else { nil } }

  /// Nil for a socket that has a path.
  package var port: Int? { if case .internet(_, let port) = self { port } else { nil } }

  package var description: String {
    switch self {
    case .internet(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
