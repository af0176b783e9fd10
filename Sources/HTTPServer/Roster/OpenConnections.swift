import NIOCore
import Synchronization

/// The connections of a listener, up to a number.
final class OpenConnections: Sendable {
  /// Sent down the pipeline of a connection that is to give way to another one.
  struct GiveWay: Sendable {}

  /// Sent down the pipelines of all connections when they are to end as soon as their requests allow.
  struct Drain: Sendable {}

  /// A connection's place among the others.
  struct Place: Sendable {
    fileprivate let connections: OpenConnections
    fileprivate let number: Int

    func change(to standing: ConnectionStanding) {
      connections.state.withLock { $0.roster.move(number, to: standing, at: .now()) }
    }
  }

  private struct State {
    var roster: ConnectionRoster
    var channels: [Int: any Channel] = [:]
    var counts = ConnectionCounts()
  }

  private let state: Mutex<State>
  private let report: @Sendable (ConnectionShortage) -> Void

  init(limit: Int, patience: TimeAmount, report: @escaping @Sendable (ConnectionShortage) -> Void) {
    state = Mutex(State(roster: ConnectionRoster(limit: limit, patience: patience)))
    self.report = report
  }

  /// Takes a connection in until it closes. Where there are as many as allowed, one that does nothing is told to go.
  /// - Returns: Nil when all of them do something.
  func add(_ channel: any Channel) -> Place? {
    let (number, leaving, shortage) = state.withLock { state in
      switch state.roster.arrive(at: .now()) {
      case .admitted(let number):
        state.channels[number] = channel
        return (number as Int?, nil as (any Channel)?, nil as ConnectionShortage?)
      case .admittedFor(let number, let leaving):
        state.channels[number] = channel
        state.counts.displaced += 1
        return (number, state.channels[leaving], .displaced)
      case .refused:
        state.counts.refused += 1
        return (nil, nil, .refused)
      }
    }
    leaving?.pipeline.fireUserInboundEventTriggered(GiveWay())
    if let shortage { report(shortage) }
    guard let number else { return nil }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLock {
        $0.roster.leave(number)
        $0.channels[number] = nil
      }
    }
    return Place(connections: self, number: number)
  }

  /// The system had no descriptor for a connection.
  func noteExhaustion() {
    state.withLock { $0.counts.exhausted += 1 }
    report(.exhausted)
  }

  var count: Int { state.withLock { $0.roster.count } }
  var counts: ConnectionCounts { state.withLock { $0.counts } }

  func drainAll() {
    for channel in state.withLock({ Array($0.channels.values) }) {
      channel.pipeline.fireUserInboundEventTriggered(Drain())
    }
  }

  func closeAll() {
    for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
  }
}
