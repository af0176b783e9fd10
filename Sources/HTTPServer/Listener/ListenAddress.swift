package import NIOCore

/// Where to listen: `host:port`, with an IPv6 address in brackets. A port of 0 lets the system choose.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// A name or an address, without brackets.
  package var host: String
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Nil for anything but an internet address.
  package init?(_ address: SocketAddress) {
    guard let host = address.ipAddress, let port = address.port else { return nil }
    self.init(host: host, port: port)
  }

  /// Parses `127.0.0.1:4318`, `localhost:0`, `[::1]:4318`.
  package init?(_ text: String) {
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

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
