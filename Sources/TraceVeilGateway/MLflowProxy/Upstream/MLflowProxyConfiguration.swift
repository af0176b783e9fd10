import HTTPServer
import TraceVeil

/// Settings of drop-in mode.
struct MLflowProxyConfiguration: Sendable {
  /// The tracking server, whose URL may have a path.
  var upstream: OTLPEndpoint
  var access: UpstreamAccess
  /// The proxy on the way to the upstream; nil for none.
  var proxy: ProxyServer?
  var listen: ListenAddress
  var attachments: AttachmentPolicy
  var hosts: HostAllowance
  /// The header with senders' API keys, in lower case, which is not sent on; nil if the gateway has none.
  var keyHeader: String?
  /// How often, and until when, what was stored is sent.
  var retry = RetryPolicy()
}

extension ConfigurationReader {
  /// `TRACEVEIL_MLFLOW_*`; nil without an upstream, or with `none` to listen on.
  mutating func mlflowProxy() throws(ConfigurationError) -> MLflowProxyConfiguration? {
    let key = "TRACEVEIL_MLFLOW_UPSTREAM"
    // Its address is printed, and what it may hold besides is not.
    let url = try read(
      [key],
      expected: "a URL",
      quoting: false,
      shown: { (try? OTLPEndpoint($0))?.shown ?? "***" },
      parse: { $0 }
    )
    let listen = try listenAddress(Self.listenKey, default: Self.defaultListen)
    let attachments = try read(
      [Self.attachmentsKey],
      default: AttachmentPolicy.drop,
      expected: "drop, keep, or a comma list of media types such as image/*",
      shown: \.description,
      parse: { AttachmentPolicy($0) }
    )
    let hosts = try allowedHosts()
    guard let url else {
      _ = try upstreamAccess(nil)
      // Defaults are no mistake: they stand in what `--print-config` prints.
      let unused = [
        listen.map(\.description) ?? Self.defaultListen != Self.defaultListen ? Self.listenKey : nil,
        attachments != .drop ? Self.attachmentsKey : nil, hosts.isEmpty ? nil : Self.hostsKey,
      ]
      if let unused = unused.compactMap({ $0 }).first {
        throw error(unused, "is about an upstream that is not set: \(key)")
      }
      return nil
    }
    guard let listen else { throw error(key, "\(Self.listenKey) is none: nobody could reach it") }
    let upstream: OTLPEndpoint
    do throws(OTLPEndpoint.Invalid) {
      upstream = try OTLPEndpoint(url)
    } catch {
      throw self.error(key, error == .credentials ? UpstreamAccess.noCredentialsInURL : error.rawValue)
    }
    guard upstream.query == nil else { throw error(key, "the URL of a server has no query") }
    guard !listen.isReached(by: upstream) else {
      throw error(key, "\(upstream.shown) is this gateway itself (\(listen))")
    }
    let access = try upstreamAccess(upstream)
    if !listen.isLoopback, access.authorization != nil || !access.headers.isEmpty {
      warn(
        Self.listenKey,
        "anyone who reaches \(listen) is to MLflow who TRACEVEIL_MLFLOW_UPSTREAM_* say"
      )
    } else if !listen.isLoopback {
      warn(
        Self.listenKey,
        "anyone who reaches \(listen) reaches MLflow, which alone can refuse them"
      )
    }
    // A name that the proxy is told to listen on is one it may be called by.
    var names = hosts
    if let own = listen.host?.lowercased(), !names.contains(own) { names.append(own) }
    return MLflowProxyConfiguration(
      upstream: upstream,
      access: access,
      proxy: try ProxySettings(reading: &self).server(for: url),
      listen: listen,
      attachments: attachments,
      hosts: HostAllowance(names: names)
    )
  }

  private static let listenKey = "TRACEVEIL_MLFLOW_LISTEN"
  private static let defaultListen = "127.0.0.1:5001"
  private static let attachmentsKey = "TRACEVEIL_MLFLOW_ATTACHMENTS"
  private static let hostsKey = "TRACEVEIL_MLFLOW_ALLOWED_HOSTS"

  private mutating func allowedHosts() throws(ConfigurationError) -> [String] {
    let hosts = try list(Self.hostsKey)?.map { $0.lowercased() } ?? []
    for (place, host) in hosts.enumerated() where host != "*" {
      let isName = host.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || ".-_".utf8.contains(byte)
      }
      // One that no request can have would let nobody in, and say so to nobody.
      guard isName else {
        throw error(
          Self.hostsKey,
          "name \(place + 1) must be a host's, without scheme, port and wildcard, or *"
        )
      }
    }
    return hosts
  }
}
