import NIOCore
import OTLP
import Store
import TestSupport
import Testing

@testable import TraceVeil

@Suite("The end of a queue on disk", .timeLimit(.minutes(2)))
struct StoredDrainTests {
  /// Whose destination nobody listens at.
  private struct DeadExporter: SpanExporter {
    let retries = RetryLoop(policy: RetryPolicy(), clock: SystemClock(), logger: .silent)

    var name: String { "dead" }
    var statistics: ExporterStatistics { retries.statistics }

    func export(_ request: ExportRequest) async -> ExportResult {
      await retries.deliver(bytes: 1) { .retryable(.connectionFailed) }
    }

    func beginDrain(within limit: Duration) { retries.beginDrain(within: limit) }
    func stopRetrying() { retries.stop() }
    func shutdown(timeout: Duration) async -> FlushResult { .success }
  }

  @Test(
    "A destination that is found to be away during the drain is not waited for, and all of it stays on disk"
  )
  func away() async throws {
    let folder = TemporaryDirectory()
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    let pipeline = ExportPipeline(
      signal: .traces,
      configuration: ExportPipeline.Configuration(),
      transforms: [],
      exporter: DeadExporter(),
      store: store,
      logger: .silent
    )
    async let running: Void = pipeline.run()
    try pipeline.submit(SpanData.samples(3))
    // Far beyond what the test may take.
    let report = await pipeline.shutdown(deadline: .seconds(3600))
    try await running
    #expect(report.completed && report.undeliveredItems == 0)
    #expect(pipeline.statistics.onDisk == 3 && pipeline.statistics.isBalanced)
  }
}
