import NIOCore
import NIOHPACK
import NIOHTTP2
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// Exports that need an access token.
@Suite(.timeLimit(.minutes(1))) struct AuthenticatedExportTests {
  private let clock = ManualClock()
  private let folder = TemporaryDirectory()
  private let request = ExportRequest.unsealed(body: ByteBuffer(string: "body"), itemCount: 10)

  private static func grant(_ token: String, seconds: Int = 1000) -> ScriptedAnswer {
    let text = #"{"access_token":"\#(token)","token_type":"Bearer","expires_in":\#(seconds)}"#
    return .answer(status: 200, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
  }

  private func client(_ tokens: ScriptedServer) -> OAuth2Client {
    OAuth2Client(
      tokenURL: tokens.url("/token"),
      id: "id",
      secretFile: folder.file("secret", "s3cret\n")
    )
  }

  private func withExporter(
    tokens: [ScriptedAnswer],
    _ script: [ScriptedAnswer] = [],
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in },
    _ body: (OTLPExporter, ScriptedServer, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try await ScriptedServer.start(script)
    let source = try await ScriptedServer.start(tokens, afterwards: .status(500))
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.oauth2 = client(source)
    change(&configuration)
    let exporter = try OTLPExporter(
      configuration: configuration,
      clock: clock,
      logger: .silent,
      random: { 0.5 }
    )
    try await body(exporter, server, source)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
    await source.stop()
  }

  private func shown(_ server: ScriptedServer) -> [String] {
    server.requests.flatMap { $0.values(of: "Authorization") }
  }

  @Test func aTokenIsKeptUntilShortlyBeforeItsEnd() async throws {
    try await withExporter(tokens: [Self.grant("one"), Self.grant("two")]) { exporter, server, tokens in
      for _ in 0..<3 { #expect(await exporter.export(request) == .success) }
      #expect(tokens.requests.count == 1)
      clock.advance(by: .seconds(939))
      #expect(await exporter.export(request) == .success)
      clock.advance(by: .seconds(1))
      #expect(await exporter.export(request) == .success)
      #expect(shown(server) == Array(repeating: "Bearer one", count: 4) + ["Bearer two"])
      let asked = try #require(tokens.requests.first)
      #expect((asked.method, asked.uri) == ("POST", "/token"))
      #expect(asked.body == Array("grant_type=client_credentials".utf8))
    }
  }

  @Test func oneQuestionIsForAllThatWait() async throws {
    try await withExporter(tokens: [Self.grant("one")]) { exporter, server, tokens in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { #expect(await exporter.export(request) == .success) } }
      }
      #expect(tokens.requests.count == 1)
      #expect(shown(server) == Array(repeating: "Bearer one", count: 8))
    }
  }

  @Test func aRefusedTokenIsReplacedOnce() async throws {
    let script: [ScriptedAnswer] = [.status(401), .ok, .status(401), .status(401), .ok]
    let tokens = ["one", "two", "three", "four"].map { Self.grant($0) }
    try await withExporter(tokens: tokens, script) { exporter, server, source in
      #expect(await exporter.export(request) == .success)
      #expect(shown(server) == ["Bearer one", "Bearer two"])
      guard case .failure(let error) = await exporter.export(request) else {
        Issue.record("a server that takes no token has refused")
        return
      }
      #expect((error.code, error.httpStatus) == (.refused, 401))
      #expect(shown(server) == ["Bearer one", "Bearer two", "Bearer two", "Bearer three"])
      #expect(await exporter.export(request) == .success)
      #expect(shown(server).last == "Bearer four")
      #expect(exporter.statistics.attempts == 3)
      #expect(source.requests.count == 4)
    }
  }

  @Test func withoutATokenNothingIsSentAndAllIsTriedAgain() async throws {
    let refusal = #"{"error":"invalid_client","error_description":"s3cret"}"#
    let tokens: [ScriptedAnswer] = [.answer(status: 401, body: Array(refusal.utf8)), Self.grant("one")]
    try await withExporter(tokens: tokens) { exporter, server, _ in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .milliseconds(500))
      #expect(server.requests.isEmpty)
      let statistics = exporter.statistics
      #expect(statistics.lastError == .noToken)
      let detail = try #require(statistics.lastDetail?.members)
      #expect(detail["token_status"] == "401")
      #expect(detail["advice"]?.contains("OAUTH2_CLIENT_ID") == true)
      #expect(!detail.values.joined().contains("s3cret"))
      clock.advance(by: .milliseconds(500))
      #expect(await result == .success)
      #expect(shown(server) == ["Bearer one"])
    }
  }

  @Test func aSilentTokenURLIsNotTheDestinationsFault() async throws {
    try await withExporter(tokens: [.stall, Self.grant("one")]) { exporter, server, tokens in
      async let result = exporter.export(request)
      await tokens.received.wait(for: 1)
      // Half of an attempt's time.
      clock.advance(by: .seconds(5))
      await clock.waitForSleeper(until: .milliseconds(5500))
      #expect(exporter.statistics.lastError == .noToken)
      #expect(exporter.statistics.lastDetail?.cause == .timedOut)
      clock.advance(by: .milliseconds(500))
      #expect(await result == .success)
    }
  }

  @Test func aNewSecretCountsFromItsReloadOn() async throws {
    let basic = { @Sendable (text: String) in "Basic " + text }
    try await withExporter(tokens: [Self.grant("one"), Self.grant("two")]) { exporter, server, tokens in
      #expect(await exporter.export(request) == .success)
      try exporter.reload()
      #expect(await exporter.export(request) == .success)
      #expect(tokens.requests.count == 1)
      _ = folder.file("secret", "")
      #expect(throws: ExporterConfigurationError.self) { try exporter.reload() }
      _ = folder.file("secret", "another")
      try exporter.reload()
      #expect(await exporter.export(request) == .success)
      #expect(shown(tokens) == [basic("aWQ6czNjcmV0"), basic("aWQ6YW5vdGhlcg==")])
      #expect(shown(server) == ["Bearer one", "Bearer one", "Bearer two"])
    }
  }

  @Test func gRPCHasTheTokenToo() async throws {
    let server = try await FrameServer.start { connection, stream, number in
      if number == 0 {
        connection.refuse(stream, [("grpc-status", "16"), ("grpc-message", "who?")])
      } else {
        connection.answer(stream)
      }
    }
    let tokens = try await ScriptedServer.start([Self.grant("one"), Self.grant("two")])
    var configuration = OTLPExporterConfiguration(endpoint: server.url)
    configuration.wireProtocol = .grpc
    configuration.oauth2 = client(tokens)
    let exporter = try OTLPExporter(
      configuration: configuration,
      clock: clock,
      logger: .silent,
      random: { 0.5 }
    )
    #expect(await exporter.export(request) == .success)
    let shown = server.calls.map { $0.headers.first(name: "authorization") }
    #expect(shown == ["Bearer one", "Bearer two"])
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
    await tokens.stop()
    configuration.signature = AWSSignature(
      region: "r",
      service: "s",
      source: .keys(AWSCredentials(accessKeyID: "a", secretAccessKey: "b"))
    )
    #expect(throws: ExporterConfigurationError.self) {
      try OTLPExporter(configuration: configuration, logger: .silent)
    }
  }

  @Test func anAttemptIsSignedWhenItIsMade() async throws {
    let server = try await ScriptedServer.start([.status(503), .ok])
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.signature = AWSSignature(
      region: "eu-west-1",
      service: "osis",
      source: .keys(AWSCredentials(accessKeyID: "AKID", secretAccessKey: "s3cret"))
    )
    let exporter = try OTLPExporter(
      configuration: configuration,
      clock: clock,
      logger: .silent,
      random: { 1 }
    )
    async let result = exporter.export(request)
    await clock.waitForSleeper(until: .seconds(1))
    clock.advance(by: .seconds(1))
    #expect(await result == .success)
    let dates = server.requests.flatMap { $0.values(of: "X-Amz-Date") }
    #expect(dates == ["20250615T150640Z", "20250615T150641Z"])
    #expect(
      shown(server).allSatisfy { $0.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/20250615/eu-west-1/osis/") }
    )
    #expect(server.requests.map { $0.values(of: "Host") }.allSatisfy { $0 == ["localhost:\(server.port)"] })
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }
}
