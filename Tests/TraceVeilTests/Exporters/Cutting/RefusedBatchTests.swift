import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// Batches of several senders to a destination that does not take all that is in them, over real connections.
@Suite(.timeLimit(.minutes(5))) struct RefusedBatchTests {
  private let log = LogRecorder()

  private static func holds(_ request: ReceivedRequest, _ text: String) -> Bool {
    let needle = Array(text.utf8)
    return request.body.indices.contains { request.body[$0...].starts(with: needle) }
  }

  private static func poisoned(_ status: Int) -> ScriptedAnswer {
    .deciding { holds($0, "poison") ? status : 200 }
  }

  /// Sends what `senders` senders send at once, one of them with a span that is refused.
  private func deliver(
    to answer: ScriptedAnswer,
    senders: Int = 20,
    spans: Int = 10,
    poison: Set<Int> = [73],
    _ configure: (inout OTLPExporterConfiguration) -> Void = { _ in }
  ) async throws -> (statistics: PipelineStatistics, requests: [ReceivedRequest]) {
    let server = try await ScriptedServer.start(afterwards: answer)
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configure(&configuration)
    let exporter = try OTLPHTTPExporter(configuration: configuration, logger: log.logger)
    let pipeline = ExportPipeline.test(exporter, clock: ManualClock(), logger: log.logger) {
      $0.maximumBatchItems = senders * spans
    }
    try await pipeline.whileRunning {
      for sender in 0..<senders {
        let made = (sender * spans..<sender * spans + spans).map { number in
          SpanData.sample(number, attributes: poison.contains(number) ? ["poison": "yes"] : ["fine": "yes"])
        }
        try pipeline.submit(made)
      }
      _ = await pipeline.forceFlush(timeout: .seconds(50))
    }
    await server.stop()
    return (pipeline.statistics, server.requests)
  }

  private func names(_ request: ReceivedRequest) throws -> [String] {
    try ExportRequest.unsealed(body: ByteBuffer(bytes: request.body)).spanNames()
  }

  @Test(arguments: [400, 422, 431])
  func costsNothingButTheRefusedSpan(status: Int) async throws {
    let (statistics, requests) = try await deliver(to: Self.poisoned(status))
    #expect(statistics.exported == 199 && statistics.dropped == [.exportFailed: 1])
    #expect(statistics.refusedByStatus == [status: 1] && statistics.isBalanced)
    let taken = try requests.filter { !Self.holds($0, "poison") }.flatMap { try names($0) }
    #expect(taken.count == 199 && Set(taken).count == 199, "nothing is sent twice that was taken")
    // After one step each sender's spans are in requests of their own.
    for request in requests.dropFirst() {
      #expect(Set(try names(request).compactMap { Int($0.dropFirst(5)).map { $0 / 10 } }).count == 1)
    }
    #expect(requests.count <= 1 + 20 + 4 + 2)
  }

  @Test("413 for something in an item costs as little, and later batches stay whole")
  func aLimitOfItemsIsNotOneOfRequests() async throws {
    let (statistics, requests) = try await deliver(to: Self.poisoned(413))
    #expect(statistics.exported == 199 && statistics.dropped == [.exportFailed: 1])
    #expect(statistics.refusedByStatus == [413: 1] && statistics.isBalanced)
    #expect(requests.count <= 24)
    let largest = try requests.filter { !Self.holds($0, "poison") }.map { try names($0).count }.max()
    #expect((largest ?? 0) >= 40)
  }

  @Test func theLogHasTheStatusAndTheWordsOnce() async throws {
    let body = Array(#"{"message":"no ann@example.com in here"}"#.utf8)
    let answer = ScriptedAnswer.answer(
      status: 400,
      headers: [("Content-Type", "application/json")],
      body: body
    )
    _ = try await deliver(to: answer, senders: 2, spans: 2)
    let lines = log.lines.filter { $0.metadata["http_status"] != nil }
    #expect(lines.count == 1)
    #expect(lines.first?.metadata["message"] == "no <EMAIL_ADDRESS> in here")
    #expect(lines.first?.metadata["items"] == "4")
  }

  @Test func severalRefusedSpansAreFound() async throws {
    let (statistics, _) = try await deliver(to: Self.poisoned(400), poison: [0, 71, 72, 79, 130, 199])
    #expect(statistics.exported == 194 && statistics.refusedByStatus == [400: 6])
  }

  @Test func aConfiguredStatusIsCutToo() async throws {
    let plain = try await deliver(to: Self.poisoned(406))
    #expect(plain.statistics.exported == 0 && plain.requests.count == 1)
    let cut = try await deliver(to: Self.poisoned(406)) { $0.cutStatuses.insert(406) }
    #expect(cut.statistics.exported == 199 && cut.statistics.refusedByStatus == [406: 1])
  }

  @Test func whatIsTooLargeIsCutByBytesAndTheSizeIsRemembered() async throws {
    let server = try await ScriptedServer.start(afterwards: .deciding { $0.body.count > 6000 ? 413 : 200 })
    let exporter = try OTLPHTTPExporter(
      configuration: OTLPExporterConfiguration(endpoint: server.url()),
      logger: .silent
    )
    let pipeline = ExportPipeline.test(exporter, clock: ManualClock()) { $0.maximumBatchItems = 200 }
    var refusals: [Int] = []
    try await pipeline.whileRunning {
      for batch in 0..<3 {
        try pipeline.submit(SpanData.samples(200, from: batch * 200))
        _ = await pipeline.forceFlush(timeout: .seconds(50))
        refusals.append(server.requests.filter { $0.body.count > 6000 }.count)
      }
    }
    #expect(pipeline.statistics.exported == 600 && pipeline.statistics.totalDropped == 0)
    #expect(refusals[0] > 0 && refusals[0] < 6)
    #expect(
      refusals[1] == refusals[0] && refusals[2] == refusals[0],
      "later batches are cut before they are sent"
    )
    #expect(server.requests.count < 60, "no smaller than needed")
    await server.stop()
  }

  @Test func aDestinationThatRefusesEverythingIsNotAskedForEachSpan() async throws {
    let (statistics, requests) = try await deliver(to: .status(400), senders: 1, spans: 500)
    #expect(statistics.refusedByStatus == [400: 500])
    #expect(requests.count <= RequestCutter.allowance)
  }

  /// Logs and points of metrics.
  @Test(arguments: [
    (Signal.logs, OTLPBytes.logs(body: "poison")), (.metrics, OTLPBytes.metrics(name: "poison")),
  ])
  func otherSignalsAreCut(signal: Signal, poison: [UInt8]) async throws {
    let server = try await ScriptedServer.start(afterwards: Self.poisoned(400))
    let exporter = try OTLPHTTPExporter(
      configuration: OTLPExporterConfiguration(endpoint: server.url()),
      logger: .silent
    )
    let fine = signal == .logs ? OTLPBytes.logs() : OTLPBytes.metrics()
    let body = fine + fine + poison + fine
    let request = ExportRequest.unsealed(signal: signal, body: ByteBuffer(bytes: body), itemCount: 4)
    let result = await exporter.export(request)
    guard case .partial(let parts) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(parts.deliveredItems == 3 && parts.failures == [ExportError(.refused, httpStatus: 400): 1])
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  @Test func compressedRequestsAreCut() async throws {
    let server = try await ScriptedServer.start([.status(400)])
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.compression = .gzip(level: 1)
    let exporter = try OTLPHTTPExporter(configuration: configuration, logger: .silent)
    let pipeline = ExportPipeline.test(exporter)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2))
      try pipeline.submit(SpanData.samples(3, from: 2))
      _ = await pipeline.forceFlush(timeout: .seconds(50))
    }
    #expect(pipeline.statistics.exported == 5)
    #expect(server.requests.count == 3)
    #expect(server.requests.allSatisfy { $0.values(of: "content-encoding") == ["gzip"] })
    await server.stop()
  }
}
