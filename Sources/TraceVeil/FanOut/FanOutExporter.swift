import OTLP

/// Hands sealed requests to several destinations, each of which sends its copy by itself. Copies share the body.
///
/// An export ends once every lane has its copy or has counted it as lost. It waits for no destination to take it; where none has
/// room and none has answered lately, it waits for the next answer, for ``LaneProgress/patience`` at most.
final class FanOutExporter: SpanExporter {
  /// They take no time, so that no more need to be under way.
  static let maximumConcurrentExports = 64

  let compression: Compression
  /// The limits that were configured for any destination; they apply to all. If a destination refuses a request for
  /// its size, its own exporter cuts it.
  let requestCut: TraceRequestLimits?
  private let rule: DeliveryRule
  private let lanes: [any DeliveryLane]
  private let ends: LaneEnds
  private let clock: any PipelineClock
  private let counts: DeliveryCounter

  /// - Parameters:
  ///   - lanes: One at least.
  ///   - ends: Told by the lanes of each copy that has come to its end.
  ///   - counts: What becomes of what is handed over, by the rule, is counted here.
  init(
    _ lanes: [any DeliveryLane],
    rule: DeliveryRule,
    requestCut: TraceRequestLimits?,
    ends: LaneEnds,
    counts: DeliveryCounter = DeliveryCounter(),
    clock: any PipelineClock
  ) {
    precondition(!lanes.isEmpty, "a request needs a destination")
    self.lanes = lanes
    self.rule = rule
    self.requestCut = requestCut
    self.ends = ends
    self.counts = counts
    self.clock = clock
    // Sealed for most of them; the others take it apart.
    compression = lanes.lazy.map(\.exporter.compression).first { $0 != .none } ?? .none
  }

  var name: String { "several" }
  var maximumConcurrentExports: Int { Self.maximumConcurrentExports }

  func export(_ sealed: ExportRequest) async -> ExportResult {
    var request = sealed
    request.sealedAs = compression
    let items = request.itemCount
    counts.add { $0.handed += items }
    let (copies, sender) = (lanes.count, request.sender)
    let tally = DeliveryTally(rule: rule, items: items, copies: copies, sender: sender) {
      delivered,
      undelivered in
      self.counts.add { totals in
        totals.delivered += delivered
        totals.undelivered += undelivered
      }
    }
    let began = clock.now - request.age
    var without: [any DeliveryLane] = []
    for lane in lanes
    where await !lane.take(request, items: items, began: began, isOwed: rule == .all, tally: tally) {
      without.append(lane)
    }
    let isTaken = without.count < lanes.count
    await settle(without, request, items: items, began: began, isTaken: isTaken, tally: tally)
    return .success
  }

  /// Decides which of the lanes without room for a copy keep it all the same, in the room of its request, and which lose it.
  ///
  /// One that is away and has borrowed all room must cost no other its data: the one that keeps up best keeps it, and what it
  /// holds on to is soon given back. Where that one has not answered lately it is waited for, so that one that hangs does not
  /// get hold of all room. Where all are away and none has room, all keep it: whoever sent it was told that it was taken.
  private func settle(
    _ without: [any DeliveryLane],
    _ request: ExportRequest,
    items: Int,
    began: Duration,
    isTaken: Bool,
    tally: DeliveryTally
  ) async {
    let deadline = clock.now + LaneProgress.patience
    var (left, isTaken) = (without, isTaken)
    while true {
      let ended = ends.next
      let isOver = Task.isCancelled || clock.now >= deadline
      let verdicts = verdicts(on: left, for: request.headers, isTaken: isTaken, isOver: isOver)
      var waiting: [any DeliveryLane] = []
      for (lane, verdict) in zip(left, verdicts) {
        if verdict != .loses,
          await lane.take(request, items: items, began: began, isOwed: verdict == .keeps, tally: tally)
        {
          isTaken = true
        } else if verdict == .waits {
          waiting.append(lane)
        } else {
          lane.lose(request, items: items, tally: tally)
        }
      }
      left = waiting
      guard !left.isEmpty else { return }
      await withTimeLimit(deadline - clock.now, on: clock) { await ended.wait() }
    }
  }

  private enum Verdict {
    case keeps, loses
    /// Until a copy has come to its end somewhere.
    case waits
  }

  /// - Parameters:
  ///   - left: Lanes without room.
  ///   - isTaken: Whether some lane has its copy.
  ///   - isOver: Whether nothing is waited for any more.
  private func verdicts(
    on left: [any DeliveryLane],
    for partition: ForwardedHeaders,
    isTaken: Bool,
    isOver: Bool
  ) -> [Verdict] {
    let standings = lanes.compactMap { lane in
      lane.standing(of: partition).map { (name: lane.name, standing: $0) }
    }
    guard let best = standings.map(\.standing).min() else {
      return left.map { _ in isTaken ? .loses : .keeps }
    }
    let names = Set(standings.lazy.filter { $0.standing == best }.map(\.name))
    let keeping = Set(
      left.filter { names.contains($0.name) && (isOver || $0.isGoing(partition)) }.map(\.name)
    )
    return left.map { lane in
      if keeping.contains(lane.name) { return .keeps }
      return names.contains(lane.name) || !isTaken && keeping.isEmpty ? .waits : .loses
    }
  }

  // The drain of what is in front is not that of the destinations: others may hand over to them still.

  func shutdown(timeout: Duration) async -> FlushResult { .success }
}
