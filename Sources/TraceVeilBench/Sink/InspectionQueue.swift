import CScheduling
import NIOPosix
import Synchronization

/// Bodies that have been accepted and wait to be inspected, on a thread that runs when nobody else wants the processor.
///
/// To inflate and search what arrives takes half as long as the gateway needs to make it. On a machine whose cores the
/// gateway and the load share, that time would count as the gateway's latency.
///
/// Safe on any thread.
final class InspectionQueue: Sendable {
  private let limit: Int
  private let waiting = Mutex((bodies: 0, bytes: 0))
  private let thread = NIOThreadPool(numberOfThreads: 1)

  /// - Parameter limit: Bytes that may wait. Past them whoever has accepted a body inspects it, and the load waits for
  ///   that.
  init(limit: Int = 1 << 30) {
    self.limit = limit
    thread.start()
    thread.submit { _ in _ = cscheduling_set_idle() }
  }

  deinit { thread.shutdownGracefully { _ in } }

  /// How many bodies have not been inspected yet.
  var count: Int { waiting.withLock { $0.bodies } }

  /// - Parameter inspect: Called once: later, or now when too much waits.
  func add(bytes: Int, _ inspect: @escaping @Sendable () -> Void) {
    let hasRoom = waiting.withLock { waiting in
      guard waiting.bytes + bytes <= limit else { return false }
      waiting = (waiting.bodies + 1, waiting.bytes + bytes)
      return true
    }
    guard hasRoom else { return inspect() }
    thread.submit { [self] _ in
      inspect()
      waiting.withLock { $0 = ($0.bodies - 1, $0.bytes - bytes) }
    }
  }
}
