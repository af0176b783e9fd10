import NIOCore
import OTLP
import Store
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("A queue on disk for requests that are redacted already", .timeLimit(.minutes(5)))
struct RedactedQueueTests {
  private let folder = TemporaryDirectory()

  private func queue(_ exporter: any SpanExporter, isOpen: Bool = true, bytes: Int = 1 << 30) throws
    -> RedactedQueue
  {
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: bytes), run: { $0() })
    if isOpen { try store.open() }
    return RedactedQueue(
      signal: .traces,
      settings: .init(maximumAge: .seconds(3600)),
      exporter: exporter,
      store: store,
      deadLetters: nil,
      logger: .silent
    )
  }

  private func store(_ number: Int, in queue: RedactedQueue) async throws -> Bool {
    let headers = ForwardedHeaders([("x-mlflow-experiment-id", "7")])
    let sealed = try #require(queue.seal(.traces([.sample(number)]), items: 1, headers: headers))
    return await queue.append(sealed)
  }

  @Test(
    "What is stored is delivered by this run or the next, with its headers",
    arguments: [Compression.none, .gzip(level: 1)]
  )
  func delivers(compression: Compression) async throws {
    let first = try queue(ScriptedExporter(compression: compression, holds: true))
    async let running: Void = first.run()
    for number in 0..<3 { #expect(try await store(number, in: first)) }
    #expect(first.statistics.isBalanced && first.statistics.received == 3)
    await first.shutdown(within: .milliseconds(50))
    await running
    #expect(first.statistics.isBalanced && first.statistics.onDisk == 3)

    let there = InMemoryExporter(compression: compression)
    let second = try queue(there)
    async let delivering: Void = second.run()
    #expect(try await store(3, in: second))
    #expect(await second.flush(within: .seconds(60)) == .success)
    await second.shutdown(within: .seconds(30))
    await delivering
    let names = try there.requests.flatMap { request in
      try ExportRequest.unsealed(body: ByteBuffer(bytes: request.inflated())).spanNames()
    }
    #expect(names.sorted() == (0..<4).map { "span \($0)" })
    #expect(there.requests.allSatisfy { $0.headers.fields.map(\.value) == ["7"] })
    #expect(second.statistics.isBalanced && second.statistics.exported == 4)
  }

  @Test("What the disk does not take is not acknowledged, and counts as not stored")
  func closed() async throws {
    let queue = try queue(InMemoryExporter(), isOpen: false)
    #expect(try await store(0, in: queue) == false)
    #expect(queue.statistics.dropped == [.notStored: 1] && queue.statistics.isBalanced)
  }

  @Test("A full queue says so")
  func full() async throws {
    let queue = try queue(InMemoryExporter(), bytes: 4096)
    #expect(queue.hasRoom(for: 1000) && !queue.hasRoom(for: 5000))
  }
}
