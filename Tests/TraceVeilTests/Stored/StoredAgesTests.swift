import NIOCore
import OTLP
import Store
import TestSupport
import Testing

@testable import TraceVeil

/// Requests on disk that are sent together are each judged by their own age.
@Suite("Ages of stored requests", .timeLimit(.minutes(5)))
struct StoredAgesTests {
  private static let limit = Duration.seconds(60)
  private static let now = UInt64(1_750_000_000_000)

  /// A span by each number, so many seconds old.
  private func record(_ numbers: Range<Int>, age: Int) throws -> Record {
    let body = Array(try ByteBuffer.traces(numbers.map { SpanData.sample($0) }).readableBytesView)
    return Record(
      signal: Signal.traces.recordNumber,
      arrival: UInt64(Int64(Self.now) - Int64(age) * 1000),
      items: numbers.count,
      uncompressedBytes: body.count,
      checksum: 0,
      isCompressed: false,
      label: [],
      body: body
    )
  }

  @Test(
    "Whatever the ages, what is too old is parted from the rest, which is the same spans in their order",
    arguments: [Compression.none, .gzip(level: 1), .zstd(level: 1)]
  )
  func divided(compression: Compression) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      var batch = StoredBatch(ForwardedHeaders(), isCompressed: false)
      // From the future to long ago, in any order.
      let ages = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Int.random(in: -30...90, using: &random)
      }
      var (next, numbers) = (0, [Range<Int>]())
      for (place, age) in ages.enumerated() {
        numbers.append(next..<next + Int.random(in: 1...3, using: &random))
        next = numbers[place].upperBound
        var record = try record(numbers[place], age: age)
        record.sequence = UInt64(place + 1)
        batch.append(record)
      }
      var compressor = BodyCompressor(.none)
      var request = try batch.request(of: .traces, for: .none, with: &compressor)
      if compression != .none { request = try request.recompressed(compression) }
      var left = StoredRequest(batch, request)
      left.begin(at: Self.now, maximumAge: Self.limit, keepsRefused: true)
      #expect(left.request.age == .seconds(max(0, ages.max() ?? 0)), "seed \(seed)")

      // Again and again, until none is younger.
      var (elapsed, began, places) = (0, 0, Array(ages.indices))
      for _ in 0..<20 {
        let (old, young) = places.reduce(into: ([Int](), [Int]())) { parts, place in
          if max(0, ages[place]) + elapsed < 60 { parts.1.append(place) } else { parts.0.append(place) }
        }
        let parts = left.divided(after: .seconds(elapsed - began))
        if old.isEmpty || young.isEmpty {
          #expect(parts == nil, "seed \(seed)")
        } else {
          let parts = try #require(parts, "seed \(seed)")
          #expect(parts.old.records.map(\.sequence) == old.map { UInt64($0 + 1) }, "seed \(seed)")
          #expect(parts.young.records.records.map(\.sequence) == young.map { UInt64($0 + 1) }, "seed \(seed)")
          left = parts.young
          (began, places) = (elapsed, young)
          let names = young.flatMap { numbers[$0].map { "span \($0)" } }
          let plain = try left.request.recompressed(.none)
          #expect(try plain.spanNames() == names, "seed \(seed)")
          #expect(left.request.itemCount == names.count && left.records.items == names.count)
          #expect(left.request.joined.count == (young.count > 1 ? young.count : 0))
          #expect(left.request.contentEncoding == request.contentEncoding)
          #expect(left.request.keepsRefused)
          #expect(left.request.age == .seconds(young.map { max(0, ages[$0]) + elapsed }.max() ?? 0))
        }
        elapsed += Int.random(in: 0...9, using: &random)
      }
    }
  }

  @Test("Where nobody judges them one by one, or one is alone, nothing is parted")
  func whole() throws {
    for (ages, limit) in [([10, 100], nil), ([100], Self.limit)] as [([Int], Duration?)] {
      var batch = StoredBatch(ForwardedHeaders(), isCompressed: false)
      for age in ages { batch.append(try record(0..<1, age: age)) }
      var compressor = BodyCompressor(.none)
      var request = StoredRequest(batch, try batch.request(of: .traces, for: .none, with: &compressor))
      request.begin(at: Self.now, maximumAge: limit, keepsRefused: false)
      #expect(request.request.age == .seconds(100))
      #expect(request.divided(after: .zero) == nil)
    }
  }

  /// Answers 503 until a moment, to attempts that the policy spaces as long as it can.
  private struct AwayExporter: SpanExporter {
    let clock: ManualClock
    let back: Duration
    let retries: RetryLoop
    let taken = ScriptedExporter()

    init(_ clock: ManualClock, back: Duration, givingUpAfter limit: Duration = StoredAgesTests.limit) {
      (self.clock, self.back) = (clock, back)
      var policy = RetryPolicy()
      policy.maximumElapsed = limit
      (policy.initialBackoff, policy.maximumBackoff) = (.seconds(7200), .seconds(7200))
      retries = RetryLoop(policy: policy, clock: clock, logger: .silent, random: { 0.5 })
    }

    var name: String { "away" }

    func export(_ request: ExportRequest) async -> ExportResult {
      await retries.deliver(bytes: 1, age: request.age, timeLeft: request.timeLeft) {
        guard clock.now >= back else { return .retryable(.unavailable, httpStatus: 503) }
        _ = await taken.export(request)
        return .delivered(rejectedItems: 0)
      }
    }

    func stopRetrying() { retries.stop() }
    func shutdown(timeout: Duration) async -> FlushResult { .success }
  }

  @Test(
    "Where the exporter gives up sooner, each is tried anew until it is too old, and dropped then",
    arguments: [
      // Ages, when what ends a wait does, when the destination is back, and how many it gets.
      ([30], [30, 35, 95, 100, 120], 1000, 0), ([30], [30, 35, 95, 100, 120], 120, 1),
      ([30, 90], [5, 60, 65, 120], 1000, 0), ([90, 30], [5, 60, 65], 61, 1),
      ([30, 90], [5, 60], 60, 2), ([200], [], 1000, 0), ([200], [], 0, 1),
    ] as [([Int], [Int], Int, Int)]
  )
  func outlasting(ages: [Int], moments: [Int], back: Int, taken: Int) async throws {
    let folder = TemporaryDirectory()
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    let clock = ManualClock(unixTime: Int64(Self.now / 1000))
    for (number, age) in ages.enumerated() {
      store.append(try record(number..<number + 1, age: age)) { #expect($0 == .stored) }
    }
    let exporter = AwayExporter(clock, back: .seconds(back), givingUpAfter: .seconds(60))
    let delivery = StoredDelivery(
      signal: .traces,
      store: store,
      exporter: exporter,
      settings: StoredDelivery.Settings(
        batch: BatchLimits(items: ages.count),
        scheduleDelay: .seconds(1),
        failureLogInterval: .seconds(60),
        maximumAge: .seconds(150),
        outlastsExporter: true
      ),
      threads: PipelineThreads(pool: nil, count: 1),
      clock: clock,
      logger: .silent
    )
    async let running: Void = delivery.run()
    for moment in moments {
      await clock.waitForSleeper(until: .seconds(moment))
      clock.advance(by: .seconds(moment) - clock.now)
    }
    var statistics: PipelineStatistics { delivery.statistics { PipelineStatistics() } }
    while statistics.exported + statistics.totalDropped < ages.count {
      try Task.checkCancellation()
      await Task.yield()
    }
    let dropped = ages.count - taken
    #expect(statistics.exported == taken && statistics.isBalanced)
    #expect(statistics.dropped == (dropped > 0 ? [.retriesExhausted: dropped] : [:]))
    #expect(store.isDone(below: store.end))
    await delivery.shutdown(within: .seconds(30))
    await running
  }

  @Test("Each is tried until it is too old, dropped then, and not when another is", arguments: 0..<6)
  func each(number: Int) async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryDirectory()
    let store = QueueStore(folder: folder.path + "/traces", space: DiskSpace(limit: 1 << 30), run: { $0() })
    try store.open()
    let clock = ManualClock(unixTime: Int64(Self.now / 1000))
    let ages = (0..<Int.random(in: 2...20, using: &random)).map { _ in Int.random(in: 0...59, using: &random)
    }
    for (number, age) in ages.enumerated() {
      store.append(try record(number..<number + 1, age: age)) { #expect($0 == .stored) }
    }
    // It is back at one of their last attempts, or after all of them.
    let lastAttempts = Set(ages.map { 60 - $0 }).sorted()
    let back = (lastAttempts + [1000]).randomElement(using: &random) ?? 1000
    let exporter = AwayExporter(clock, back: .seconds(back))
    var configuration = ExportPipeline.Configuration()
    configuration.maximumStoredAge = Self.limit
    let pipeline = ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [],
      exporter: exporter,
      store: store,
      clock: clock,
      logger: .silent
    )
    async let running: Void = pipeline.run()
    for moment in lastAttempts where moment <= back {
      // What became too old before has been counted by now.
      await clock.waitForSleeper(until: .seconds(moment))
      let gone = ages.count { 60 - $0 < moment }
      #expect(pipeline.statistics.dropped == (gone > 0 ? [.retriesExhausted: gone] : [:]), "seed \(seed)")
      #expect(pipeline.statistics.exported == 0 && pipeline.statistics.isBalanced)
      clock.advance(by: .seconds(moment) - clock.now)
    }
    let dropped = ages.count { 60 - $0 < back }
    while pipeline.statistics.exported + pipeline.statistics.totalDropped < ages.count {
      try Task.checkCancellation()
      await Task.yield()
    }
    #expect(pipeline.statistics.totalDropped == dropped, "seed \(seed)")
    #expect(pipeline.statistics.isBalanced && store.isDone(below: store.end))
    let names = try exporter.taken.requests.flatMap { try $0.spanNames() }
    #expect(names == ages.indices.filter { 60 - ages[$0] >= back }.map { "span \($0)" }, "seed \(seed)")
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    #expect(pipeline.statistics.isBalanced && pipeline.statistics.exported == ages.count - dropped)
  }
}
