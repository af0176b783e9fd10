import OTLP
import Redaction
import Store
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("A span processor with a queue on disk", .timeLimit(.minutes(1)))
struct SpanStoreTests {
  private let files = TemporaryDirectory()

  private func store(_ configure: (inout SpanStore) -> Void = { _ in }) -> SpanStore {
    var store = SpanStore(directory: files.path + "/queue")
    store.writeDelay = .milliseconds(1)
    configure(&store)
    return store
  }

  private func processor(
    _ exporter: any SpanExporter,
    _ store: SpanStore,
    clock: any PipelineClock = SystemClock()
  ) throws -> BatchSpanProcessor {
    try BatchSpanProcessor.storing(exporter, store, clock: clock)
  }

  private func segments() throws -> [UInt8] {
    let (disk, folder) = (SystemFileSystem(), files.path + "/queue/traces")
    return try disk.names(in: folder).filter { $0.hasSuffix(".log") }.flatMap { name -> [UInt8] in
      let file = try disk.open("\(folder)/\(name)", writing: false)
      defer { disk.close(file) }
      var bytes = [UInt8](repeating: 0, count: try disk.size(of: file))
      _ = try bytes.withUnsafeMutableBytes { try disk.read(file, at: 0, into: $0) }
      return bytes
    }
  }

  @Test("What ended is on disk, redacted, and the next process delivers it", arguments: [false, true])
  func survives(isEncrypted: Bool) async throws {
    let key = isEncrypted ? try KeyMaterial(fileBytes: (0..<32).map { UInt8($0) }) : nil
    let first = try processor(ScriptedExporter(holds: true), store { $0.key = key })
    async let running: Void = first.run()
    first.endPersonal(0..<20)
    await first.untilStored()
    #expect(first.statistics.exported == 0 && first.statistics.isBalanced)
    let bytes = try segments()
    #expect(bytes.firstRange(of: Array("kim.berg".utf8)) == nil)
    #expect((bytes.firstRange(of: Array("span 3".utf8)) == nil) == isEncrypted)
    _ = await first.shutdown(timeout: .milliseconds(50))
    try await running
    #expect(first.statistics.onDisk == 20 && first.statistics.totalDropped == 0)
    #expect(first.statistics.isBalanced)
    first.endPersonal(20..<21)
    #expect(first.statistics.dropped == [.alreadyShutDown: 1])

    let exporter = InMemoryExporter(compression: .none)
    let second = try processor(exporter, store { $0.key = key })
    #expect(second.statistics.received == 20)
    async let delivering: Void = second.run()
    #expect(await second.shutdown(timeout: .seconds(30)) == .success)
    try await delivering
    #expect(exporter.spans.map(\.name).sorted() == (0..<20).map { "span \($0)" }.sorted())
    #expect(second.statistics.exported == 20 && second.statistics.isBalanced)
  }

