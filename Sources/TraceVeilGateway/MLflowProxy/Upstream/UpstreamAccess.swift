import NIOSSL
import TraceVeil

/// Credentials and TLS files for requests to the MLflow server of drop-in mode. Values may be secrets.
struct UpstreamAccess: Sendable {
  /// Set on every request, in the place of what the client sent under their names. Names are in lower case.
  var headers: [(name: String, value: String)] = []
  /// The credentials for requests without `Authorization`. A client's own credentials are kept.
  var authorization: String?
  var tls = ClientTLSFiles()

  /// Reads the certificate files, so it blocks: for start-up only.
  func tlsConfiguration(
    source: (String) -> ConfigurationSource
  ) throws(ConfigurationError) -> TLSConfiguration {
    do throws(ExporterConfigurationError) {
      return try tls.makeConfiguration()
    } catch {
      let key = Self.keys[error.property] ?? Self.certificate
      throw ConfigurationError(key: key, source: source(key), reason: error.reason)
    }
  }

  private static let prefix = "TRACEVEIL_MLFLOW_UPSTREAM"
  static let noCredentialsInURL =
    "credentials do not belong in a URL; set \(prefix)_USERNAME and _PASSWORD, or _TOKEN"
  fileprivate static let headersKey = "\(prefix)_HEADERS"
  fileprivate static let credentials = CredentialKeys(prefix)
  fileprivate static let certificate = "\(prefix)_CERTIFICATE"
  fileprivate static let clientCertificate = "\(prefix)_CLIENT_CERTIFICATE"
  fileprivate static let clientKey = "\(prefix)_CLIENT_KEY"

  /// The setting behind a property of `ClientTLSFiles`.
  private static let keys = [
    "certificateFile": certificate, "clientCertificateFile": clientCertificate, "clientKeyFile": clientKey,
  ]

  /// All settings of it.
  fileprivate static let allKeys =
    [headersKey] + credentials.own + [certificate, clientCertificate, clientKey]
}

extension UpstreamAccess: CustomStringConvertible, CustomReflectable {
  var description: String { "UpstreamAccess" }
  var customMirror: Mirror { Mirror(self, children: ["headers": headers.map(\.name)]) }
}

extension ConfigurationReader {
  /// `TRACEVEIL_MLFLOW_UPSTREAM_*`. Without an upstream they are a mistake: nothing would use them.
  ///
  /// - Parameter upstream: Nil where none is set.
  mutating func upstreamAccess(_ upstream: OTLPEndpoint?) throws(ConfigurationError) -> UpstreamAccess {
    guard let upstream else {
      if let key = UpstreamAccess.allKeys.first(where: { environment[$0] != nil }) {
        throw error(key, "is about an upstream that is not set: TRACEVEIL_MLFLOW_UPSTREAM")
      }
      know(UpstreamAccess.allKeys)
      return UpstreamAccess()
    }
    var access = UpstreamAccess()
    access.headers = try headers([UpstreamAccess.headersKey])
    for (name, _) in access.headers where HTTPFieldRules.isOfConnection(name) || name == HopCount.header {
      throw error(UpstreamAccess.headersKey, "the proxy itself sets \(name)")
    }
    let authorizations = access.headers.filter { $0.name == "authorization" }
    if let header = authorizations.first {
      guard authorizations.count == 1 else {
        throw error(UpstreamAccess.headersKey, "a request has one authorization, and it has several; set one")
      }
      if let key = UpstreamAccess.credentials.own.first(where: { environment[$0] != nil }) {
        throw error(
          UpstreamAccess.headersKey,
          "its authorization and \(key) both say who the gateway is; set one"
        )
      }
      access.headers.removeAll { $0.name == "authorization" }
      access.authorization = header.value
    } else {
      access.authorization = try credentials(UpstreamAccess.credentials)?.authorization
    }
    know(UpstreamAccess.credentials.own)
    access.tls = ClientTLSFiles(
      certificateFile: try text([UpstreamAccess.certificate]),
      clientCertificateFile: try text([UpstreamAccess.clientCertificate]),
      clientKeyFile: try text([UpstreamAccess.clientKey])
    )
    try checkUpstreamFiles(access.tls, upstream)
    return access
  }

  private func checkUpstreamFiles(_ tls: ClientTLSFiles, _ upstream: OTLPEndpoint) throws(ConfigurationError)
  {
    switch (tls.clientCertificateFile, tls.clientKeyFile) {
    case (_?, nil):
      throw error(
        UpstreamAccess.clientCertificate,
        "a client certificate needs its key: set \(UpstreamAccess.clientKey)"
      )
    case (nil, _?):
      throw error(
        UpstreamAccess.clientKey,
        "a key needs its certificate: set \(UpstreamAccess.clientCertificate)"
      )
    default: break
    }
    guard upstream.scheme == .http, tls != ClientTLSFiles() else { return }
    let keys = [UpstreamAccess.certificate, UpstreamAccess.clientCertificate]
    let key = keys.first { environment[$0] != nil } ?? keys[0]
    throw error(key, "is about TLS, and TRACEVEIL_MLFLOW_UPSTREAM begins with http://")
  }
}
