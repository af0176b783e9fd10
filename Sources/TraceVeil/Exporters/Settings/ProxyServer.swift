import JSON

/// A proxy on the way to a destination. HTTP proxies are asked for a tunnel (`CONNECT`), whatever the destination's
/// scheme is, so that they see neither headers nor bodies of requests over TLS.
public struct ProxyServer: Sendable, Hashable {
  /// The protocol of a proxy.
  public enum Kind: String, Sendable, Hashable {
    /// HTTP/1.1, without TLS.
    case http
    /// SOCKS 5, without authentication.
    case socks5
  }

  /// A user's name and password.
  public struct Credentials: Sendable, Hashable, CustomReflectable {
    /// The user's name, without a colon.
    public var user: String
    /// Any text.
    public var password: String

    /// Credentials for basic authentication.
    public init(user: String, password: String) { (self.user, self.password) = (user, password) }

    public var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// The protocol of this proxy.
  public var kind: Kind
  /// A name or an address, which has no brackets.
  public var host: String
  /// The port, from 1 to 65535.
  public var port: Int
  /// User and password for basic authentication; nil for none. No description has them.
  public var credentials: Credentials?

  /// A proxy without credentials.
  public init(kind: Kind = .http, host: String, port: Int) {
    (self.kind, self.host, self.port) = (kind, host, port)
  }

  /// Why a text names no proxy. Its texts repeat nothing of it.
  enum Invalid: String, Error {
    case scheme = "a proxy must begin with http:// or socks5://, or be HOST:PORT"
    case address = "a proxy must be HOST or HOST:PORT, without a path"
    case credentials =
      "credentials must be USER:PASSWORD, percent-encoded, and only an http:// proxy can have them"
  }

  /// Reads `[http://|socks5://][USER:PASSWORD@]HOST[:PORT]`.
  init(_ text: String) throws(Invalid) {
    var rest = text[...]
    kind = .http
    if let scheme = text.firstRange(of: "://") {
      guard let known = Kind(rawValue: text[..<scheme.lowerBound].lowercased()) else { throw .scheme }
      kind = known
      rest = text[scheme.upperBound...]
    }
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard kind == .http, parts.count == 2, let user = PercentEncoding.decode(parts[0]),
        let password = PercentEncoding.decode(parts[1])
      else { throw .credentials }
      credentials = Credentials(user: user, password: password)
      rest = rest[rest.index(after: at)...]
    }
    do throws(OTLPEndpoint.Invalid) {
      let address = try OTLPEndpoint("http://\(rest)")
      guard address.path == "/", address.query == nil else { throw .host }
      host = address.host
      port = address.explicitPort ?? (kind == .http ? 80 : 1080)
    } catch {
      throw .address
    }
  }
}

extension ProxyServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String {
    "\(kind.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
