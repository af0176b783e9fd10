import NIOCore
import OTLP
import Store
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("A pipeline with a queue on disk", .timeLimit(.minutes(5)))
struct StoringPipelineTests {
  private let folder = TemporaryDirectory()

  private func store() throws -> QueueStore {
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    return store
  }

  private func letters(
    limit: Int = 1 << 20,
    on files: any FileSystem = SystemFileSystem()
  ) throws -> DeadLetterStore {
    let letters = DeadLetterStore(directory: folder.path, limit: limit, cipher: nil, fileSystem: files)
    try letters.open()
    return letters
  }

  private func pipeline(
    _ exporter: any SpanExporter,
    _ store: QueueStore,
    _ letters: DeadLetterStore? = nil
  ) -> ExportPipeline {
    var configuration = ExportPipeline.Configuration()
    configuration.scheduleDelay = .milliseconds(1)
    // What is on disk is not dropped for it.
    configuration.exportTimeout = .milliseconds(1)
    return ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [],
      exporter: exporter,
      store: store,
      deadLetters: letters,
      logger: .silent
    )
  }

  private func send(_ numbers: Range<Int>, to pipeline: ExportPipeline) async throws -> Bool {
    try await withCheckedThrowingContinuation { continuation in
      do {
        let receipt = RequestReceipt { continuation.resume(returning: $0 == .taken(rejectedItems: 0)) }
        try pipeline.submit(numbers.map { SpanData.sample($0) }, receipt: receipt)
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  @Test(
    "A sender is told when its request is on disk, whatever the destination does",
    arguments: [Compression.none, .gzip(level: 6), .zstd(level: 3)],
    [(Compression.none, ExportRequest.ContentEncoding.identity), (.zstd(level: 1), .zstd)]
  )
  func receipt(
    compression: Compression,
    then: (wanted: Compression, encoding: ExportRequest.ContentEncoding)
  ) async throws {
    let away = ScriptedExporter(compression: compression, holds: true)
    let first = pipeline(away, try store())
    async let running: Void = first.run()
    for number in 0..<5 { #expect(try await send(number..<number + 1, to: first)) }
    #expect(first.statistics.isBalanced)
    #expect(first.statistics.exported == 0)
    #expect(first.statistics.received == 5)
    let report = await first.shutdown(deadline: .milliseconds(50))
    try await running
    #expect(report.undeliveredItems == 0)
    #expect(first.statistics.onDisk == 5)

    // The next run delivers it, joined, in what the destination wants now.
    let there = InMemoryExporter(compression: then.wanted)
    let second = pipeline(there, try store())
    #expect(second.statistics.onDisk == 5)
    async let delivering: Void = second.run()
    _ = await second.shutdown(deadline: .seconds(30))
    try await delivering
    let names = try there.requests.flatMap { request in
      try ExportRequest.unsealed(body: ByteBuffer(bytes: request.inflated())).spanNames()
    }
    #expect(names.sorted() == (0..<5).map { "span \($0)" })
    // What was stored as it is leaves as it is.
    let encoding = compression == .none ? .identity : then.encoding
    #expect(there.requests.allSatisfy { $0.contentEncoding == encoding })
    #expect(second.statistics.exported == 5 && second.statistics.received == 5)
    #expect(second.statistics.isBalanced)
    #expect(try store().statistics.recoveredItems == 0)
  }

  /// A pipeline whose requests hold two spans, or wait for an hour.
  private func patient(_ exporter: any SpanExporter, _ clock: ManualClock) throws -> ExportPipeline {
    var configuration = ExportPipeline.Configuration()
    configuration.scheduleDelay = .seconds(3600)
    configuration.maximumBatchItems = 2
    return ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [],
      exporter: exporter,
      store: try store(),
      clock: clock,
      logger: .silent
    )
  }

  @Test("What fills a request waits for no more, and what does not waits for others")
  func fillsARequest() async throws {
    let (clock, exporter) = (ManualClock(), InMemoryExporter())
    let pipeline = try patient(exporter, clock)
    async let running: Void = pipeline.run()
    for number in 0..<5 { #expect(try await send(number..<number + 1, to: pipeline)) }
    while pipeline.statistics.exported < 4 {
      try Task.checkCancellation()
      await Task.yield()
    }
    #expect(pipeline.statistics.isBalanced)
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    // One is alone: the first, if it was there when the reader began, or else the last.
    #expect(exporter.requests.map(\.itemCount).sorted() == [1, 2, 2])
    #expect(pipeline.statistics.exported == 5)
  }

  @Test("What the destination refuses for good is counted, and not sent again by the next run")
  func refused() async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 400)) }
    let first = pipeline(refusing, try store())
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.dropped == [.exportFailed: 2])
    #expect(first.statistics.refusedByStatus == [400: 2])
    #expect(first.statistics.isBalanced)
    #expect(try store().statistics.recoveredItems == 0)
  }

  @Test(
    "What the destination refuses for good is a dead letter before it leaves the queue, and counts as one"
  )
  func deadLetter() async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 400)) }
    let letters = try letters()
    let first = pipeline(refusing, try store(), letters)
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.dropped.isEmpty && first.statistics.deadLettered == 2)
    #expect(first.statistics.refusedByStatus == [400: 2])
    #expect(first.statistics.isBalanced)
    #expect(try store().statistics.recoveredItems == 0)
    let numbers = try letters.folder.numbers()
    #expect(numbers.count == 1)
    let letter = try letters.folder.letter(numbers[0], cipher: nil)
    #expect(letter.status == 400 && letter.reason == "refused" && letter.record.items == 2)
    #expect(try letter.plainRequest()?.spanNames() == ["span 0", "span 1"])
  }

  @Test("What is larger than all dead letters may be is dropped and counted")
  func tooLargeLetter() async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 413)) }
    let first = pipeline(refusing, try store(), try letters(limit: 1))
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.dropped == [.exportFailed: 2] && first.statistics.deadLettered == 0)
    #expect(first.statistics.isBalanced)
  }

  @Test("Where a dead letter cannot be written, its request stays in the queue for the next run")
  func letterNotWritten() async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 400)) }
    let broken = DeadLetterStore(directory: folder.path + "/missing", limit: 1 << 20, cipher: nil)
    let first = pipeline(refusing, try store(), broken)
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.onDisk == 2 && first.statistics.isBalanced)
    #expect(broken.statistics.failures >= 1 && !broken.statistics.isHealthy)
    #expect(try store().statistics.recoveredItems == 2)
  }

  @Test("What was not refused, but not taken in time either, is no dead letter")
  func retriesExhausted() async throws {
    let away = ScriptedExporter { _ in
      .failure(ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503))
    }
    let letters = try letters()
    let first = pipeline(away, try store(), letters)
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.dropped == [.retriesExhausted: 2] && letters.statistics.letters == 0)
  }

  @Test(
    "What the disk does not take is tried again in the same run, and what it has taken is no second letter"
  )
  func keptLater() async throws {
    let refusing = ScriptedExporter { request in
      let error = ExportError(.refused, httpStatus: 400)
      var parts = PartialDelivery()
      parts.add(failed: request.itemCount, error)
      let part = RefusedPart(
        error: error,
        body: request.body,
        isCompressed: false,
        uncompressedBytes: request.uncompressedBytes,
        itemCount: 1
      )
      for _ in 0..<2 { parts.keep(part) }
      return .partial(parts)
    }
    // The first letter is kept, the second only when it is tried for the second time.
    let letters = try letters(on: UnreliableFileSystem(failingRenames: [2]))
    let first = pipeline(refusing, try store(), letters)
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    while first.statistics.deadLettered < 2 {
      #expect(first.statistics.isBalanced)
      try Task.checkCancellation()
      await Task.yield()
    }
    #expect(letters.statistics.letters == 2 && letters.statistics.failures == 1)
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.dropped.isEmpty && first.statistics.isBalanced)
    #expect(refusing.requests.count == 1)
    #expect(try store().statistics.recoveredItems == 0)
  }

  @Test("A drain does not wait for a disk that takes no dead letter: what was refused stays in the queue")
  func neverKept() async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 400)) }
    let letters = try letters(on: UnreliableFileSystem(failingRenames: 1...Int.max))
    let first = pipeline(refusing, try store(), letters)
    async let running: Void = first.run()
    #expect(try await send(0..<2, to: first))
    _ = await first.shutdown(deadline: .seconds(30))
    try await running
    #expect(first.statistics.onDisk == 2 && first.statistics.isBalanced)
    #expect(try store().statistics.recoveredItems == 2)
  }

  /// A destination that takes longer than all attempts together may.
  private struct SlowExporter: SpanExporter {
    var name: String { "slow" }
    var compression: Compression { .none }

    func export(_ request: ExportRequest) async -> ExportResult {
      await withTimeLimit(.milliseconds(100), on: SystemClock()) { await Latch().wait() }
      return Task.isCancelled ? .failure(.cancelled) : .success
    }

    func shutdown(timeout: Duration) async -> FlushResult { .success }
  }

  @Test("No time limit on all attempts together drops what is on disk")
  func slow() async throws {
    let pipeline = pipeline(SlowExporter(), try store())
    async let running: Void = pipeline.run()
    #expect(try await send(0..<3, to: pipeline))
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    #expect(pipeline.statistics.dropped.isEmpty)
    #expect(pipeline.statistics.exported == 3)
  }

  @Test("A sender is told that its request is not stored when the store does not take it")
  func notStored() async throws {
    let store = try store()
    let pipeline = pipeline(InMemoryExporter(), store)
    store.close()
    async let running: Void = pipeline.run()
    #expect(try await !send(0..<1, to: pipeline))
    #expect(pipeline.statistics.dropped == [.notStored: 1])
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
  }
}
