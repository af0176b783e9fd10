import Dispatch
import OTLP
import Store
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("Requests that share a sync", .timeLimit(.minutes(5)))
struct SharedSyncTests {
  private let folder = TemporaryDirectory()

  /// - Returns: Whether its sender is told that it is stored.
  private func send(_ number: Int, to pipeline: ExportPipeline) async throws -> Bool {
    try await withCheckedThrowingContinuation { continuation in
      do {
        let receipt = RequestReceipt { continuation.resume(returning: $0 == .taken(rejectedItems: 0)) }
        try pipeline.submit([SpanData.sample(number)], receipt: receipt)
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  @Test(
    "What is ready waits for what another worker is at, but not for one who may wait for somebody else",
    arguments: [false, true]
  )
  func sync(mayWait: Bool) async throws {
    let space = DiskSpace(limit: 1 << 30)
    let store = QueueStore(folder: folder.path + "/traces", space: space, run: { $0() })
    try store.open()
    let (begun, release) = (EventCounter(), DispatchSemaphore(value: 0))
    var configuration = ExportPipeline.Configuration()
    configuration.workers = 2
    let pipeline = ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [
        ClosureProcessor(mayWait: mayWait) { batch in
          var isFirst = false
          try batch.editSpans { span in isFirst = isFirst || span.name == "span 0" }
          guard isFirst else { return }
          begun.increment()
          release.wait()
        }
      ],
      exporter: InMemoryExporter(),
      store: store,
      logger: .silent
    )
    async let running: Void = pipeline.run()
    async let first = send(0, to: pipeline)
    await begun.wait(for: 1)
    async let second = send(1, to: pipeline)
    if mayWait {
      #expect(try await second)
    } else {
      // It is with the store by then.
      while space.used == 0 {
        try Task.checkCancellation()
        await Task.yield()
      }
    }
    release.signal()
    #expect(try await first)
    #expect(try await second)
    // That of the file's beginning is one of them.
    #expect(store.statistics.syncs == (mayWait ? 3 : 2))
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
  }
}
