import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// Which of several destinations keep a copy for which they have no room.
@Suite(.timeLimit(.minutes(5))) struct AheadLaneTests {
  private let clock = ManualClock()

  @Test("The smaller backlog is the one whose oldest came later, of the partition first")
  func backlogs() {
    func backlog(_ partition: Int?, _ all: Int?) -> LaneBacklog {
      LaneBacklog(
        oldestOfPartition: partition.map { .seconds($0) },
        oldest: all.map { .seconds($0) }
      )
    }
    let ordered = [
      backlog(nil, nil), backlog(nil, 9), backlog(nil, 1), backlog(9, 9), backlog(9, 1), backlog(1, 1),
    ]
    for (one, other) in zip(ordered, ordered.dropFirst()) {
      #expect(one < other && !(other < one))
    }
    #expect(ordered.allSatisfy { !($0 < $0) })
  }

  @Test("Of a partition the last attempt decides; of one that is not known, that of any")
  func failing() {
    func tenant(_ number: Int) -> ForwardedHeaders { ForwardedHeaders([("t", "\(number)")]) }
    var partitions = FailingPartitions()
    #expect(!partitions.contains(tenant(0)))
    partitions.note(tenant(1), isFailing: true)
    #expect(partitions.contains(tenant(0)) && partitions.contains(tenant(1)))
    partitions.note(tenant(2), isFailing: false)
    #expect(!partitions.contains(tenant(0)) && partitions.contains(tenant(1)))
    for number in 3..<3 + FailingPartitions.maximumCount { partitions.note(tenant(number), isFailing: false) }
    #expect(!partitions.contains(tenant(1)), "forgotten")
  }

  @Test(
    "Any: of those without room, the least behind keeps its copy, and none that is away speaks against it"
  )
  func whoKeepsACopy() async {
    func lane(_ name: String, _ oldest: Int?, hasRoom: Bool = false, isFailing: Bool = false) -> Lane {
      Lane(hasRoom: hasRoom, isFailing: isFailing, oldest: oldest, name: name)
    }
    let cases: [(lanes: [Lane], lose: Set<String>)] = [
      ([lane("away", 9, isFailing: true), lane("busy", 5)], ["away"]),
      ([lane("away", 9, hasRoom: true, isFailing: true), lane("busy", 5)], []),
      ([lane("hangs", 1), lane("busy", 5)], ["hangs"]),
      ([lane("hangs", 1, hasRoom: true), lane("busy", 5)], []),
      ([lane("slow", 1), lane("fast", 5, hasRoom: true)], ["slow"]),
      ([lane("one", 3), lane("other", 3)], []),
      ([lane("one", nil), lane("other", 3)], ["other"]),
      ([lane("one", 3, isFailing: true), lane("other", 5, isFailing: true)], []),
      ([lane("one", 3, isFailing: true), lane("other", 5, hasRoom: true, isFailing: true)], ["one"]),
    ]
    for (lanes, lose) in cases {
      let exporter = FanOutExporter(lanes, rule: .any, requestCut: nil, clock: clock)
      #expect(await exporter.export(.unsealed(body: ByteBuffer())) == .success)
      let lost = Set(lanes.filter { $0.lost.count > 0 }.map(\.name))
      #expect(lost == lose, "\(lanes.map(\.name))")
      #expect(lanes.allSatisfy { $0.taken.count + $0.lost.count == 1 })
    }
  }
}

/// A destination that takes what it has room for and what it is owed.
private final class Lane: DeliveryLane {
  let name: String
  let exporter: any SpanExporter = ScriptedExporter()
  let taken = EventCounter()
  let lost = EventCounter()
  private let hasRoom: Bool
  private let fails: Bool
  private let oldest: Duration?

  /// - Parameter oldest: When the oldest came that waits, in seconds.
  init(hasRoom: Bool, isFailing: Bool, oldest: Int?, name: String) {
    self.hasRoom = hasRoom
    fails = isFailing
    self.oldest = oldest.map { .seconds($0) }
    self.name = name
  }

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

  func isFailing(_ partition: ForwardedHeaders) -> Bool { fails }
  func backlog(of partition: ForwardedHeaders) -> LaneBacklog {
    LaneBacklog(oldestOfPartition: oldest, oldest: oldest)
  }
  func lose(items: Int, tally: DeliveryTally) { lost.increment() }
  func run() async {}
  func shutdown(within limit: Duration) async {}
  func statistics(behind front: () -> PipelineStatistics) -> PipelineStatistics { front() }
}
