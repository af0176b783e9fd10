import NIOCore
import OTLP
import Store
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite("Several destinations, each with a queue on disk", .timeLimit(.minutes(5)))
struct StoredFanOutTests {
  private let folder = TemporaryDirectory()

  /// - Parameter limit: Of its bytes.
  private func store(_ name: String, limit: Int = 1 << 30, isOpen: Bool = true) throws -> QueueStore {
    let store = QueueStore(
      folder: "\(folder.path)/\(name)",
      space: DiskSpace(limit: limit),
      run: { $0() }
    )
    if isOpen { try store.open() }
    return store
  }

  private func pipeline(
    _ destinations: [(exporter: any SpanExporter, store: QueueStore)],
    rule: DeliveryRule = .all,
    routing: RequestRouting? = nil
  ) -> FanOutPipeline {
    var configuration = ExportPipeline.Configuration()
    configuration.workers = 2
    configuration.scheduleDelay = .milliseconds(1)
    return FanOutPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [],
      destinations: destinations.enumerated().map { number, one in
        .init(
          name: "\(number)",
          exporter: one.exporter,
          disk: .init(store: one.store, deadLetters: nil, maximumAge: nil)
        )
      },
      rule: rule,
      routing: routing,
      budget: ByteBudget(limit: 1 << 20),
      logger: .silent
    )
  }

  /// - Returns: How the request ended for its sender; nil where it was not accepted.
  private func send(_ spans: [SpanData], to pipeline: FanOutPipeline) async throws -> RequestEnding? {
    try await withCheckedThrowingContinuation { continuation in
      do {
        let ended = Latch()
        let receipt = RequestReceipt { if ended.open() { continuation.resume(returning: $0) } }
        let result = try pipeline.submit(spans, receipt: receipt)
        if result != .accepted, ended.open() { continuation.resume(returning: nil) }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private func balanced(_ pipeline: FanOutPipeline) -> [PipelineStatistics] {
    let all = pipeline.destinationStatistics.map(\.statistics)
    #expect(all.allSatisfy { $0.isBalanced } && pipeline.statistics.isBalanced)
    return all
  }

  @Test(
    "A sender is told when each destination has it on disk, and the next run delivers what one has not taken"
  )
  func copies() async throws {
    let (away, live) = (ScriptedExporter(holds: true), InMemoryExporter())
    let first = pipeline([(away, try store("away")), (live, try store("live"))])
    async let running: Void = first.run()
    for number in 0..<5 { #expect(try await send([.sample(number)], to: first) == .taken(rejectedItems: 0)) }
    while balanced(first)[1].exported < 5 { await Task.yield() }
    #expect(balanced(first)[0].exported == 0)
    let report = await first.shutdown(deadline: .milliseconds(50))
    try await running
    #expect(report.undeliveredItems == 0)
    #expect(balanced(first).map(\.onDisk) == [5, 0])
    #expect(first.statistics.received == 10 && first.statistics.exported == 5)

    let there = InMemoryExporter(compression: .gzip(level: 1))
    let second = pipeline([(there, try store("away")), (live, try store("live"))])
    #expect(balanced(second).map(\.onDisk) == [5, 0])
    async let delivering: Void = second.run()
    _ = await second.shutdown(deadline: .seconds(30))
    try await delivering
    #expect(there.requests.reduce(0) { $0 + $1.itemCount } == 5)
    #expect(live.requests.reduce(0) { $0 + $1.itemCount } == 5)
    #expect(balanced(second).map(\.exported) == [5, 0])
  }

  @Test("Any: one whose queue is full or fails loses its copy, and the others have theirs")
  func anyWithoutRoom() async throws {
    let live = InMemoryExporter()
    let pipeline = pipeline(
      [
        (InMemoryExporter(), try store("full", limit: 64)),
        (InMemoryExporter(), try store("broken", isOpen: false)), (live, try store("live")),
      ],
      rule: .any
    )
    async let running: Void = pipeline.run()
    #expect(try await send(SpanData.samples(3), to: pipeline) == .taken(rejectedItems: 0))
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    let statistics = balanced(pipeline)
    #expect(statistics.map(\.dropped) == [[.queueFull: 3], [.notStored: 3], [:]])
    #expect(statistics.map(\.exported) == [0, 0, 3] && live.requests.count == 1)
  }

  @Test("Where none has taken it, its sender is told so, by either rule", arguments: DeliveryRule.allCases)
  func nowhere(rule: DeliveryRule) async throws {
    let pipeline = pipeline(
      [
        (InMemoryExporter(), try store("one", isOpen: false)),
        (InMemoryExporter(), try store("two", isOpen: false)),
      ],
      rule: rule
    )
    async let running: Void = pipeline.run()
    #expect(try await send([.sample(0)], to: pipeline) == .notTaken)
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    #expect(balanced(pipeline).map(\.dropped) == [[.notStored: 1], [.notStored: 1]])
  }

  @Test("All: what one has not stored is not taken; the other's copy is delivered, and counted once")
  func allWithoutOne() async throws {
    let live = InMemoryExporter()
    let pipeline = pipeline([
      (InMemoryExporter(), try store("broken", isOpen: false)), (live, try store("live")),
    ])
    async let running: Void = pipeline.run()
    #expect(try await send(SpanData.samples(3), to: pipeline) == .notTaken)
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    let statistics = balanced(pipeline)
    #expect(statistics[0].dropped == [.notStored: 3] && statistics[0].exported == 0)
    #expect(statistics[1].dropped == [:] && statistics[1].exported == 3)
    #expect(live.requests.count == 1)
  }

  @Test("Without room it is refused at once: by any where none has room, by all where one has not")
  func room() async throws {
    for (rule, limits, isTaken) in [
      (DeliveryRule.any, [64, 1 << 20], true), (.any, [64, 64], false), (.all, [64, 1 << 20], false),
    ] {
      let stores = try limits.map {
        try store("\(rule) \(isTaken) \($0) \(Int.random(in: 0...(.max)))", limit: $0)
      }
      let pipeline = pipeline(stores.map { (InMemoryExporter(), $0) }, rule: rule)
      async let running: Void = pipeline.run()
      #expect(try await send([.sample(0)], to: pipeline) == (isTaken ? .taken(rejectedItems: 0) : nil))
      _ = await pipeline.shutdown(deadline: .seconds(30))
      try await running
    }
  }

  @Test("Each has it as it wants it: stored compressed where one wants that")
  func compression() async throws {
    let exporters = [
      InMemoryExporter(), InMemoryExporter(compression: .gzip(level: 1)),
      InMemoryExporter(compression: .zstd(level: 1)),
    ]
    let pipeline = pipeline(try exporters.enumerated().map { ($1, try store("\($0)")) })
    async let running: Void = pipeline.run()
    #expect(try await send(SpanData.samples(3), to: pipeline) == .taken(rejectedItems: 0))
    _ = await pipeline.shutdown(deadline: .seconds(30))
    try await running
    #expect(exporters.map { $0.requests.map(\.contentEncoding) } == [[.identity], [.gzip], [.zstd]])
    #expect(Set(try exporters.map { try $0.requests.map { try $0.inflated() } }).count == 1)
  }

  @Test("A request that is cut between destinations is taken when each part is on disk")
  func parts() async throws {
    let routing = try #require(
      RequestRouting(
        .resourceAttribute("service.name"),
        destinations: [("0", ["shop"]), ("1", ["mail"])],
        fallback: ["1"]
      )
    )
    for isBroken in [false, true] {
      let pipeline = pipeline(
        [
          (InMemoryExporter(), try store("shop \(isBroken)")),
          (InMemoryExporter(), try store("mail \(isBroken)", isOpen: !isBroken)),
        ],
        routing: routing
      )
      async let running: Void = pipeline.run()
      let ending = try await withCheckedThrowingContinuation { continuation in
        do {
          let receipt = RequestReceipt { continuation.resume(returning: $0) }
          try submit(["shop", "mail", "shop"], to: pipeline, receipt)
        } catch {
          continuation.resume(throwing: error)
        }
      }
      #expect(ending == (isBroken ? .notTaken : .taken(rejectedItems: 0)))
      _ = await pipeline.shutdown(deadline: .seconds(30))
      try await running
      #expect(balanced(pipeline).map(\.exported) == [2, isBroken ? 0 : 1])
    }
  }

  /// A request with a resource for each of these services.
  private func submit(_ services: [String], to pipeline: FanOutPipeline, _ receipt: RequestReceipt) throws {
    let body = ByteBuffer(bytes: services.flatMap { ServiceSpans.resource($0, spans: 1) })
    let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: .traces)
    var request = IncomingRequest(signal: .traces, body: body, summary: summary)
    request.receipt = receipt
    guard let reservation = ByteBudget(limit: .max).reserve(body.readableBytes) else {
      return receipt.expire()
    }
    #expect(pipeline.submit(request, reservation: reservation) == .accepted)
  }
}
