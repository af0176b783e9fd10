import Logging
import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// What the log says about losses, and how often.
@Suite(.timeLimit(.minutes(5))) struct FailureLogTests {
  private let clock = ManualClock()
  private let log = LogRecorder()

  @Test func saysOncePerIntervalThatADestinationFails() async throws {
    let exporter = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 403)) }
    let pipeline = ExportPipeline.test(exporter, clock: clock, logger: log.logger) {
      $0.maximumBatchItems = 1
      $0.failureLogInterval = .seconds(30)
    }
    try await pipeline.whileRunning {
      for number in 0..<3 { try pipeline.submit([.sample(number)]) }
      _ = await pipeline.forceFlush(timeout: .seconds(1))
      #expect(log.lines.count == 1)
      clock.advance(by: .seconds(30))
      try pipeline.submit([.sample(3)])
      _ = await pipeline.forceFlush(timeout: .seconds(1))
    }
    let lines = log.lines.filter { $0.metadata["error"] != nil }
    #expect(lines.count == 2)
    #expect(
      lines.first?.metadata == [
        "signal": "traces", "exporter": "scripted", "error": "refused", "ending": "permanent",
        "http_status": "403", "items": "1", "unlogged_failures": "0",
      ]
    )
    #expect(lines.last?.metadata["unlogged_failures"] == "2")
  }

  @Test func whatIsOtherThanBeforeIsSaidAtOnce() {
    let failures = FailureLog(interval: .seconds(30), clock: clock, logger: log.logger)
    for status in [404, 503, 404, 503] {
      failures.note(ExportError(.refused, httpStatus: status), dropped: 1)
    }
    failures.note(ExportError(.connectionFailed), dropped: 1)
    #expect(log.lines.map(\.metadata["http_status"]) == ["404", "503", "0"])
    clock.advance(by: .seconds(30))
    failures.note(ExportError(.refused, httpStatus: 404), dropped: 1)
    #expect(log.lines.last?.metadata["unlogged_failures"] == "1")
  }

  @Test func anyNumberOfStatusesIsABoundedNumberOfLines() {
    let failures = FailureLog(interval: .seconds(30), clock: clock, logger: log.logger)
    for status in 400..<1400 { failures.note(ExportError(.refused, httpStatus: status), dropped: 1) }
    #expect(log.lines.count == FailureLog.maximumKinds + 1)
  }

  @Test func saysThatAProcessorFails() async throws {
    struct Secret: Error { let text = "hunter2" }
    let failing = ClosureProcessor { _ in throw Secret() }
    let pipeline = ExportPipeline.test(
      ScriptedExporter(),
      transforms: [failing],
      clock: clock,
      logger: log.logger
    )
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2))
      _ = await pipeline.forceFlush(timeout: .seconds(1))
    }
    #expect(log.lines.first?.metadata["reason"] == "processor_failed")
    #expect(log.lines.first?.metadata["items"] == "2")
    #expect(!log.text.contains("hunter2"))
  }

  @Test func saysThatPartsWereRejected() async throws {
    let pipeline = ExportPipeline.test(
      ScriptedExporter { _ in .success(rejectedItems: 2) },
      clock: clock,
      logger: log.logger
    )
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2))
      _ = await pipeline.forceFlush(timeout: .seconds(1))
    }
    #expect(log.lines.first?.metadata["items"] == "2")
  }

  @Test func saysAtTheEndWhatWasNotDelivered() async throws {
    let exporter = ScriptedExporter { _ in .failure(ExportError(.refused)) }
    let pipeline = ExportPipeline.test(exporter, clock: clock, logger: log.logger)
    try await pipeline.whileRunning {
      // Nobody is awake to take it before the shutdown begins.
      try pipeline.submit(SpanData.samples(4))
    }
    let last = try #require(log.lines.last)
    #expect(last.level == .error)
    #expect(last.metadata["undelivered"] == "4")
    #expect(last.metadata["undelivered_export_failed"] == "4")
  }

  @Test func saysOncePerIntervalThatItRepeats() async throws {
    let server = try await ScriptedServer.start([.status(503), .status(503), .status(503)])
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.headers = [("authorization", "hunter2")]
    let exporter = try OTLPHTTPExporter(
      configuration: configuration,
      clock: clock,
      logger: log.logger,
      random: { 0 }
    )
    let request = ExportRequest.unsealed(
      body: ByteBuffer(string: "hunter3"),
      headers: ForwardedHeaders([("x", "hunter4")])
    )
    #expect(await exporter.export(request) == .success)
    #expect(log.lines.count == 1)
    #expect(log.lines.first?.metadata["error"] == "unavailable")
    #expect(log.lines.first?.metadata["http_status"] == "503")
    #expect(!log.text.contains("hunter"))
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }
}
