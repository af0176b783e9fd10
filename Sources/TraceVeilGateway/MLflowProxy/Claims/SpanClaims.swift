import NIOCore
import NIOPosix
import OTLP
import Synchronization

/// What the proxy may tell a client about where the spans of its traces are. Safe on any thread.
final class SpanClaims: Sendable {
  private typealias Condition = @Sendable (State) -> Bool
  private typealias Waiter = (isNeeded: Condition, continuation: CheckedContinuation<Void, Never>)

  private struct State {
    var spans = StoredSpans()
    var arriving = ArrivingSpans()
    var waiters: [UInt64: Waiter] = [:]
    var lastWaiter: UInt64 = 0

    /// Takes those out that have nothing to wait for any more.
    mutating func takeDone() -> [CheckedContinuation<Void, Never>] {
      let done = waiters.filter { !$0.value.isNeeded(self) }.map(\.key)
      return done.compactMap { waiters.removeValue(forKey: $0)?.continuation }
    }
  }

  private let state = Mutex(State())
  private let patience: TimeAmount

  /// - Parameter patience: How long the answer to the start of a trace waits for what MLflow says of spans that are under
  ///   way: a client that need not wait uploads them again, as an artifact.
  init(patience: TimeAmount = .seconds(2)) {
    self.patience = patience
  }

  /// A request with spans is here whole: answers to the starts of traces that it may be about wait for it from now on.
  func arrive() -> ArrivingSpans.Number {
    state.withLock { $0.arriving.arrive() }
  }

  /// A request that arrived is read, and holds spans of these traces.
  func read(_ number: ArrivingSpans.Number, _ traces: Set<StoredSpans.Trace>) {
    change { $0.arriving.read(number, traces) }
  }

  /// A request that arrived is sent to MLflow, or will not be. To be said at least once of each.
  func leave(_ number: ArrivingSpans.Number) {
    change { $0.arriving.leave(number) }
  }

  /// Spans are sent to MLflow.
  func send(_ request: StoredSpans.Request) {
    state.withLock { $0.spans.send(request) }
  }

  /// MLflow has answered, or has not.
  func settle(_ request: StoredSpans.Request, isStored: Bool) {
    change { $0.spans.settle(request, isStored: isStored) }
  }

  /// Traces are deleted, or may be. To be said before MLflow is asked to, and when it has answered.
  ///
  /// - Parameter traces: Nil for all.
  func delete(_ traces: Set<StoredSpans.Trace>?) {
    state.withLock { $0.spans.delete(traces) }
  }

  /// Calls ``StoredSpans/disclaim(_:)``.
  func disclaim(_ trace: StoredSpans.Trace) { state.withLock { $0.spans.disclaim(trace) } }

  /// Calls ``StoredSpans/rescue(_:at:)``.
  func rescue(_ trace: StoredSpans.Trace, at path: String) {
    state.withLock { $0.spans.rescue(trace, at: path) }
  }

  /// Returns ``StoredSpans/accepted(of:)`` once requests in progress have ended. It waits a while for them, because
  /// spans that they bring need not be sent again.
  func accepted(of trace: StoredSpans.Trace) async -> Set<UInt64>? {
    await wait { $0.spans.isUnderWay(trace) }
    return state.withLock { $0.spans.accepted(of: trace) }
  }

  /// Traces of a request whose spans are an artifact, too.
  func rescued(_ request: StoredSpans.Request) -> [(trace: StoredSpans.Trace, path: String)] {
    state.withLock { state in
      request.keys.compactMap { trace in state.spans.artifact(of: trace).map { (trace, $0) } }
    }
  }

  /// Whether MLflow has accepted all spans of a trace. Waits a while for requests that are under way, or were here before.
  ///
  /// - Parameter spans: How many it has, if that is known.
  func areStored(_ trace: StoredSpans.Trace, spans: Int?) async -> Bool {
    let last = state.withLock { $0.arriving.latest }
    await wait { state in
      switch state.spans.answer(for: trace, spans: spans) {
      case .stored: false
      case .underWay: true
      case .unknown: state.arriving.mayHold(trace, upTo: last)
      }
    }
    return state.withLock { $0.spans.answer(for: trace, spans: spans) } == .stored
  }

  private func change(_ change: (inout State) -> Void) {
    let done = state.withLock { state in
      change(&state)
      return state.takeDone()
    }
    for continuation in done { continuation.resume() }
  }

  /// Waits while `isNeeded` says so. Returns at the latest when patience is at its end, or the task is cancelled.
  private func wait(_ isNeeded: @escaping Condition) async {
    guard state.withLock({ isNeeded($0) }) else { return }
    let number = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    var timer: Scheduled<Void>?
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          guard !Task.isCancelled, isNeeded(state) else { return false }
          state.waiters[number] = (isNeeded, continuation)
          return true
        }
        guard waits else { return continuation.resume() }
        // Not a sleeping task: most traces wait, and none of them needs a thread for that.
        timer = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: patience) {
          self.stopWaiting(number)
        }
      }
    } onCancel: {
      stopWaiting(number)
    }
    timer?.cancel()
  }

  private func stopWaiting(_ number: UInt64) {
    state.withLock { $0.waiters.removeValue(forKey: number)?.continuation }?.resume()
  }
}
