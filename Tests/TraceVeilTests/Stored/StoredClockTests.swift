import OTLP
import Store
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

/// The time of day may be anything at any moment: it is written with each request, and read by another run.
@Suite("A queue on disk and a clock that jumps", .timeLimit(.minutes(5)))
struct StoredClockTests {
  /// Of which the time of day is what a test wants, and whose moments are those of the system.
  private final class JumpingClock: PipelineClock {
    private let base = SystemClock()
    private let times: Mutex<(all: [Int64], random: SeededGenerator)>

    init(_ times: [Int64], seed: UInt64) { self.times = Mutex((times, SeededGenerator(seed: seed))) }

    var now: Duration { base.now }
    var unixTime: Int64 { times.withLock { $0.all.randomElement(using: &$0.random) ?? 0 } }
    func sleep(until moment: Duration) async throws { try await base.sleep(until: moment) }
  }

  private let folder = TemporaryDirectory()

  private func pipeline(
    _ exporter: any SpanExporter,
    _ clock: JumpingClock,
    maximumAge: Duration? = nil
  ) throws -> (pipeline: ExportPipeline, letters: DeadLetterStore) {
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    let letters = DeadLetterStore(directory: folder.path, limit: 1 << 20, cipher: nil)
    try letters.open()
    var configuration = ExportPipeline.Configuration()
    configuration.scheduleDelay = .milliseconds(1)
    configuration.maximumStoredAge = maximumAge
    let pipeline = ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [],
      exporter: exporter,
      store: store,
      deadLetters: letters,
      clock: clock,
      logger: .silent
    )
    return (pipeline, letters)
  }

  private func send(_ numbers: Range<Int>, to pipeline: ExportPipeline) async throws {
    for number in numbers {
      let isTaken = try await withCheckedThrowingContinuation { continuation in
        do {
          let receipt = RequestReceipt { continuation.resume(returning: $0 == .taken(rejectedItems: 0)) }
          try pipeline.submit([SpanData.sample(number)], receipt: receipt)
        } catch {
          continuation.resume(throwing: error)
        }
      }
      #expect(isTaken)
    }
  }

  /// Before 1970, then, now, and long after all of us.
  private static let anyTime: [Int64] = [-1 << 40, -1, 0, 1, 1_750_000_000, 4_102_444_800, 1 << 40]

  @Test(
    "Whatever each look at the clock says, all is delivered once or a dead letter, and none is dropped",
    arguments: 0..<5
  )
  func jumps(number: Int) async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    let clock = JumpingClock(Self.anyTime, seed: seed)
    let first = try pipeline(ScriptedExporter(holds: true), clock).pipeline
    async let running: Void = first.run()
    try await send(0..<8, to: first)
    #expect(first.statistics.isBalanced && first.statistics.oldestItemAge >= .zero, "seed \(seed)")
    _ = await first.shutdown(deadline: .milliseconds(50))
    try await running
    #expect(first.statistics.onDisk == 8 && first.statistics.dropped.isEmpty, "seed \(seed)")

    let there = ScriptedExporter { request in
      let names = (try? request.spanNames()) ?? []
      return names.contains("span 9") ? .failure(ExportError(.refused, httpStatus: 400)) : .success
    }
    let (second, letters) = try pipeline(there, clock)
    async let delivering: Void = second.run()
    while second.statistics.exported < 8 {
      #expect(second.statistics.isBalanced && second.statistics.oldestItemAge >= .zero, "seed \(seed)")
      try Task.checkCancellation()
      await Task.yield()
    }
    try await send(9..<10, to: second)
    _ = await second.shutdown(deadline: .seconds(30))
    try await delivering
    #expect(second.statistics.exported == 8 && second.statistics.deadLettered == 1, "seed \(seed)")
    #expect(second.statistics.dropped.isEmpty && second.statistics.isBalanced, "seed \(seed)")
    #expect(try letters.folder.numbers().count == 1)
  }

  /// Answers 503 to what is not too old for another attempt, and then takes it: as many attempts as it is asked for.
  private struct JudgingExporter: SpanExporter {
    let limit: Duration
    var name: String { "judging" }

    func export(_ request: ExportRequest) async -> ExportResult {
      guard request.age >= limit else { return .success }
      return .failure(ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503))
    }

    func shutdown(timeout: Duration) async -> FlushResult { .success }
  }

  @Test(
    "With a limit of age a clock that is set back makes nothing old, and one that is ahead makes old what it is ahead by",
    arguments: [
      (Int64(1_750_000_000), Int64(0), 0), (1_750_000_000, 1_750_000_030, 0),
      (1_750_000_000, 1_750_003_600, 4),
    ]
  )
  func limit(stored: Int64, read: Int64, dropped: Int) async throws {
    let first = try pipeline(ScriptedExporter(holds: true), JumpingClock([stored], seed: 0)).pipeline
    async let running: Void = first.run()
    try await send(0..<4, to: first)
    _ = await first.shutdown(deadline: .milliseconds(50))
    try await running
    let limit = Duration.seconds(3600)
    let second = try pipeline(JudgingExporter(limit: limit), JumpingClock([read], seed: 0), maximumAge: limit)
      .pipeline
    async let delivering: Void = second.run()
    _ = await second.shutdown(deadline: .seconds(30))
    try await delivering
    #expect(second.statistics.exported == 4 - dropped && second.statistics.isBalanced)
    #expect(second.statistics.dropped == (dropped > 0 ? [.retriesExhausted: dropped] : [:]))
  }
}
