import NIOCore
import OTLP
import Redaction
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct InMemoryExporterTests {
  private let request = ExportRequest.unsealed(body: ByteBuffer(string: "body"))

  @Test func keepsWhatItIsGiven() async {
    let exporter = InMemoryExporter()
    #expect(await exporter.export(request) == .success)
    #expect(exporter.requests.map(\.body) == [request.body])
    exporter.reset()
    #expect(exporter.requests.isEmpty)
  }

  @Test(arguments: [Compression.none, .gzip(level: 1)])
  func showsSpansAsADestinationWouldHaveGotThem(compression: Compression) async throws {
    let exporter = InMemoryExporter(compression: compression)
    let redaction = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let processor = BatchSpanProcessor.test(exporter, transforms: [redaction])
    var span = SpanData.samples(1)[0]
    span.attributes = ["to": "kim@post.example", "n": 7]
    span.resource = Resource(attributes: ["service.name": "shop"])
    try await processor.whileRunning { processor.onEnd(span) }
    span.attributes = ["to": "<EMAIL_ADDRESS>", "n": 7]
    #expect(exporter.spans == [span])
  }

  /// A wrapped exporter's own executor is as good as any.
  @Test func runsWhereTheExporterSays() async throws {
    let executor = CountingExecutor()
    let memory = InMemoryExporter()
    let processor = BatchSpanProcessor.test(Wrapping(base: memory, executor: executor))
    try await processor.whileRunning { processor.end(1) }
    #expect(memory.requests.count == 1)
    #expect(executor.jobs.withLock { $0 } > 0)
  }

  private struct Wrapping: SpanExporter {
    let base: InMemoryExporter
    let executor: (any TaskExecutor)?

    var name: String { "wrapping" }

    func export(_ request: ExportRequest) async -> ExportResult { await base.export(request) }
    func shutdown(timeout: Duration) async -> FlushResult { await base.shutdown(timeout: timeout) }
  }

  private final class CountingExecutor: TaskExecutor {
    let jobs = Mutex(0)

    func enqueue(_ job: consuming ExecutorJob) {
      jobs.withLock { $0 += 1 }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  @Test func keepsTheContractOfExporters() async throws {
    let violations = try await SpanExporterContract.violations(
      by: { InMemoryExporter(maximumConcurrentExports: 4) },
      request: request
    )
    #expect(violations == [])
  }

  @Test func contractFindsWhatIsWrong() async throws {
    let violations = try await SpanExporterContract.violations(
      by: { ScriptedExporter { _ in .failure(ExportError(.refused)) } },
      request: request
    )
    #expect(!violations.isEmpty)
  }
}
