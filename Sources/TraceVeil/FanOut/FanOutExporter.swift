import OTLP
import Synchronization

/// Hands sealed requests to several destinations, each of which sends its copy by itself. Copies share the body.
///
/// An export ends once every lane has its copy or has counted it as lost, and waits for no destination.
final class FanOutExporter: SpanExporter {
  /// They take no time, so that no more need to be under way.
  static let maximumConcurrentExports = 64

  let compression: Compression
  /// What was configured for some destination, for all of them. What a destination refuses for its size, its own exporter cuts.
  let requestCut: TraceRequestLimits?
  private let rule: DeliveryRule
  private let lanes: [any DeliveryLane]
  private let clock: any PipelineClock
  private let counts = Mutex(DeliveryTotals())

  /// - Parameter lanes: One at least.
  init(
    _ lanes: [any DeliveryLane],
    rule: DeliveryRule,
    requestCut: TraceRequestLimits?,
    clock: any PipelineClock
  ) {
    precondition(!lanes.isEmpty, "a request needs a destination")
    self.lanes = lanes
    self.rule = rule
    self.requestCut = requestCut
    self.clock = clock
    // Sealed for most of them; the others take it apart.
    compression = lanes.lazy.map(\.exporter.compression).first { $0 != .none } ?? .none
  }

  var name: String { "several" }
  var maximumConcurrentExports: Int { Self.maximumConcurrentExports }

  /// What became of what was handed over, by the rule.
  var totals: DeliveryTotals { counts.withLock { $0 } }

  func export(_ sealed: ExportRequest) async -> ExportResult {
    var request = sealed
    request.sealedAs = compression
    let items = request.itemCount
    counts.withLock { $0.handed += items }
    let vote = DeliveryVote(rule: rule, items: items, copies: lanes.count)
    let tally = DeliveryTally(vote) { delivered, undelivered in
      self.counts.withLock { counts in
        counts.delivered += delivered
        counts.undelivered += undelivered
      }
    }
    let began = clock.now - request.age
    var without: [any DeliveryLane] = []
    for lane in lanes
    where await !lane.take(request, items: items, began: began, isOwed: rule == .all, tally: tally) {
      without.append(lane)
    }
    guard !without.isEmpty else { return .success }
    // One that is away and has borrowed all room must cost no other its data: the one that is ahead of the others keeps it, and
    // what it holds on to is soon given back. Where all are away and none has room, all do: whoever sent it was told that it was
    // taken.
    let ahead = lanesAhead(for: request.headers)
    let isNobodys = without.count == lanes.count && ahead.isEmpty
    for lane in without {
      if isNobodys || ahead.contains(lane.name),
        await lane.take(request, items: items, began: began, isOwed: true, tally: tally)
      {
        continue
      }
      lane.lose(items: items, tally: tally)
    }
    return .success
  }

  /// The names of those that are least behind, by when the oldest came that waits: of a partition first, then of all. None where
  /// the destinations take nothing of the partition. How much waits says nothing: one that is away has lost most of it.
  private func lanesAhead(for partition: ForwardedHeaders) -> Set<String> {
    let backlogs = lanes.filter { !$0.isFailing(partition) }.map {
      (name: $0.name, backlog: $0.backlog(of: partition))
    }
    let least = backlogs.map(\.backlog).min()
    return Set(backlogs.lazy.filter { $0.backlog == least }.map(\.name))
  }

  func beginDrain() { for lane in lanes { lane.exporter.beginDrain() } }

  func beginDrain(within limit: Duration) { for lane in lanes { lane.exporter.beginDrain(within: limit) } }

  func shutdown(timeout: Duration) async -> FlushResult { .success }
}
