import OTLP
import Synchronization

/// The destinations of a signal from one change of them to the next: the ways to them, and what redacts and seals for them.
///
/// A way may be in several sets. Whoever hands a request over enters the set first, and leaves it afterwards: one that has been
/// replaced is drained when the last has left. Safe on any thread.
final class FanOutSet: Sendable {
  /// What is redacted and sealed for the same destinations.
  struct Front: Sendable {
    let lanes: [any DestinationLane]
    /// Nil where copies wait in memory.
    let storing: StoringFanOut?
    let pipeline: BatchPipeline<QueuedRequest>

    func hands(to lane: any DestinationLane) -> Bool { lanes.contains { $0 === lane } }
  }

  private struct Usage {
    var users = 0
    var isReplaced = false
  }

  let lanes: [any DestinationLane]
  /// Nil where all goes to all.
  let routing: RequestRouting?
  /// A front for each set of destinations of the routing, or a single one.
  let fronts: [Front]
  /// Open once it has been replaced, and nobody hands over to it.
  let unused = Latch()
  private let usage = Mutex(Usage())

  init(lanes: [any DestinationLane], routing: RequestRouting?, fronts: [Front]) {
    self.lanes = lanes
    self.routing = routing
    self.fronts = fronts
  }

  func enter() { usage.withLock { $0.users += 1 } }

  func leave() {
    let isLast = usage.withLock { usage in
      usage.users -= 1
      return usage.isReplaced && usage.users == 0
    }
    if isLast { unused.open() }
  }

  /// Nobody enters it any more.
  func replace() {
    let isUnused = usage.withLock { usage in
      usage.isReplaced = true
      return usage.users == 0
    }
    if isUnused { unused.open() }
  }
}
