import HTTPServer
import Logging
import TraceVeil

/// The files of TLS on the way in. New connections begin with the new ones.
struct CertificatesReload: Reloadable {
  let settings: GatewayConfiguration.InboundTLS
  /// The TLS of each port, with the protocols that its clients can choose (ALPN).
  let ports: [(tls: ServerTLS, protocols: [String])]
  let logger: Logger

  var kind: ReloadKind { .certificates }
  var files: [String] { settings.files }

  /// Reloads the certificates of all ports, or of none.
  func reload() -> Bool {
    do throws(ConfigurationError) {
      var contexts: [() -> Void] = []
      for (tls, protocols) in ports {
        let context = try settings.makeContext(protocols)
        contexts.append { tls.use(context) }
      }
      for use in contexts { use() }
      logger.info("Certificates reloaded", metadata: ["file": "\(settings.certificateFile)"])
      return true
    } catch {
      logger.error(
        "Certificates refused, the old ones stay in force",
        metadata: ["key": "\(error.key)", "reason": "\(error.reason)"]
      )
      return false
    }
  }
}
