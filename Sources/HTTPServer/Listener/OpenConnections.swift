import NIOCore
import Synchronization

/// The connections of a listener, up to a number.
final class OpenConnections: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var refused = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Takes a connection in until it closes.
  /// - Returns: False when there are as many as allowed.
  func add(_ channel: any Channel) -> Bool {
    let key = ObjectIdentifier(channel)
    let added = state.withLock { state in
      guard state.channels.count < limit else {
        state.refused += 1
        return false
      }
      state.channels[key] = channel
      return true
    }
    guard added else { return false }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLock { _ = $0.channels.removeValue(forKey: key) }
    }
    return true
  }

  var count: Int { state.withLock { $0.channels.count } }
  var refused: Int { state.withLock { $0.refused } }

  func closeAll() {
    for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
  }
}
