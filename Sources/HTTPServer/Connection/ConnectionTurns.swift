import NIOCore
import Synchronization

/// Connections of one event loop that have sent several requests at once: each round serves one of each.
///
/// An event loop runs the tasks that are due until there are none, and looks at its sockets only then. So a round is
/// a timer, not a task: what others have sent meanwhile is served between two rounds. Lives on its event loop.
final class ConnectionTurns {
  /// Long enough for the loop to come to an end of its tasks.
  private static let pause = TimeAmount.microseconds(20)

  private let eventLoop: any EventLoop
  private var waiting: [() -> Void] = []
  private var isScheduled = false

  init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  /// - Parameter turn: Called in the next round.
  func wait(_ turn: @escaping () -> Void) {
    waiting.append(turn)
    if !isScheduled { schedule() }
  }

  private func schedule() {
    isScheduled = true
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.scheduleTask(in: Self.pause) { bound.value.round() }
  }

  private func round() {
    var turns: [() -> Void] = []
    swap(&turns, &waiting)
    for turn in turns { turn() }
    // Not before: a timer that is due by the end of this round would be a part of it.
    isScheduled = false
    if !waiting.isEmpty { schedule() }
  }
}

/// The turns of the event loops of a listener.
final class LoopTurns: Sendable {
  private let turns = Mutex<[ObjectIdentifier: NIOLoopBound<ConnectionTurns>]>([:])

  /// The turns of the event loop that this is called on.
  func callAsFunction(on eventLoop: any EventLoop) -> ConnectionTurns {
    turns.withLock { turns in
      let key = ObjectIdentifier(eventLoop)
      let own = turns[key] ?? NIOLoopBound(ConnectionTurns(eventLoop), eventLoop: eventLoop)
      turns[key] = own
      return own
    }.value
  }
}
