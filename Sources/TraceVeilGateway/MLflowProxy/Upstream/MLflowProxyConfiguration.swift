import HTTPServer
import TraceVeil

/// Settings of drop-in mode.
struct MLflowProxyConfiguration: Sendable {
  /// The tracking server, whose URL may have a path.
  var upstream: OTLPEndpoint
  var access: UpstreamAccess
  /// On the way to it; nil for none.
  var proxy: ProxyServer?
  var listen: ListenAddress
  var attachments: AttachmentPolicy
  var hosts: HostAllowance
  /// Of senders' keys, in lower case, which are not sent on; nil where the gateway has none.
  var keyHeader: String?
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
    let listen = try listenAddress("TRACEVEIL_MLFLOW_LISTEN", default: "127.0.0.1:5001")
    let attachments = try read(
      ["TRACEVEIL_MLFLOW_ATTACHMENTS"],
      default: AttachmentPolicy.drop,
      expected: "drop, keep, or a comma list of media types such as image/*",
      shown: \.description,
      parse: { AttachmentPolicy($0) }
    )
    let hosts = try list("TRACEVEIL_MLFLOW_ALLOWED_HOSTS")?.map { $0.lowercased() } ?? []
    guard let url else {
      _ = try upstreamAccess(nil)
      return nil
    }
    guard let listen else { throw error(key, "TRACEVEIL_MLFLOW_LISTEN is none: nobody could reach it") }
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
        "TRACEVEIL_MLFLOW_LISTEN",
        "anyone who reaches \(listen) is to MLflow who TRACEVEIL_MLFLOW_UPSTREAM_* say"
      )
    } else if !listen.isLoopback {
      warn(
        "TRACEVEIL_MLFLOW_LISTEN",
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
}
