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
    "While more waits, what is ready waits for it and for what another worker is at, but not for one who may wait for somebody else",
    arguments: [false, true]
  )
  func sync(mayWait: Bool) async throws {
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    let begun = EventCounter()
    let releases = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
    var configuration = ExportPipeline.Configuration()
    configuration.workers = 2
    let pipeline = ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [
        ClosureProcessor(mayWait: mayWait) { batch in
          var number: Int?
          try batch.editSpans { span in number = ["span 0", "span 1"].firstIndex(of: span.name) ?? number }
          guard let number else { return }
          begun.increment()
          releases[number].wait()
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
    await begun.wait(for: 2)
    async let third = send(2, to: pipeline)
    while pipeline.queuedItems == 0 {
      try Task.checkCancellation()
      await Task.yield()
    }
    releases[1].signal()
    // Nothing waits behind the third, so nobody waits for the first.
    #expect(try await second)
    #expect(try await third)
    releases[0].signal()
    #expect(try await first)
    // That of the file's beginning is one of them.
    #expect(store.statistics.syncs == (mayWait ? 4 : 3))
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
  }
}
