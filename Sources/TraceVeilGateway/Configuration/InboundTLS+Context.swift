import NIOSSL
import TraceVeil

extension GatewayConfiguration.InboundTLS {
  var files: [String] { [certificateFile, keyFile] + [clientCAFile].compactMap { $0 } }

  /// TLS 1.2 or newer. With authorities for clients, a client without a certificate they signed is refused.
  /// - Parameter protocols: What a client can choose (ALPN).
  func makeContext(_ protocols: [String] = ["http/1.1"]) throws(ConfigurationError) -> NIOSSLContext {
    let chain = try load("TRACEVEIL_TLS_CERTIFICATE", certificateFile) {
      try NIOSSLCertificate.fromPEMBytes($0).map { NIOSSLCertificateSource.certificate($0) }
    }
    let key = try load("TRACEVEIL_TLS_KEY", keyFile) { try NIOSSLPrivateKey(bytes: $0, format: .pem) }
    var tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    tls.minimumTLSVersion = .tlsv12
    tls.applicationProtocols = protocols
    if let clientCAFile {
      let authorities = try load("TRACEVEIL_TLS_CLIENT_CA", clientCAFile) {
        try NIOSSLCertificate.fromPEMBytes($0)
      }
      tls.trustRoots = .certificates(authorities)
      // A server knows no host name to compare with; the signature must be right all the same.
      tls.certificateVerification = .noHostnameVerification
    }
    do {
      // Compares the two.
      return try NIOSSLContext(configuration: tls)
    } catch {
      throw ConfigurationError(
        key: "TRACEVEIL_TLS_KEY",
        source: .environment,
        reason: "\(keyFile) is not the key of \(certificateFile), or one of them cannot be used"
      )
    }
  }

  private func load<Part>(_ key: String, _ path: String, _ body: ([UInt8]) throws -> Part)
    throws(ConfigurationError) -> Part
  {
    do {
      // A pipe that nobody writes to must not hold up whoever reads it.
      return try body(try BoundedFile.bytes(path, limit: 1 << 20))
    } catch {
      // The library's own description may quote the file.
      throw ConfigurationError(key: key, source: .environment, reason: "\(path) cannot be used as PEM")
    }
  }
}
