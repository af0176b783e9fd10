/// An OTLP/HTTP endpoint: the parts of a URL that a request needs.
///
/// Only what the specification allows is changed: a base URL gets the signal's path joined on, a signal's
/// own URL without a path gets `/`. A missing port is the scheme's, never 4318.
package struct OTLPEndpoint: Hashable, Sendable {
  package enum Scheme: String, Sendable { case http, https }

  package let scheme: Scheme
  /// A name or an address, in lower case; an IPv6 address has no brackets here.
  package let host: String
  /// Nil where the URL names none.
  package let explicitPort: Int?
  /// Starts with `/`.
  package private(set) var path: String
  /// The query without the question mark; nil where there is none. It may hold a key, so it is never shown.
  package let query: String?

  package var port: Int { explicitPort ?? (scheme == .https ? 443 : 80) }

  /// Why a text is not an endpoint; the texts of this enumeration repeat nothing of the URL.
  package enum Invalid: String, Error {
    case scheme = "an endpoint must begin with http:// or https://"
    case credentials = "credentials do not belong in an endpoint; set them as a header"
    case host = "the host is missing or has characters that a host cannot have"
    case port = "the port must be a number from 1 to 65535"
    case characters = "a URL cannot hold blanks or control characters"
  }

  /// Parses `url`. A fragment is dropped: it is never sent.
  package init(_ url: String) throws(Invalid) {
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .characters }
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://"),
      let scheme = Scheme(rawValue: url[..<colon].lowercased())
    else { throw .scheme }
    self.scheme = scheme

    let rest = url[colon...].dropFirst(3).prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest[authority.endIndex...]
    let path = target.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    query = path.endIndex == target.endIndex ? nil : String(target[target.index(after: path.endIndex)...])

    if authority.contains("@") { throw .credentials }
    (host, explicitPort) = try Self.hostAndPort(authority)
  }

  /// The endpoint of one signal below a base URL, with exactly one `/` between the two paths.
  package func joining(_ relativePath: String) -> OTLPEndpoint {
    var joined = self
    joined.path += (path.hasSuffix("/") ? "" : "/") + relativePath
    return joined
  }

  /// The whole URL, query included: for sending, not for showing.
  package var url: String { shown + (query.map { "?" + $0 } ?? "") }

  /// The URL without its query: fit for logs and `/status`.
  package var shown: String {
    let bracketed = host.contains(":") ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(bracketed)\(explicitPort.map { ":\($0)" } ?? "")\(path)"
  }

  private static func hostAndPort(_ authority: Substring) throws(Invalid) -> (String, Int?) {
    var host = authority
    var portText: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .host }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || rest.first == ":" else { throw .port }
      if !rest.isEmpty { portText = rest.dropFirst() }
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        throw .host
      }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        host = authority[..<colon]
        portText = authority[authority.index(after: colon)...]
      }
      guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { throw .host }
    }
    guard let portText else { return (host.lowercased(), nil) }
    guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(portText),
      (1...65535).contains(port)
    else { throw .port }
    return (host.lowercased(), port)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