  #if compiler(>=6.3)
    @Test("A process that is killed leaves what it has stored to the next one")
    func killed() async throws {
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = (files.path + "/queue") as String] in
        var store = SpanStore(directory: path)
        store.writeDelay = .milliseconds(1)
        let processor = try BatchSpanProcessor.storing(ScriptedExporter(holds: true), store)
        async let running: Void = processor.run()
        processor.endPersonal(0..<100)
        await processor.untilStored()
        kill(getpid(), SIGKILL)
        try await running
      }
      let exporter = InMemoryExporter(compression: .gzip(level: 1))
      let next = try processor(exporter, store())
      async let running: Void = next.run()
      #expect(await next.forceFlush(timeout: .seconds(30)) == .success)
      #expect(Set(exporter.spans.map(\.name)) == Set((0..<100).map { "span \($0)" }))
      #expect(await next.shutdown(timeout: .seconds(30)) == .success)
      try await running
    }
  #endif

  @Test("A folder is one processor's at a time, and another key is refused while spans wait")
  func folder() async throws {
    let key = try KeyMaterial(fileBytes: (0..<32).map { UInt8($0) })
    let first = try processor(ScriptedExporter(holds: true), store { $0.key = key })
    let error = #expect(throws: SpanStoreError.self) { try processor(InMemoryExporter(), store()) }
    #expect(error?.description == "\(files.path)/queue: another process uses the folder")
    async let running: Void = first.run()
    first.endPersonal(0..<1)
    await first.untilStored()
    _ = await first.shutdown(timeout: .milliseconds(1))
    try await running
    #expect(throws: SpanStoreError.self) { try processor(InMemoryExporter(), store()) }
    // One that is never run lets go of the folder with its last reference.
    for _ in 0..<2 {
      #expect(try processor(InMemoryExporter(), store { $0.key = key }).statistics.onDisk == 1)
    }
  }

  @Test("A processor whose task is cancelled leaves what waits on disk, and the folder to others")
  func cancelled() async throws {
    let first = try processor(ScriptedExporter(holds: true), store())
    let running = Task { try await first.run() }
    first.endPersonal(0..<5)
    await first.untilStored()
    running.cancel()
    _ = await running.result
    #expect(first.statistics.isBalanced)
    #expect(try processor(InMemoryExporter(), store()).statistics.onDisk == 5)
  }

  @Test("One that was never run delivers at its end what is there")
  func neverRun() async throws {
    let exporter = InMemoryExporter()
    let processor = try processor(exporter, store())
    processor.endPersonal(0..<3)
    #expect(await processor.shutdown(timeout: .seconds(30)) == .success)
    #expect(exporter.spans.count == 3 && processor.statistics.isBalanced)
  }

  @Test("A flush waits until what was stored before it is delivered, and not for more to send along")
  func flush() async throws {
    let exporter = ScriptedExporter(holds: true)
    let processor = try processor(exporter, store())
    async let running: Void = processor.run()
    processor.endPersonal(0..<3)
    #expect(await processor.forceFlush(timeout: .milliseconds(1)) == .timeout)
    async let flushed = processor.forceFlush(timeout: .seconds(50))
    await exporter.begun.wait(for: 1)
    #expect(processor.statistics.exported == 0)
    exporter.release()
    #expect(await flushed == .success)
    #expect(processor.statistics.exported == 3)
    _ = await processor.shutdown(timeout: .seconds(30))
    try await running
  }

  @Test("What the destination refuses for good is a dead letter, and no success of a flush")
  func refused() async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 422)) }
    let processor = try processor(refusing, store())
    async let running: Void = processor.run()
    processor.endPersonal(0..<3)
    #expect(await processor.forceFlush(timeout: .seconds(30)) == .failure)
    _ = await processor.shutdown(timeout: .seconds(30))
    try await running
    #expect(processor.statistics.deadLettered == 3 && processor.statistics.isBalanced)
    #expect(try DeadLetterFolder(of: files.path + "/queue").numbers().count == 1)
  }

  /// Has given up every request before it takes one.
  private func givingUp(_ times: Int) -> ScriptedExporter {
    let left = Mutex(times)
    return ScriptedExporter { _ in
      let isLast = left.withLock { left in
        left -= 1
        return left < 0
      }
      return isLast
        ? .success : .failure(ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503))
    }
  }

  @Test("What the exporter gives up is tried anew for as long as it is on disk")
  func outlasts() async throws {
    let (clock, exporter) = (ManualClock(), givingUp(3))
    let processor = try processor(exporter, store(), clock: clock)
    async let running: Void = processor.run()
    processor.endPersonal(0..<2)
    while exporter.requests.count < 4 {
      clock.advance(by: .milliseconds(100))
      await Task.yield()
    }
    _ = await processor.shutdown(timeout: .seconds(30))
    try await running
    #expect(processor.statistics.exported == 2 && processor.statistics.totalDropped == 0)
    #expect(exporter.requests.dropFirst().allSatisfy { $0.age == .zero })
  }

  @Test("What has become too old is dropped, also by the next process")
  func tooOld() async throws {
    let first = try processor(ScriptedExporter(holds: true), store())
    async let running: Void = first.run()
    first.endPersonal(0..<3)
    await first.untilStored()
    _ = await first.shutdown(timeout: .milliseconds(1))
    try await running
    let second = try processor(givingUp(.max), store { $0.maximumAge = .zero })
    async let delivering: Void = second.run()
    #expect(await second.forceFlush(timeout: .seconds(30)) == .failure)
    #expect(second.statistics.dropped == [.retriesExhausted: 3] && second.statistics.isBalanced)
    _ = await second.shutdown(timeout: .seconds(30))
    try await delivering
    #expect(second.statistics.onDisk == 0)
  }

  @Test("At the end, what the exporter gives up stays on disk")
  func givenUpAtTheEnd() async throws {
    let processor = try processor(givingUp(.max), store())
    processor.endPersonal(0..<2)
    #expect(await processor.shutdown(timeout: .seconds(30)) == .success)
    #expect(processor.statistics.onDisk == 2 && processor.statistics.totalDropped == 0)
  }

  @Test("A full store drops what is new, or what is oldest where that is wanted", arguments: [false, true])
  func full(dropsOldest: Bool) async throws {
    let exporter = ScriptedExporter(holds: true)
    let processor = try processor(
      exporter,
      store {
        $0.maximumBytes = 1
        $0.dropsOldest = dropsOldest
      }
    )
    async let running: Void = processor.run()
    let reason = dropsOldest ? DropReason.dropOldest : .notStored
    var number = 0
    // A megabyte of what does not compress.
    while processor.statistics.dropped[reason] == nil {
      var span = SpanData.sample(number)
      span.attributes["noise"] = .bytes((0..<50_000).map { _ in UInt8.random(in: .min ... .max) })
      processor.onEnd(span)
      await processor.untilStored()
      number += 1
      try #require(number < 1000)
    }
    #expect(processor.statistics.isBalanced)
    _ = await processor.shutdown(timeout: .milliseconds(1))
    try await running
    #expect(processor.statistics.isBalanced)
  }
}

extension BatchSpanProcessor {
  fileprivate static func storing(
    _ exporter: any SpanExporter,
    _ store: SpanStore,
    clock: any PipelineClock = SystemClock()
  ) throws -> BatchSpanProcessor {
    try BatchSpanProcessor(
      configuration: Configuration(),
      transforms: [RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))],
      exporter: exporter,
      store: store,
      clock: clock,
      logger: .silent
    )
  }

  fileprivate func endPersonal(_ numbers: Range<Int>) {
    for number in numbers {
      onEnd(SpanData.sample(number, attributes: ["note": "mail kim.berg@post.example"]))
    }
  }

  /// Until all that has ended is on disk, or dropped.
  fileprivate func untilStored() async {
    while !Task.isCancelled {
      let front = pipeline.statistics
      if front.queued + front.inFlight == 0 { return }
      await Task.yield()
    }
  }
}
