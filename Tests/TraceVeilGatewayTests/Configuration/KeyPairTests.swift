import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// A certificate, and a key that may be another one's. Found when the files are read, as `--check` does.
@Suite("Keys and their certificates")
struct KeyPairTests {
  private let files = TemporaryDirectory()

  @Test("On the way in", arguments: [true, false])
  func inbound(isOwn: Bool) {
    let tls = GatewayConfiguration.InboundTLS(
      certificateFile: files.file("server.pem", TestCertificates.serverCertificate),
      keyFile: files.file("a.key", isOwn ? TestCertificates.serverKey : TestCertificates.clientKey),
      clientCAFile: nil
    )
    do {
      _ = try tls.makeContext()
      #expect(isOwn)
    } catch {
      #expect(!isOwn)
      #expect(error.key == "TRACEVEIL_TLS_KEY")
      #expect(error.reason.contains("is not the key of"))
    }
  }

  @Test("What is wrong with a file is said of the place where the file was named")
  func place() throws {
    let config = files.file(
      "traceveil.yaml",
      """
      TRACEVEIL_TLS_CERTIFICATE: \(files.file("server.pem", TestCertificates.serverCertificate))
      TRACEVEIL_TLS_KEY: \(files.file("a.key", TestCertificates.clientKey))
      """
    )
    let environment = Environment([:]).over(try ConfigurationFile.environment(at: config, variables: [:]))
    let configuration = try GatewayConfiguration(environment)
    let error = #expect(throws: ConfigurationError.self) { try configuration.makeTLS(["http/1.1"]) }
    #expect(error?.key == "TRACEVEIL_TLS_KEY" && error?.source == .file(path: config, line: 2))
  }

  @Test("On the way out", arguments: [true, false])
  func outbound(isOwn: Bool) {
    let tls = ClientTLSFiles(
      clientCertificateFile: files.file("client.pem", TestCertificates.clientCertificate),
      clientKeyFile: files.file("a.key", isOwn ? TestCertificates.clientKey : TestCertificates.serverKey)
    )
    do {
      _ = try tls.makeConfiguration()
      #expect(isOwn)
    } catch {
      #expect(!isOwn)
      #expect(error.property == "clientKeyFile")
    }
  }
}
