import Logging
import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// What a failed export tells the log, over real connections.
@Suite(.timeLimit(.minutes(5))) struct RefusedExportTests {
  private let clock = ManualClock()
  private let log = LogRecorder()
  private let request = ExportRequest.unsealed(
    body: ByteBuffer(string: "s3cret"),
    headers: ForwardedHeaders([("x-mlflow-experiment-id", "42")])
  )

  private func detail(
    of endpoint: String,
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in }
  ) async throws -> FailureDetail? {
    var configuration = OTLPExporterConfiguration(endpoint: endpoint)
    configuration.retry = .never
    change(&configuration)
    let exporter = try OTLPHTTPExporter(configuration: configuration, clock: clock, logger: log.logger)
    let result = await exporter.export(request)
    _ = await exporter.shutdown(timeout: .seconds(10))
    guard case .failure(let error) = result else { return nil }
    return error.detail
  }

  @Test(arguments: [400, 404, 500, 503])
  func carriesCodeMessageAndExperiment(status: Int) async throws {
    let body = #"{"error_code":"SOME_CODE","message":"no bob@example.com here"}"#
    let answer = ScriptedAnswer.answer(
      status: status,
      headers: [("Content-Type", "application/json")],
      body: Array(body.utf8)
    )
    let server = try await ScriptedServer.start(afterwards: answer)
    let detail = try await detail(of: server.url())
    #expect(detail?.errorCode?.description == "SOME_CODE")
    #expect(detail?.message?.description == "no <EMAIL_ADDRESS> here")
    #expect(detail?.experiment == "42")
    await server.stop()
  }

  @Test("Values of the request's headers that the server repeats are not shown, whoever has set them")
  func repeatsNoHeader() async throws {
    let body =
      #"{"message":"key k9Zq-hush of org-77 (Basic dXNlcjpwYXNzOndvcmQ=: pass:word) is wrong for 42"}"#
    let answer = ScriptedAnswer.answer(
      status: 401,
      headers: [("Content-Type", "application/json")],
      body: Array(body.utf8)
    )
    let server = try await ScriptedServer.start(afterwards: answer)
    let detail = try await detail(of: server.url()) {
      $0.headers = [
        ("X-Key", "k9Zq-hush"), ("Authorization", "Basic dXNlcjpwYXNzOndvcmQ="), ("x-org", "org-77"),
      ]
    }
    let message = try #require(detail?.message?.description)
    for value in ["k9Zq", "dXNlcjpwYXNzOndvcmQ", "pass:word", "org-77"] { #expect(!message.contains(value)) }
    #expect(message.contains("<header x-key>") && message.hasSuffix("is wrong for 42"))
    #expect(detail?.experiment == "42")
    await server.stop()
  }

  @Test func readsNothingThatIsCompressed() async throws {
    let answer = ScriptedAnswer.answer(
      status: 400,
      headers: [("Content-Encoding", "gzip")],
      body: Array("text".utf8)
    )
    let server = try await ScriptedServer.start(afterwards: answer)
    #expect(try await detail(of: server.url())?.message == nil)
    await server.stop()
  }

  @Test func tellsConnectionsApart() async throws {
    let nobody = try #require(UnansweredPort())
    #expect(try await detail(of: "http://127.0.0.1:\(nobody.port)/v1/traces")?.cause == .refused)
    #expect(try await detail(of: "http://no-such-host.invalid/v1/traces")?.cause == .nameNotResolved)
    let resetting = try await ScriptedServer.start(afterwards: .resetAfterReading)
    #expect(try await detail(of: resetting.url())?.cause == .reset)
    let plain = resetting.url().replacing("http://", with: "https://")
    #expect(try await detail(of: plain)?.cause == .notTLS)
    await resetting.stop()
  }

  @Test func theLinesNameTheAddressAndNoSecretOfIt() async throws {
    let refusal = ScriptedAnswer.answer(status: 404, body: Array("<title>404 Not Found</title>".utf8))
    let server = try await ScriptedServer.start(afterwards: refusal)
    let configuration = OTLPExporterConfiguration(endpoint: server.url("/v1/traces/v1/traces?key=hunter2"))
    let exporter = try OTLPHTTPExporter(configuration: configuration, clock: clock, logger: log.logger)
    let pipeline = ExportPipeline.test(exporter, clock: clock, logger: log.logger)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2))
      _ = await pipeline.forceFlush(timeout: .seconds(10))
    }
    let line = try #require(log.lines.first { $0.metadata["error"] != nil })
    #expect(line.metadata["endpoint"] == server.url("/v1/traces/v1/traces"))
    #expect(line.metadata["message"] == "404 Not Found")
    #expect(line.metadata["advice"]?.contains("doubled") == true)
    #expect(!log.text.contains("hunter2"))
    await server.stop()
  }

  @Test func aPartThatIsRejectedIsExplained() async throws {
    let partial = ExportResponse.PartialSuccess(rejectedItems: 1, errorMessage: "too old for bob@example.com")
    let body = ExportResponse.encode(partial, signal: .traces, as: .protobuf)
    let server = try await ScriptedServer.start(afterwards: .answer(status: 200, body: body))
    let exporter = try OTLPHTTPExporter(
      configuration: OTLPExporterConfiguration(endpoint: server.url()),
      clock: clock,
      logger: log.logger
    )
    let pipeline = ExportPipeline.test(exporter, clock: clock, logger: log.logger)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2))
      _ = await pipeline.forceFlush(timeout: .seconds(10))
    }
    let line = try #require(log.lines.first { $0.message.contains("rejected a part") })
    #expect(line.metadata["message"] == "too old for <EMAIL_ADDRESS>")
    await server.stop()
  }

  @Test func theLastLineCountsFromTheStart() async throws {
    let exporter = ScriptedExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock, logger: log.logger)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(3))
      _ = await pipeline.forceFlush(timeout: .seconds(10))
    }
    let last = try #require(log.lines.last)
    #expect(last.message == "The pipeline has ended" && last.level == .info)
    #expect(last.metadata["delivered"] == "3" && last.metadata["undelivered"] == "0")
  }
}
