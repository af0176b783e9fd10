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
  private let counts = Mutex(DeliveryTotals())

  /// - Parameter lanes: One at least.
  init(_ lanes: [any DeliveryLane], rule: DeliveryRule, requestCut: TraceRequestLimits?) {
    precondition(!lanes.isEmpty, "a request needs a destination")
    self.lanes = lanes
    self.rule = rule
    self.requestCut = requestCut
    // Sealed for most of them; the others take it apart.
    compression = lanes.lazy.map(\.exporter.compression).first { $0 != .none } ?? .none
  }

  var name: String { "several" }
  var maximumConcurrentExports: Int { Self.maximumConcurrentExports }

  /// What became of what was handed over, by the rule.
  var totals: DeliveryTotals { counts.withLock { $0 } }

  /// Whether a destination gets copies.
  func reaches(_ name: String) -> Bool { lanes.contains { $0.name == name } }

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
    // What waits for each, before this one.
    let waiting = lanes.map(\.waitingItems)
    let least = waiting.min() ?? 0
    var without: [(lane: any DeliveryLane, isAhead: Bool)] = []
    for (lane, waiting) in zip(lanes, waiting) {
      if await !lane.take(request, items: items, isOwed: rule == .all, tally: tally) {
        without.append((lane, waiting == least && !lane.isHeldUp))
      }
    }
    // One that is away and has borrowed all room must cost no other its data: one that is ahead of others keeps it, and what it
    // holds on to is soon given back. Where none is and none has room, all do: whoever sent it was told that it was taken.
    let isNobodys = without.count == lanes.count && !without.contains { $0.isAhead }
    for (lane, isAhead) in without {
      if isAhead || isNobodys, await lane.take(request, items: items, isOwed: true, tally: tally) { continue }
      lane.lose(items: items, tally: tally)
    }
    return .success
  }

  func beginDrain() { for lane in lanes { lane.exporter.beginDrain() } }

  func beginDrain(within limit: Duration) { for lane in lanes { lane.exporter.beginDrain(within: limit) } }

  func shutdown(timeout: Duration) async -> FlushResult { .success }
}
