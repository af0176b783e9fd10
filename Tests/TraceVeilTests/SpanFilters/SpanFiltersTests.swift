import OTLP
import Redaction
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("Filters of a pipeline", .timeLimit(.minutes(5)))
struct SpanFiltersTests {
  private let exporter = InMemoryExporter()

  private func processor(_ transforms: [any BatchTransform] = []) -> BatchSpanProcessor {
    .test(exporter, transforms: transforms)
  }

  private func spans() throws -> [SpanData] { try exporter.requests.flatMap { try $0.spans() } }

  @Test("They run in their order, on what the one before has left")
  func order() async throws {
    let processor = processor()
    processor.configure(filters: [{ $0.name += " a" }, { $0.name += " b" }, { $0.name += " c" }])
    try await processor.whileRunning { processor.end(2) }
    #expect(try spans().map(\.name) == ["span 0 a b c", "span 1 a b c"])
    #expect(processor.statistics.exported == 2)
  }

  @Test("What they leave is redacted")
  func redaction() async throws {
    let redaction = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let processor = processor([redaction])
    processor.configure(filters: [{ $0.attributes["note"] = "by bob@example.com" }])
    try await processor.whileRunning { processor.end(1) }
    #expect(try spans().map { $0.attributes["note"] } == ["by <EMAIL_ADDRESS>"])
  }

  @Test("One that throws drops the batch: nothing of it is sent, and it is counted")
  func throwing() async throws {
    struct Refusal: Error {}
    let processor = processor()
    processor.configure(filters: [
      { span in if span.name == "span 1" { throw Refusal() } }
    ])
    try await processor.whileRunning {
      processor.end(3)
      #expect(await processor.forceFlush(timeout: .seconds(30)) == .failure)
      #expect(exporter.requests.isEmpty)
      #expect(processor.statistics.dropped == [.processorFailed: 3])
      processor.end(2, from: 5)
    }
    #expect(try spans().map(\.name) == ["span 5", "span 6"])
    #expect(processor.statistics.isBalanced)
  }

  @Test("They are replaced and taken away while the pipeline runs; redaction stays")
  func reset() async throws {
    let redaction = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let processor = processor([redaction])
    try await processor.whileRunning {
      let lists: [[SpanFilter]] = [[{ $0.name += " a" }], [{ $0.name += " b" }], []]
      for (number, filters) in lists.enumerated() {
        processor.configure(filters: filters)
        processor.end(1, from: number)
        _ = await processor.forceFlush(timeout: .seconds(30))
      }
      processor.configure(filters: [{ $0.name += " c" }])
      processor.reset()
      processor.onEnd(.sample(3, attributes: ["note": "bob@example.com"]))
    }
    #expect(try spans().map(\.name) == ["span 0 a", "span 1 b", "span 2", "span 3"])
    #expect(try spans().last?.attributes["note"] == "<EMAIL_ADDRESS>")
  }

  @Test("A batch is seen by one list, whatever is configured meanwhile")
  func consistency() async throws {
    let processor = processor()
    let seen = Mutex(0)
    processor.configure(filters: [
      { span in
        span.name += " a"
        if seen.withLock({
          $0 += 1
          return $0
        }) == 1 {
          processor.reset()
        }
      },
      { $0.name += " b" },
    ])
    processor.end(3)
    try await processor.whileRunning {}
    #expect(try spans().map(\.name) == ["span 0 a b", "span 1 a b", "span 2 a b"])
  }

  @Test("The gateway's pipeline has them too")
  func exportPipeline() async throws {
    let pipeline = ExportPipeline.test(exporter)
    pipeline.configure(filters: [{ $0.outputs = "[REDACTED]" }])
    try await pipeline.whileRunning {
      try pipeline.submit([.sample(0, attributes: ["output.value": "secret"])])
      _ = await pipeline.forceFlush(timeout: .seconds(30))
      pipeline.reset()
      try pipeline.submit([.sample(1, attributes: ["output.value": "kept"])])
    }
    #expect(try spans().map { $0.attributes["output.value"] } == ["[REDACTED]", "kept"])
  }

  @Test("A batch that a filter makes too large is dropped")
  func failsClosed() throws {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 64 << 10)
    try batch.append(SpanData.samples(2))
    let filters = SpanFilters([{ $0.attributes["big"] = .string(String(repeating: "x", count: 64 << 10)) }])
    var failed = false
    do { try filters.transform(&batch) } catch { failed = true }
    #expect(failed)
  }
}
