import NIOCore
import NIOPosix
import OTLP
import Synchronization

/// What the proxy may tell a client about where the spans of its traces are. Safe on any thread.
final class SpanClaims: Sendable {
  private typealias Waiter = (trace: StoredSpans.Trace, continuation: CheckedContinuation<Void, Never>)

  private struct State {
    var spans = StoredSpans()
    var waiters: [UInt64: Waiter] = [:]
    var lastWaiter: UInt64 = 0
  }

  private let state = Mutex(State())
  private let patience: TimeAmount

  /// - Parameter patience: How long the answer to the start of a trace waits for what MLflow says of spans that are under
  ///   way: a client that need not wait uploads them again, as an artifact.
  init(patience: TimeAmount = .seconds(2)) {
    self.patience = patience
  }

  /// Spans are sent to MLflow.
  func send(_ request: StoredSpans.Request) {
    state.withLock { $0.spans.send(request) }
  }

  /// MLflow has answered, or has not.
  func settle(_ request: StoredSpans.Request, isStored: Bool) {
    let continuations = state.withLock { state in
      let settled = Set(state.spans.settle(request, isStored: isStored))
      let numbers = state.waiters.filter { settled.contains($0.value.trace) }.map(\.key)
      return numbers.compactMap { state.waiters.removeValue(forKey: $0)?.continuation }
    }
    for continuation in continuations { continuation.resume() }
  }

  /// Traces are deleted, or may be. To be said before MLflow is asked to, and when it has answered.
  ///
  /// - Parameter traces: Nil for all.
  func delete(_ traces: Set<StoredSpans.Trace>?) {
    state.withLock { $0.spans.delete(traces) }
  }

  /// Of ``StoredSpans/disclaim(_:)``
  func disclaim(_ trace: StoredSpans.Trace) { state.withLock { $0.spans.disclaim(trace) } }

  /// Of ``StoredSpans/rescue(_:at:)``
  func rescue(_ trace: StoredSpans.Trace, at path: String) {
    state.withLock { $0.spans.rescue(trace, at: path) }
  }

  /// Of ``StoredSpans/accepted(of:)``, once requests that are under way are settled. Waits a while for them: what they
  /// bring need not be sent again.
  func accepted(of trace: StoredSpans.Trace) async -> Set<UInt64>? {
    await wait(for: trace) { $0.isUnderWay(trace) }
    return state.withLock { $0.spans.accepted(of: trace) }
  }

  /// Traces of a request whose spans are an artifact, too.
  func rescued(_ request: StoredSpans.Request) -> [(trace: StoredSpans.Trace, path: String)] {
    state.withLock { state in
      request.keys.compactMap { trace in state.spans.artifact(of: trace).map { (trace, $0) } }
    }
  }

  /// Whether MLflow has accepted all spans of a trace. Waits a while for requests that are under way.
  ///
  /// - Parameter spans: How many it has, if that is known.
  func areStored(_ trace: StoredSpans.Trace, spans: Int?) async -> Bool {
    await wait(for: trace) { $0.answer(for: trace, spans: spans) == .underWay }
    return answer(trace, spans) == .stored
  }

  private func answer(_ trace: StoredSpans.Trace, _ spans: Int?) -> StoredSpans.Answer {
    state.withLock { $0.spans.answer(for: trace, spans: spans) }
  }

  /// Waits until a trace is settled, unless `isNeeded` says at the beginning that nobody has to. Returns at the latest when
  /// patience is at its end, or the task is cancelled.
  private func wait(for trace: StoredSpans.Trace, _ isNeeded: (StoredSpans) -> Bool) async {
    guard state.withLock({ isNeeded($0.spans) }) else { return }
    let number = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    var timer: Scheduled<Void>?
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          guard !Task.isCancelled, isNeeded(state.spans) else { return false }
          state.waiters[number] = (trace, continuation)
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
