import NIOCore
import NIOPosix
import OTLP
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct ExportPipelineTests {
  private let clock = ManualClock()

  @Test func deliversWhatWasSubmitted() async throws {
    let exporter = InMemoryExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try await pipeline.whileRunning {
      let result = try pipeline.submit(SpanData.samples(3))
      #expect(result == .accepted)
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(try exporter.requests.flatMap { try $0.spanNames() } == ["span 0", "span 1", "span 2"])
    let statistics = pipeline.statistics
    #expect(statistics.exported == 3)
    #expect(statistics.exportedRequests == 1)
    #expect(statistics.receivedRequests == 1)
    #expect(statistics.receivedBytes > 0)
    #expect(statistics.exportedBytes == statistics.exportedUncompressedBytes)
    #expect(statistics.isBalanced)
  }

  @Test func carriesEverySignal() async throws {
    let bodies: [(Signal, [UInt8])] = [(.logs, OTLPBytes.logs()), (.metrics, OTLPBytes.metrics())]
    for (signal, bytes) in bodies {
      let exporter = InMemoryExporter()
      let pipeline = ExportPipeline(signal: signal, transforms: [], exporter: exporter, logger: .silent)
      let body = ByteBuffer(bytes: bytes)
      let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: signal)
      try await pipeline.whileRunning {
        let request = IncomingRequest(signal: signal, body: body, summary: summary)
        guard let reservation = ByteBudget(limit: 1000).reserve(100) else { throw ProcessorFailure() }
        #expect(pipeline.submit(request, reservation: reservation) == .accepted)
        #expect(await pipeline.forceFlush(timeout: .seconds(50)) == .success)
      }
      #expect(exporter.requests.map(\.signal) == [signal])
      #expect(exporter.requests.map(\.itemCount) == [1])
    }
  }

  @Test func mergesSmallRequestsOfOnePartition() async throws {
    let exporter = InMemoryExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumBatchItems = 6 }
    let tenant = ForwardedHeaders([("x-tenant", "a")])
    try await pipeline.whileRunning {
      for number in 0..<3 {
        try pipeline.submit(SpanData.samples(2, from: number * 2), headers: tenant)
        try pipeline.submit(SpanData.samples(1, from: 100 + number), headers: ForwardedHeaders())
      }
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    let byHeaders = Dictionary(grouping: exporter.requests, by: \.headers)
    #expect(byHeaders[tenant]?.map(\.itemCount) == [6])
    #expect(byHeaders[ForwardedHeaders()]?.map(\.itemCount) == [3])
  }

  @Test func sendsAPartialBatchAfterTheScheduleDelay() async throws {
    let exporter = ScriptedExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.scheduleDelay = .milliseconds(200) }
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(1))
      await clock.waitForSleeper(until: .milliseconds(200))
      #expect(exporter.requests.isEmpty)
      clock.advance(by: .milliseconds(200))
      await exporter.begun.wait(for: 1)
    }
  }

  @Test func compressesAsTheExporterWants() async throws {
    let exporter = InMemoryExporter(compression: .gzip(level: 1))
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    let spans = SpanData.samples(100)
    let plain = try ByteBuffer.traces(spans)
    try await pipeline.whileRunning {
      for part in [0..<50, 50..<100] { try pipeline.submit(Array(spans[part])) }
      _ = await pipeline.forceFlush(timeout: .seconds(5))
    }
    let request = try #require(exporter.requests.first)
    #expect(request.contentEncoding == .gzip)
    #expect(request.body.readableBytes < plain.readableBytes / 2)
    var inflated = ByteBuffer()
    var decompressor = GzipDecompressor(limit: 1 << 20)
    try request.body.withUnsafeReadableBytes { bytes in
      try decompressor.decompress(bytes) { inflated.writeBytes($0) }
    }
    try decompressor.finish()
    #expect(inflated.readableBytes == request.uncompressedBytes)
    let unpacked = ExportRequest.unsealed(body: inflated)
    #expect(try unpacked.spanNames().count == 100)
  }

  @Test func runsProcessorsInOrder() async throws {
    let exporter = InMemoryExporter()
    let transforms: [any BatchTransform] = ["first", "second"].map { word in
      ClosureProcessor { batch in try batch.editSpans { try $0.setName("\($0.name) \(word)") } }
    }
    let pipeline = ExportPipeline.test(exporter, transforms: transforms, clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(1))
      _ = await pipeline.forceFlush(timeout: .seconds(5))
    }
    #expect(try exporter.requests.first?.spanNames() == ["span 0 first second"])
  }

  @Test func dropsTheBatchOfAProcessorThatFails() async throws {
    let exporter = InMemoryExporter()
    let failing = ClosureProcessor { _ in throw ProcessorFailure() }
    let pipeline = ExportPipeline.test(exporter, transforms: [failing], clock: clock)
    let budget = ByteBudget(limit: 1 << 20)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(4), budget: budget)
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .failure)
    }
    #expect(exporter.requests.isEmpty)
    #expect(pipeline.statistics.dropped == [.processorFailed: 4])
    #expect(budget.reserved == 0)
  }

  @Test func countsWhatARuleTookOut() async throws {
    let exporter = InMemoryExporter()
    let filter = ClosureProcessor { batch in
      try batch.editSpans { if $0.name == "span 1" { $0.drop() } }
    }
    let pipeline = ExportPipeline.test(exporter, transforms: [filter], clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(3))
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(try exporter.requests.first?.spanNames() == ["span 0", "span 2"])
    #expect(pipeline.statistics.dropped == [.filtered: 1])
    #expect(pipeline.statistics.exported == 2)
  }

  @Test func sendsNothingWhenNothingIsLeft() async throws {
    let exporter = InMemoryExporter()
    let filter = ClosureProcessor { batch in try batch.editSpans { $0.drop() } }
    let pipeline = ExportPipeline.test(exporter, transforms: [filter], clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2))
      _ = await pipeline.forceFlush(timeout: .seconds(5))
    }
    #expect(exporter.requests.isEmpty)
    #expect(pipeline.statistics.dropped == [.filtered: 2])
  }

  @Test func dropsOnlyTheSpanThatThereIsNoMemoryToUnpack() async throws {
    let exporter = InMemoryExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumTreeBytes = 64 << 10 }
    // Who changes spans makes unpacking necessary.
    pipeline.configure(filters: [{ $0.name = "changed" }])
    var large = SpanData.sample(1)
    large.attributes = Attributes((0..<1000).map { ("key\($0)", .int(Int64($0))) })
    try await pipeline.whileRunning {
      try pipeline.submit([.sample(0), large, .sample(2)])
      // The batch may have come to its end already.
      _ = await pipeline.forceFlush(timeout: .seconds(5))
    }
    #expect(try exporter.requests.flatMap { try $0.spanNames() } == ["changed", "changed"])
    #expect(pipeline.statistics.dropped == [.decodeFailed: 1])
  }

  /// Its threads are the caller's to start: until then nothing is processed on those of whoever hands data over.
  @Test func aPoolThatDoesNotRunProcessesNothing() async throws {
    let (exporter, processed) = (InMemoryExporter(), EventCounter())
    let pipeline = ExportPipeline(
      signal: .traces,
      transforms: [ClosureProcessor { _ in processed.increment() }],
      exporter: exporter,
      threadPool: NIOThreadPool(numberOfThreads: 1),
      clock: clock,
      logger: .silent
    )
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(600))
      _ = await pipeline.forceFlush(timeout: .seconds(5))
    }
    #expect(exporter.requests.isEmpty)
    #expect(pipeline.statistics.dropped == [.shutDown: 600])
    #expect(processed.count == 0)
  }

  @Test func countsPartialSuccess() async throws {
    let exporter = ScriptedExporter { _ in .success(rejectedItems: 2) }
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(5))
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .success)
    }
    #expect(pipeline.statistics.rejected == 2)
    #expect(pipeline.statistics.exported == 3)
  }

  @Test(arguments: [
    (ExportError(.refused), DropReason.exportFailed),
    (ExportError(.unavailable, ending: .retriesExhausted), .retriesExhausted),
    (ExportError(.unavailable, ending: .shutDown), .shutDown),
  ])
  func countsAFailedExport(error: ExportError, reason: DropReason) async throws {
    let exporter = ScriptedExporter { _ in .failure(error) }
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(5))
      #expect(await pipeline.forceFlush(timeout: .seconds(5)) == .failure)
    }
    #expect(pipeline.statistics.dropped == [reason: 5])
  }

  @Test func reportsTextsThatCouldNotBeRedacted() {
    let processor = ClosureProcessor(statistics: TransformStatistics(failedTexts: 3)) { _ in }
    let pipeline = ExportPipeline.test(InMemoryExporter(), transforms: [processor, processor])
    #expect(pipeline.statistics.redactionFailures == 6)
  }
}
