import NIOCore
import OTLP
import Synchronization
import TestSupport
import Testing

@testable import TraceVeil

/// Which of several destinations keep a copy for which they have no room.
@Suite(.timeLimit(.minutes(5))) struct CopyKeepingTests {
  private let clock = ManualClock()

  @Test("Any: the one that keeps up best keeps its copy, and none that is away speaks against it")
  func whoKeepsACopy() async {
    func lane(_ name: String, _ oldest: Int?, loss: Int? = nil, hasRoom: Bool = false) -> Lane {
      let standing = LaneStanding(
        lastLoss: loss.map { .seconds($0) },
        oldestArrival: oldest.map { .seconds($0) }
      )
      return Lane(name, hasRoom: hasRoom, standing)
    }
    func away(_ name: String, hasRoom: Bool = false) -> Lane { Lane(name, hasRoom: hasRoom, nil) }
    let cases: [(lanes: [Lane], lose: Set<String>)] = [
      ([away("away"), lane("busy", 5)], ["away"]),
      ([away("away", hasRoom: true), lane("busy", 5)], []),
      ([lane("behind", 1), lane("busy", 5)], ["behind"]),
      ([lane("behind", 1, hasRoom: true), lane("busy", 5)], []),
      ([lane("losing", 9, loss: 1), lane("busy", 5)], ["losing"]),
      ([lane("slow", 1), lane("fast", 5, hasRoom: true)], ["slow"]),
      ([lane("one", 3), lane("other", 3)], []),
      ([lane("one", nil), lane("other", 3)], ["other"]),
      ([away("one"), away("other")], []),
      ([away("one"), away("other", hasRoom: true)], ["one"]),
    ]
    for (lanes, lose) in cases {
      let exporter = FanOutExporter(lanes, rule: .any, requestCut: nil, ends: LaneEnds(), clock: clock)
      #expect(await exporter.export(.unsealed(body: ByteBuffer())) == .success)
      let lost = Set(lanes.filter { $0.lost.count > 0 }.map(\.name))
      #expect(lost == lose, "\(lanes.map(\.name))")
      #expect(lanes.allSatisfy { $0.taken.count + $0.lost.count == 1 })
    }
  }

  @Test("Any: where none has answered yet, they are waited for, and who answers first keeps its copy")
  func waitsForAnAnswer() async {
    let start = LaneStanding(lastLoss: nil, oldestArrival: .zero)
    let (hanging, live) = (
      Lane("hanging", hasRoom: false, start, isGoing: false),
      Lane("live", hasRoom: false, start, isGoing: false)
    )
    let ends = LaneEnds()
    let exporter = FanOutExporter([hanging, live], rule: .any, requestCut: nil, ends: ends, clock: clock)
    async let exported = exporter.export(.unsealed(body: ByteBuffer()))
    await clock.waitForSleeper(until: LaneProgress.patience)
    #expect(hanging.taken.count + live.taken.count + hanging.lost.count + live.lost.count == 0)
    live.go(LaneStanding(lastLoss: nil, oldestArrival: .seconds(1)))
    ends.tell()
    #expect(await exported == .success)
    #expect(live.taken.count == 1 && hanging.lost.count == 1)
  }

  @Test("Any: none is waited for longer than a while, and then all keep their copies")
  func waitsNoLonger() async {
    let start = LaneStanding(lastLoss: nil, oldestArrival: .zero)
    let lanes = ["one", "other"].map { Lane($0, hasRoom: false, start, isGoing: false) }
    let exporter = FanOutExporter(lanes, rule: .any, requestCut: nil, ends: LaneEnds(), clock: clock)
    async let exported = exporter.export(.unsealed(body: ByteBuffer()))
    await clock.waitForSleeper(until: LaneProgress.patience)
    clock.advance(by: LaneProgress.patience)
    #expect(await exported == .success)
    #expect(lanes.allSatisfy { $0.taken.count == 1 })
  }

  @Test("Any: what a destination holds back of one tenant costs another tenant none of its copies there")
  func tenants() async throws {
    let tenants = (0...1).map { ForwardedHeaders([("t", "\($0)")]) }
    let (other, live) = (TenantHolder(tenants[0]), ScriptedExporter())
    let limit = try ByteBuffer.traces([.sample(0)]).readableBytes * 40
    let pipeline = FanOutPipeline.test([other, live], rule: .any, limit: limit, clock: clock)
    var taken = 0
    func submit(_ tenant: ForwardedHeaders) async throws {
      clock.advance(by: .milliseconds(1))
      try pipeline.submit([.sample(0)], headers: tenant)
      pipeline.hurry()
      taken += 1
      await live.ended.wait(for: taken)
    }
    try await pipeline.whileRunning {
      try await submit(tenants[0])
      clock.advance(by: LaneProgress.patience)
      for _ in 0..<100 { try await submit(tenants[0]) }
      for number in 1...50 {
        try await submit(tenants[1])
        await other.taken.wait(for: number)
      }
      other.release()
    }
    let statistics = pipeline.destinationStatistics.map(\.statistics)
    #expect(other.taken.count == 50 && statistics[1].exported == 151)
    #expect(statistics[0].dropped[.queueFull] ?? 0 > 0, "of the tenant that it holds back")
    #expect(statistics.allSatisfy { $0.isBalanced })
  }
}

/// Answers the requests of one tenant when it is released, and all others at once.
private final class TenantHolder: SpanExporter {
  let name = "tenants"
  let maximumConcurrentExports = 8
  /// Of others than the tenant.
  let taken = EventCounter()
  private let tenant: ForwardedHeaders
  private let released = Latch()

  init(_ tenant: ForwardedHeaders) { self.tenant = tenant }

  func release() { released.open() }

  func export(_ request: ExportRequest) async -> ExportResult {
    if request.headers == tenant {
      await released.wait()
    } else {
      taken.increment()
    }
    return .success
  }

  func shutdown(timeout: Duration) async -> FlushResult { .success }
}

/// A destination that takes what it has room for and what it is owed.
private final class Lane: DeliveryLane {
  let name: String
  let exporter: any SpanExporter = ScriptedExporter()
  let taken = EventCounter()
  let lost = EventCounter()
  private let hasRoom: Bool
  private let state: Mutex<(standing: LaneStanding?, isGoing: Bool)>

  /// - Parameter standing: Nil for one that is away.
  init(_ name: String, hasRoom: Bool, _ standing: LaneStanding?, isGoing: Bool = true) {
    self.name = name
    self.hasRoom = hasRoom
    state = Mutex((standing, isGoing))
  }

  /// Something of it ends.
  func go(_ standing: LaneStanding) { state.withLock { $0 = (standing, true) } }

  func take(
    _ request: ExportRequest,
    items: Int,
    began: Duration,
    isOwed: Bool,
    tally: DeliveryTally
  ) async -> Bool {
    guard hasRoom || isOwed else { return false }
    taken.increment()
    return true
  }

  func standing(of partition: ForwardedHeaders) -> LaneStanding? { state.withLock { $0.standing } }
  func isGoing(_ partition: ForwardedHeaders) -> Bool { state.withLock { $0.isGoing } }
  func lose(_ request: ExportRequest, items: Int, tally: DeliveryTally) { lost.increment() }
  func run() async {}
  func noteExporterChange() {}
  func shutdown(within limit: Duration) async {}
  func statistics(behind front: () -> PipelineStatistics) -> PipelineStatistics { front() }
}
