import Dispatch
import NIOCore
import NIOPosix
import OTLP
import Store
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("Workers with enough to do", .timeLimit(.minutes(5)))
struct BusyWorkersTests {
  @Test("What is on disk is delivered also while every thread of the workers has something to do")
  func delivery() async throws {
    let folder = TemporaryDirectory()
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    let threads = NIOThreadPool(numberOfThreads: 1)
    threads.start()
    let (begun, release) = (EventCounter(), DispatchSemaphore(value: 0))
    let exporter = ScriptedExporter()
    var configuration = ExportPipeline.Configuration()
    configuration.workers = 1
    configuration.scheduleDelay = .milliseconds(1)
    let pipeline = ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [
        ClosureProcessor(mayWait: true) { _ in
          begun.increment()
          release.wait()
        }
      ],
      exporter: exporter,
      threadPool: threads,
      store: store,
      logger: .silent
    )
    async let running: Void = pipeline.run()
    try pipeline.submit([SpanData.sample(0)])
    await begun.wait(for: 1)
    let body = try ByteBuffer.traces([SpanData.sample(1)])
    let record = Record(
      signal: Signal.traces.recordNumber,
      arrival: 0,
      items: 1,
      uncompressedBytes: body.readableBytes,
      checksum: 0,
      isCompressed: false,
      label: [],
      body: Array(body.readableBytesView)
    )
    store.append(record) { #expect($0 == .stored) }
    await exporter.ended.wait(for: 1)
    #expect(try exporter.requests.map { try $0.spanNames() } == [["span 1"]])
    release.signal()
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    #expect(try exporter.requests.flatMap { try $0.spanNames() } == ["span 1", "span 0"])
    try await threads.shutdownGracefully()
  }
}
