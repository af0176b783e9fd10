import NIOSSL

extension OTLPHTTPExporter {
  /// Reads the files the configuration names, so it blocks: for start-up only.
  static func tlsConfiguration(
    of configuration: OTLPExporterConfiguration
  ) throws(ExporterConfigurationError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let file = configuration.certificateFile {
      tls.trustRoots = .certificates(try certificates(in: file, property: "certificateFile"))
    }
    switch (configuration.clientCertificateFile, configuration.clientKeyFile) {
    case (nil, nil): break
    case (let chain?, let key?):
      tls.certificateChain = try certificates(in: chain, property: "clientCertificateFile")
        .map { .certificate($0) }
      tls.privateKey = .privateKey(try privateKey(in: key))
    case (_?, nil):
      throw ExporterConfigurationError(
        property: "clientKeyFile",
        reason: "a client certificate needs its key"
      )
    case (nil, _?):
      throw ExporterConfigurationError(
        property: "clientCertificateFile",
        reason: "a client key needs its certificate"
      )
    }
    return tls
  }

  private static func certificates(
    in file: String,
    property: String
  ) throws(ExporterConfigurationError) -> [NIOSSLCertificate] {
    let certificates: [NIOSSLCertificate]
    do {
      certificates = try NIOSSLCertificate.fromPEMFile(file)
    } catch {
      throw ExporterConfigurationError(property: property, reason: "no PEM certificates can be read from it")
    }
    guard !certificates.isEmpty else {
      throw ExporterConfigurationError(property: property, reason: "it holds no certificate")
    }
    return certificates
  }

  private static func privateKey(in file: String) throws(ExporterConfigurationError) -> NIOSSLPrivateKey {
    do {
      return try NIOSSLPrivateKey(file: file, format: .pem)
    } catch {
      throw ExporterConfigurationError(property: "clientKeyFile", reason: "no PEM key can be read from it")
    }
  }
}
