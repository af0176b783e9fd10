import NIOCore
import NIOSSL
import TestSupport
import Testing

@testable import TraceVeil

/// What an exporter can be made from, and TLS.
@Suite(.timeLimit(.minutes(5))) struct OTLPHTTPConfigurationTests {
  private let files = TemporaryDirectory()
  private let request = ExportRequest.unsealed(body: ByteBuffer(string: "body"))

  private func property(
    refusedIn endpoint: String = "https://localhost",
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in }
  ) -> String? {
    var configuration = OTLPExporterConfiguration(endpoint: endpoint)
    change(&configuration)
    do {
      _ = try OTLPHTTPExporter(configuration: configuration, logger: .silent)
      return nil
    } catch {
      return (error as? ExporterConfigurationError)?.property
    }
  }

  @Test(arguments: [
    "", "localhost:4318", "ftp://localhost", "http://", "http://:4318/v1/traces", "http:///v1/traces",
    "http://user:secret@localhost/v1/traces", "http://localhost/a path", "http://localhost/\u{E9}",
  ])
  func refusesAnEndpointThatIsNone(endpoint: String) {
    #expect(property(refusedIn: endpoint) == "endpoint")
  }

  @Test(arguments: ["http://localhost", "HTTPS://localhost:4318/v1/traces?x=1", "http://[::1]:4318/"])
  func takesAnEndpoint(endpoint: String) {
    #expect(property(refusedIn: endpoint) == nil)
  }

  @Test(arguments: [
    ("bad name", "v"), ("", "v"), ("x", "a\r\nb: c"), ("content-type", "text/plain"),
    ("Transfer-Encoding", "chunked"),
  ])
  func refusesAHeaderThatWouldBreakTheRequest(name: String, value: String) {
    #expect(property { $0.headers = [(name, value)] } == "headers")
  }

  @Test func knowsTheLevelsOfCompression() {
    for level in [0, 10, -1] { #expect(property { $0.compression = .gzip(level: level) } == "compression") }
    for level in [1, 9] { #expect(property { $0.compression = .gzip(level: level) } == nil) }
    for level in [0, 20] { #expect(property { $0.compression = .zstd(level: level) } == "compression") }
    for level in [1, 19] { #expect(property { $0.compression = .zstd(level: level) } == nil) }
  }

  @Test func wantsBothHalvesOfAClientCertificate() {
    let certificate = files.file("client.pem", TestCertificates.clientCertificate)
    let key = files.file("client.key", TestCertificates.clientKey)
    #expect(property { $0.clientCertificateFile = certificate } == "clientKeyFile")
    #expect(property { $0.clientKeyFile = key } == "clientCertificateFile")
    #expect(
      property {
        $0.clientCertificateFile = certificate
        $0.clientKeyFile = key
      } == nil
    )
  }

  @Test func refusesFilesThatHoldNoCertificate() {
    let empty = files.file("empty.pem", "")
    let certificate = files.file("client.pem", TestCertificates.clientCertificate)
    #expect(property { $0.certificateFile = empty } == "certificateFile")
    #expect(property { $0.certificateFile = files.path + "/none" } == "certificateFile")
    #expect(
      property {
        $0.clientCertificateFile = certificate
        $0.clientKeyFile = empty
      } == "clientKeyFile"
    )
  }

  @Test func trustsTheConfiguredAuthorityAndShowsItsCertificate() async throws {
    let server = try await ScriptedServer.start(tls: try serverContext(wantsClientCertificate: true))
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.certificateFile = files.file("ca.pem", TestCertificates.authority)
    configuration.clientCertificateFile = files.file("client.pem", TestCertificates.clientCertificate)
    configuration.clientKeyFile = files.file("client.key", TestCertificates.clientKey)
    let exporter = try OTLPHTTPExporter(configuration: configuration, logger: .silent)
    #expect(await exporter.export(request) == .success)
    #expect(server.requests.count == 1)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  @Test func trustsNobodyElse() async throws {
    let server = try await ScriptedServer.start(tls: try serverContext(wantsClientCertificate: false))
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.retry = .never
    let exporter = try OTLPHTTPExporter(configuration: configuration, logger: .silent)
    #expect(
      await exporter.export(request) == .failure(ExportError(.tlsFailed, ending: .retriesExhausted))
    )
    #expect(server.requests.isEmpty)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  @Test func speaksNoTLSOlderThan12() async throws {
    let old = try serverContext(wantsClientCertificate: false, newest: .tlsv11)
    let server = try await ScriptedServer.start(tls: old)
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.certificateFile = files.file("ca.pem", TestCertificates.authority)
    configuration.retry = .never
    let exporter = try OTLPHTTPExporter(configuration: configuration, logger: .silent)
    #expect(
      await exporter.export(request) == .failure(ExportError(.tlsFailed, ending: .retriesExhausted))
    )
    #expect(server.requests.isEmpty)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  private func serverContext(
    wantsClientCertificate: Bool,
    newest: TLSVersion? = nil
  ) throws -> NIOSSLContext {
    let certificate = try NIOSSLCertificate(
      bytes: Array(TestCertificates.serverCertificate.utf8),
      format: .pem
    )
    let key = try NIOSSLPrivateKey(bytes: Array(TestCertificates.serverKey.utf8), format: .pem)
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(certificate)],
      privateKey: .privateKey(key)
    )
    tls.maximumTLSVersion = newest
    if wantsClientCertificate {
      let authority = try NIOSSLCertificate(bytes: Array(TestCertificates.authority.utf8), format: .pem)
      tls.trustRoots = .certificates([authority])
      tls.certificateVerification = .noHostnameVerification
    }
    return try NIOSSLContext(configuration: tls)
  }
}
