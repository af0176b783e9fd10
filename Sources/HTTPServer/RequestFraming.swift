package import NIOHTTP1

/// What a head says about the bytes that follow it.
extension HTTPRequestHead {
  /// Whether another request may follow this one.
  ///
  /// After a request that asks for another protocol the decoder reads no further, so that a client that
  /// only offers one, as Java's does with `h2c`, needs a new connection.
  var keepsConnection: Bool {
    isKeepAlive && method != .CONNECT && !headers.contains(name: "upgrade")
  }

  /// Whether it names its host as HTTP/1.1 demands: once, and not at all only in HTTP/1.0 (RFC 9112, section 3.2).
  var namesItsHost: Bool {
    let hosts = headers["host"]
    guard let host = hosts.first else { return version == .http1_0 }
    // What no name, no address and no port has; `*` and the like are left to those who care.
    return hosts.count == 1 && !host.utf8.contains { $0 <= 0x20 || $0 >= 0x7F || Self.noHost.contains($0) }
  }

  private static let noHost = Array("\"#,/<>?@\\^`{|}".utf8)

  package var expectsContinue: Bool {
    version != .http1_0 && headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
  }

  /// Length of the body in bytes, 0 for none, nil for one in chunks. The decoder has made sure that there is
  /// one valid length at most.
  package var declaredBodyLength: Int? {
    if headers.contains(name: "transfer-encoding") { return nil }
    guard let text = headers.first(name: "content-length") else { return 0 }
    return Int(text) ?? Int.max
  }
}
