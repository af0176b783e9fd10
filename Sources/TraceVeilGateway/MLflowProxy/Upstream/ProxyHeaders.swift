import NIOHTTP1
import TraceVeil

/// The headers that a proxy sends on, and their values (RFC 9110, section 7.6).
struct ProxyHeaders: Sendable {
  /// `http://mlflow:5000`: the upstream's scheme and authority, as browsers write origins.
  let upstreamOrigin: String
  /// Path of the upstream below its origin, without a slash at its end.
  let upstreamPath: String
  /// `http` or `https`: how clients come to the proxy.
  let ownScheme: String
  /// What every request to the upstream says besides.
  var access = UpstreamAccess()
  /// The header with the API keys of senders, in lower case. It is for the gateway only, and not sent on.
  var keyHeader: String?

  /// Headers that are about one connection.
  private static let ofConnection: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te",
    "trailer",
    "transfer-encoding", "upgrade",
  ]

  private static let ofRequest = ofConnection.union(["host", "content-length", "expect"])
  private static let ofBody = ofRequest.union(["content-encoding", "content-md5", "digest", "content-digest"])

  /// What is not sent on: `names`, and what `Connection` names, which seldom is anything else.
  private static func dropped(_ names: Set<String>, _ headers: HTTPHeaders) -> Set<String> {
    let named = named(by: headers)
    return named.allSatisfy(names.contains) ? names : names.union(named)
  }

  /// The headers of a request to the upstream. `Host` and the framing are written by the client library.
  /// - Parameter isNewBody: Whether the body is not the one that was received.
  func request(_ headers: HTTPHeaders, isNewBody: Bool) -> HTTPHeaders {
    let dropped = Self.dropped(isNewBody ? Self.ofBody : Self.ofRequest, headers)
    let own = headers.first(name: "host").map { "\(ownScheme)://\($0)".lowercased() }
    var sent = HTTPHeaders()
    for (name, value) in headers {
      switch name.lowercased() {
      case let name where dropped.contains(name): break
      case HopCount.header: break
      case let name where name == keyHeader: break
      case "origin": sent.add(name: name, value: value.lowercased() == own ? upstreamOrigin : value)
      case "referer": sent.add(name: name, value: Self.moved(value, from: own, to: upstreamOrigin) ?? value)
      default: sent.add(name: name, value: value)
      }
    }
    if let hops = HopCount(headers[canonicalForm: HopCount.header]) {
      sent.add(name: HopCount.header, value: hops.next)
    }
    add(access, to: &sent)
    return sent
  }

  /// Adds the credentials. Only for requests to the upstream's own address.
  func add(_ access: UpstreamAccess, to headers: inout HTTPHeaders) {
    for name in Set(access.headers.map(\.name)) { headers.remove(name: name) }
    for (name, value) in access.headers { headers.add(name: name, value: value) }
    if let authorization = access.authorization, !headers.contains(name: "authorization") {
      headers.add(name: "authorization", value: authorization)
    }
  }

  /// The headers of an answer to the client.
  /// - Parameter host: The host name by which the client called the proxy.
  func response(_ headers: HTTPHeaders, host: String?) -> HTTPHeaders {
    let dropped = Self.dropped(Self.ofConnection, headers)
    let own = host.map { "\(ownScheme)://\($0)" }
    var sent = HTTPHeaders()
    for (name, value) in headers {
      switch name.lowercased() {
      case let name where dropped.contains(name): break
      case "location", "content-location", "access-control-allow-origin":
        sent.add(name: name, value: own.flatMap { Self.moved(value, from: upstreamOrigin, to: $0) } ?? value)
      default: sent.add(name: name, value: value)
      }
    }
    return sent
  }

  /// The URL at the upstream. A path that already has the upstream's own in front, as MLflow's page has it in its
  /// links under a static prefix, does not get it again.
  func url(_ target: RequestTarget) -> String {
    let path = target.raw.prefix { $0 != "?" }
    let hasPrefix = path == upstreamPath[...] || path.hasPrefix(upstreamPath + "/")
    return upstreamOrigin + (hasPrefix ? "" : upstreamPath) + target.raw
  }

  /// Where MLflow takes spans.
  var spansURL: String { upstreamOrigin + upstreamPath + "/v1/traces" }

  /// Headers that `Connection` names.
  private static func named(by headers: HTTPHeaders) -> [String] {
    headers[canonicalForm: "connection"].map { $0.lowercased() }
  }

  /// A URL below one origin as one below another; nil when it is not below it.
  private static func moved(_ url: String, from origin: String?, to other: String) -> String? {
    guard let origin, url.lowercased().hasPrefix(origin.lowercased()) else { return nil }
    let rest = url.dropFirst(origin.count)
    guard rest.isEmpty || "/?#".contains(rest.first ?? "/") else { return nil }
    return other + rest
  }
}
