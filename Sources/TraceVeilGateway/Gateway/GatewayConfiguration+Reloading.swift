import HTTPServer
import Logging
import OTLP
import TraceVeil

/// What a gateway reads from files, and again while it runs.
extension GatewayConfiguration {
  var reloadedFiles: [String] {
    [policySource?.path].compactMap { $0 } + access.files + (tls?.files ?? []) + destinationFiles
  }

  /// The files of the way out: authorities, certificates of our own, credentials.
  var destinationFiles: [String] {
    Signal.allCases.flatMap { routes[$0].destination.each }
      .flatMap { $0.destination.transport?.reloadedFiles ?? [] } + (telemetry?.exporter.reloadedFiles ?? [])
  }

  /// - Parameter protocols: What a client can choose (ALPN).
  func makeTLS(_ protocols: [String]) throws(ConfigurationError) -> ServerTLS? {
    guard let tls else { return nil }
    do throws(ConfigurationError) {
      return ServerTLS(try tls.makeContext(protocols))
    } catch {
      throw ConfigurationError(key: error.key, source: source(of: error.key), reason: error.reason)
    }
  }

  /// Nil when anybody may send.
  func makeAccess() throws(ConfigurationError) -> AccessControl? {
    access.isOpen ? nil : AccessControl(try access.load(source: source(of:)))
  }

  /// - Parameters:
  ///   - transforms: All that redact by the policy.
  ///   - ports: Those that have TLS.
  ///   - exporters: Those of all signals.
  ///   - destinations: Those in force.
  func reloadables(
    transforms: [RedactionTransform],
    access control: AccessControl?,
    ports: [(tls: ServerTLS, protocols: [String])],
    exporters: ReloadableExporters,
    destinations: RunningDestinations,
    logger: Logger
  ) -> [any Reloadable] {
    let reload = DestinationsReload(exporters: exporters, destinations: destinations, logger: logger)
    let parts: [(any Reloadable)?] = [
      policySource.map { PolicyReload(source: $0, transforms: transforms, logger: logger) },
      control.map { CredentialsReload(settings: access, control: $0, logger: logger) },
      tls.map { CertificatesReload(settings: $0, ports: ports, logger: logger) },
      reload.files.isEmpty ? nil : reload,
    ]
    return parts.compactMap { $0 }
  }
}
