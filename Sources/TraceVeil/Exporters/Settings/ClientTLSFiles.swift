package import NIOSSL

/// The PEM files of TLS on the way out: which server is trusted, and how the gateway shows who it is.
package struct ClientTLSFiles: Sendable, Hashable {
  /// A PEM file of the authorities to trust instead of the system's.
  package var certificateFile: String?
  /// The client's certificate chain and its key: both or neither.
  package var clientCertificateFile: String?
  package var clientKeyFile: String?

  package init(
    certificateFile: String? = nil,
    clientCertificateFile: String? = nil,
    clientKeyFile: String? = nil
  ) {
    self.certificateFile = certificateFile
    self.clientCertificateFile = clientCertificateFile
    self.clientKeyFile = clientKeyFile
  }

  /// All files.
  package var paths: [String] { [certificateFile, clientCertificateFile, clientKeyFile].compactMap { $0 } }

  /// Whether there is nothing to be read.
  package var isEmpty: Bool { paths.isEmpty }

  /// Reads the files, so it blocks. An error names the property.
  package func makeConfiguration() throws(ExporterConfigurationError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    // Older versions are broken (RFC 8996), and NIOSSL speaks them by default.
    tls.minimumTLSVersion = .tlsv12
    if let file = certificateFile {
      tls.trustRoots = .certificates(try Self.certificates(in: file, property: "certificateFile"))
    }
    switch (clientCertificateFile, clientKeyFile) {
    case (nil, nil): break
    case (let chain?, let key?):
      tls.certificateChain = try Self.certificates(in: chain, property: "clientCertificateFile")
        .map { .certificate($0) }
      tls.privateKey = .privateKey(try Self.privateKey(in: key))
      do {
        // Compares the two.
        _ = try NIOSSLContext(configuration: tls)
      } catch {
        throw ExporterConfigurationError(
          property: "clientKeyFile",
          reason: "it is not the key of the client certificate, or one of them cannot be used"
        )
      }
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

  /// The bytes of one file. A pipe without a writer must not block the reader.
  private static func bytes(_ file: String) throws(BoundedFile.Failure) -> [UInt8] {
    try BoundedFile.bytes(file, limit: 1 << 20)
  }

  private static func certificates(
    in file: String,
    property: String
  ) throws(ExporterConfigurationError) -> [NIOSSLCertificate] {
    let certificates: [NIOSSLCertificate]
    do {
      certificates = try NIOSSLCertificate.fromPEMBytes(try Self.bytes(file))
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
      return try NIOSSLPrivateKey(bytes: try Self.bytes(file), format: .pem)
    } catch {
      throw ExporterConfigurationError(property: "clientKeyFile", reason: "no PEM key can be read from it")
    }
  }
}

extension OTLPExporterConfiguration {
  /// The files that are read again when they change.
  package var reloadedFiles: [String] {
    tlsFiles.paths + credentials.paths + [oauth2?.secretFile].compactMap { $0 } + (signature?.paths ?? [])
  }

  var tlsFiles: ClientTLSFiles {
    ClientTLSFiles(
      certificateFile: certificateFile,
      clientCertificateFile: clientCertificateFile,
      clientKeyFile: clientKeyFile
    )
  }
}
