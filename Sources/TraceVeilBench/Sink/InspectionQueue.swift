import NIOPosix
import Synchronization

/// Bodies that have been accepted and wait to be inspected, until the load is over.
///
/// To inflate and search what arrives takes half as long as the gateway needs to make it. On a machine whose cores the
/// gateway and the load share, that time would count as the gateway's latency.
///
/// Safe on any thread.
final class InspectionQueue: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var bytes = 0
    /// How many of those that were waiting have not been inspected.
    var uninspected = 0
    var hasBegun = false
  }

  private let limit: Int
  private let state = Mutex(State())
  private let thread = NIOThreadPool(numberOfThreads: 1)

  /// - Parameter limit: Bytes that may wait. Past them whoever has accepted a body inspects it, and the load waits for
  ///   that.
  init(limit: Int = 1 << 30) {
    self.limit = limit
    thread.start()
  }

  deinit { thread.shutdownGracefully { _ in } }

  /// How many of those that waited have not been inspected yet.
  var count: Int { state.withLock { $0.uninspected } }

  /// - Parameter inspect: Called once: after ``begin()``, or now when too much waits or that has been called.
  func add(bytes: Int, _ inspect: @escaping @Sendable () -> Void) {
    let waits = state.withLock { state in
      guard !state.hasBegun, state.bytes + bytes <= limit else { return false }
      state.waiting.append(inspect)
      state.bytes += bytes
      state.uninspected += 1
      return true
    }
    if !waits { inspect() }
  }

  /// The load is over: inspects all that waits, on a thread of its own. Only the first call has an effect.
  func begin() {
    let waiting = state.withLock { state in
      defer { (state.waiting, state.hasBegun) = ([], true) }
      return state.waiting
    }
    for inspect in waiting {
      thread.submit { [self] _ in
        inspect()
        state.withLock { $0.uninspected -= 1 }
      }
    }
  }
}
