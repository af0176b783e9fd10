import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// What goes over the wire, and what an answer does.
@Suite(.timeLimit(.minutes(5))) struct OTLPHTTPExporterTests {
  private let clock = ManualClock()
  private let request = ExportRequest.unsealed(body: ByteBuffer(string: "body"), itemCount: 10)

  /// Runs `body` with an exporter to a server that follows a script. Waits are half of the back-off.
  private func withExporter(
    _ script: [ScriptedAnswer],
    afterwards: ScriptedAnswer = .ok,
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in },
    _ body: (OTLPHTTPExporter, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try await ScriptedServer.start(script, afterwards: afterwards)
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    change(&configuration)
    let exporter = try OTLPHTTPExporter(
      configuration: configuration,
      clock: clock,
      logger: .silent,
      random: { 0.5 }
    )
    try await body(exporter, server)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  @Test func sendsARequestAsTheSpecificationSays() async throws {
    try await withExporter([]) { exporter, server in
      #expect(await exporter.export(request) == .success)
      let received = try #require(server.requests.first)
      #expect(received.method == "POST")
      #expect(received.uri == "/v1/traces")
      #expect(received.body == Array("body".utf8))
      #expect(received.values(of: "Content-Type") == ["application/x-protobuf"])
      #expect(received.values(of: "Content-Encoding").isEmpty)
      #expect(received.values(of: "Content-Length") == ["4"])
      let version = LibraryVersion.current
      #expect(
        received.values(of: "User-Agent") == ["TraceVeil/\(version) OTel-OTLP-Exporter-Swift/\(version)"]
      )
    }
  }

  @Test(arguments: [(ExportRequest.ContentEncoding.gzip, "gzip"), (.zstd, "zstd")])
  func saysHowTheBodyIsCompressed(encoding: ExportRequest.ContentEncoding, name: String) async throws {
    let compressed = ExportRequest.unsealed(body: ByteBuffer(string: "z"), contentEncoding: encoding)
    try await withExporter([]) { exporter, server in
      #expect(await exporter.export(compressed) == .success)
      #expect(server.requests.first?.values(of: "Content-Encoding") == [name])
    }
  }

  @Test(arguments: [Compression.none, .gzip(level: 1), .zstd(level: 1)])
  func sendsJSON(compression: Compression) async throws {
    let body = try ByteBuffer.traces([SpanData.sample(7)])
    let request = try ExportRequest.unsealed(body: body).recompressed(compression)
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.wireProtocol = .httpJSON
      configuration.compression = compression
    }
    try await withExporter([.status(503), .ok], configure) { exporter, server in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .milliseconds(500))
      clock.advance(by: .milliseconds(500))
      #expect(await result == .success)
      let received = try #require(server.requests.first)
      #expect(received.values(of: "Content-Type") == ["application/json"])
      #expect(received.values(of: "Content-Encoding") == [request.contentEncoding.name].compactMap { $0 })
      // A retry sends the same, and what is counted is what was sent.
      #expect(server.requests.map(\.body) == [received.body, received.body])
      #expect(exporter.statistics.sentBytes == 2 * received.body.count)
      #expect(exporter.requestCut != nil)
      guard compression == .none else { return }
      let json = received.body
      let sent = try OTLPJSON.protobuf(from: json.span, as: .traces, maximumBytes: 1 << 20).bytes
      #expect(try ExportRequest.unsealed(body: ByteBuffer(bytes: sent)).spanNames() == ["span 7"])
    }
  }

  @Test func sendsConfiguredAndForwardedHeaders() async throws {
    let headers = ForwardedHeaders([
      ("X-Tenant", "from the caller"), ("X-KEY", ""), ("x-run", "1"), ("x-run", "2"),
      ("content-type", "text/html"), ("transfer-encoding", "chunked"), ("user-agent", "the caller's"),
    ])
    let request = ExportRequest.unsealed(body: ByteBuffer(string: "body"), headers: headers)
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.headers = [("x-tenant", "configured"), ("X-Key", "k")]
    }
    try await withExporter([], configure) { exporter, server in
      #expect(await exporter.export(request) == .success)
      let received = try #require(server.requests.first)
      #expect(received.values(of: "x-tenant") == ["configured"])
      #expect(received.values(of: "x-run") == ["1", "2"])
      #expect(received.values(of: "x-key") == ["k"])
      #expect(received.values(of: "user-agent") == ["the caller's"])
      #expect(received.values(of: "content-type") == ["application/x-protobuf"])
      #expect(received.values(of: "transfer-encoding").isEmpty)
      // What came with one request does not stay for the next.
      #expect(await exporter.export(self.request) == .success)
      #expect(server.requests.last?.values(of: "x-run") == [])
      #expect(server.requests.last?.values(of: "user-agent").first?.hasPrefix("TraceVeil/") == true)
    }
  }

  @Test func aConfiguredUserAgentReplacesOurs() async throws {
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.headers = [("user-agent", "mine")]
    }
    try await withExporter([], configure) { exporter, server in
      #expect(await exporter.export(request) == .success)
      #expect(server.requests.first?.values(of: "user-agent") == ["mine"])
    }
  }

  @Test func usesAConnectionAgain() async throws {
    try await withExporter([.status(503), .ok, .answer(status: 200, body: [1, 2])]) { exporter, server in
      async let first = exporter.export(request)
      await clock.waitForSleeper(until: .milliseconds(500))
      clock.advance(by: .milliseconds(500))
      #expect(await first == .success)
      _ = await exporter.export(request)
      #expect(server.connectionCount == 1)
    }
  }

  @Test func takesANewConnectionWhenItIsOld() async throws {
    let aMinute = { (configuration: inout OTLPExporterConfiguration) in
      configuration.maximumConnectionAge = .seconds(60)
    }
    try await withExporter([], aMinute) { exporter, server in
      for (seconds, connections) in [(0, 1), (59, 1), (1, 2), (59, 2), (100, 3)] {
        clock.advance(by: .seconds(seconds))
        #expect(await exporter.export(request) == .success)
        #expect(server.connectionCount == connections)
      }
    }
    let noLimit = { (configuration: inout OTLPExporterConfiguration) in
      configuration.maximumConnectionAge = .zero
    }
    try await withExporter([], noLimit) { exporter, server in
      for _ in 0..<3 {
        #expect(await exporter.export(request) == .success)
        clock.advance(by: .seconds(1 << 30))
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test(arguments: [200, 201, 202, 204])
  func takesAnySuccess(status: Int) async throws {
    try await withExporter([.status(status)]) { exporter, server in
      #expect(await exporter.export(request) == .success)
    }
  }

  @Test(arguments: [PayloadEncoding.protobuf, .json])
  func countsPartialSuccessAndNeverRepeatsIt(encoding: PayloadEncoding) async throws {
    let partial = ExportResponse.PartialSuccess(rejectedItems: 3, errorMessage: "three were bad")
    let body = ExportResponse.encode(partial, signal: .traces, as: encoding)
    let headers = [("Content-Type", encoding.contentType + (encoding == .json ? "; charset=utf-8" : ""))]
    try await withExporter([.answer(status: 200, headers: headers, body: body)]) { exporter, server in
      #expect(await exporter.export(request) == .success(rejectedItems: 3))
      #expect(server.requests.count == 1)
    }
  }

  @Test func takesAWarningForSuccess() async throws {
    let partial = ExportResponse.PartialSuccess(rejectedItems: 0, errorMessage: "deprecated")
    let body = ExportResponse.encode(partial, signal: .traces, as: .protobuf)
    try await withExporter([.answer(status: 200, body: body)]) { exporter, _ in
      #expect(await exporter.export(request) == .success)
      #expect((exporter.statistics.unreadableResponses, exporter.statistics.warnings) == (0, 1))
    }
  }

  @Test(arguments: [("text/html", "<html>"), ("application/x-protobuf", "\u{FF}\u{FF}")])
  func countsASuccessItCannotRead(type: String, body: String) async throws {
    let answer = ScriptedAnswer.answer(status: 200, headers: [("Content-Type", type)], body: Array(body.utf8))
    try await withExporter([answer]) { exporter, server in
      #expect(await exporter.export(request) == .success)
      #expect((exporter.statistics.unreadableResponses, exporter.statistics.warnings) == (1, 0))
      #expect(server.requests.count == 1)
    }
  }

  @Test(arguments: [400, 401, 403, 404, 405, 408, 413, 415, 422, 500, 501, 505, 530])
  func neverRepeatsAfterOtherErrors(status: Int) async throws {
    try await withExporter([.status(status, retryAfter: "1")]) { exporter, server in
      let result = await exporter.export(request)
      #expect(result == .failure(ExportError(.refused, ending: .permanent, httpStatus: status)))
      #expect(server.requests.count == 1)
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func followsNoRedirect(status: Int) async throws {
    let answer = ScriptedAnswer.answer(status: status, headers: [("Location", "/elsewhere")])
    try await withExporter([answer]) { exporter, server in
      let result = await exporter.export(request)
      #expect(result == .failure(ExportError(.redirected, ending: .permanent, httpStatus: status)))
      #expect(server.requests.map(\.uri) == ["/v1/traces"])
    }
  }

  @Test func readsNoEndlessAnswer() async throws {
    try await withExporter([.endlessBody]) { exporter, server in
      let result = await exporter.export(request)
      #expect(result == .failure(ExportError(.responseTooLarge, ending: .permanent, httpStatus: 200)))
      #expect(server.requests.count == 1)
    }
  }

  @Test func refusesWhatComesAfterItsShutdown() async throws {
    try await withExporter([]) { exporter, server in
      #expect(await exporter.shutdown(timeout: .seconds(10)) == .success)
      #expect(await exporter.export(request) == .failure(.shutDown))
      #expect(server.requests.isEmpty)
    }
  }

  @Test func keepsTheContractOfExporters() async throws {
    let server = try await ScriptedServer.start()
    let configuration = OTLPExporterConfiguration(endpoint: server.url())
    let violations = try await SpanExporterContract.violations(
      by: { try OTLPHTTPExporter(configuration: configuration, logger: .silent) },
      request: request
    )
    #expect(violations == [])
    await server.stop()
  }

  @Test func mayBeForgotten() throws {
    _ = try OTLPHTTPExporter(
      configuration: OTLPExporterConfiguration(endpoint: "http://127.0.0.1:9"),
      logger: .silent
    )
  }
}
