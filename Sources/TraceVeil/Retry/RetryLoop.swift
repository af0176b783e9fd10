import Logging
import Synchronization

/// Delivers requests to one destination, with as many attempts as the policy allows.
///
/// A pause the destination asks for holds back all requests to it. Safe to use from any number of tasks.
final class RetryLoop: Sendable {
  private struct State {
    var gate = ThrottleGate()
    var statistics = ExporterStatistics()
    var log: LogLimiter
  }

  private let policy: RetryPolicy
  private let clock: any PipelineClock
  private let random: @Sendable () -> Double
  private let logger: Logger
  private let state: Mutex<State>
  /// Open once waits are to be short.
  private let draining = Latch()
  /// Open once nothing is to wait any more.
  private let stopped = Latch()

  /// - Parameter random: Numbers from 0 up to, not including, 1.
  init(
    policy: RetryPolicy,
    clock: any PipelineClock,
    logger: Logger,
    logInterval: Duration = .seconds(30),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.policy = policy
    self.clock = clock
    self.logger = logger
    self.random = random
    state = Mutex(State(log: LogLimiter(interval: logInterval)))
  }

  var statistics: ExporterStatistics {
    let now = clock.now
    return state.withLock { state in
      var statistics = state.statistics
      statistics.throttledFor = state.gate.remaining(at: now)
      return statistics
    }
  }

  /// A request that waits is attempted at once; from now on, all waits are short.
  func beginDrain() { draining.open() }

  /// A request that waits is attempted once more at once; from now on, a failed attempt is the last.
  func stop() {
    stopped.open()
    draining.open()
  }

  func countUnreadableResponse() {
    state.withLock { $0.statistics.unreadableResponses += 1 }
  }

  /// What the destination says about the part of a request that it has not taken.
  func note(rejection detail: FailureDetail?) {
    state.withLock { $0.statistics.lastDetail = detail }
  }

  /// - Parameters:
  ///   - bytes: Size of the request, for the statistics.
  ///   - attempt: Sends the request once. Must heed cancellation.
  func deliver(bytes: Int, _ attempt: @Sendable () async -> AttemptOutcome) async -> ExportResult {
    var machine = RetryStateMachine(policy: policy, now: clock.now)
    var failure = ExportError(.unavailable)
    var attempts = 0
    var action = machine.begin(now: clock.now, gate: opensAt, phase: phase)
    while !Task.isCancelled {
      switch action {
      case .wait(let moment):
        await wait(until: moment)
        action = machine.begin(now: clock.now, gate: opensAt, phase: phase)
      case .giveUp(let ending):
        return .failure(
          ExportError(
            failure.code,
            ending: ending,
            httpStatus: failure.httpStatus,
            detail: failure.detail
          )
        )
      case .attempt:
        count(attempt: attempts, bytes: bytes)
        attempts += 1
        switch await attempt() {
        case .delivered(let rejectedItems): return .success(rejectedItems: rejectedItems)
        case .cancelled: return .failure(.cancelled)
        case .failed(let code, let status, let detail):
          failure = ExportError(code, httpStatus: status, detail: detail)
          await note(failure, willRetry: false)
          return .failure(failure)
        case .retryable(let code, let status, let retryAfter, let detail):
          failure = ExportError(code, httpStatus: status, detail: detail)
          pause(for: retryAfter)
          action = machine.attemptFailed(
            now: clock.now,
            retryAfter: retryAfter,
            random: random(),
            phase: phase
          )
          await note(failure, willRetry: action.goesOn)
        }
      }
    }
    return .failure(.cancelled)
  }
}

extension RetryLoop {
  private var opensAt: Duration? { state.withLock { $0.gate.opensAt } }

  private var phase: RetryStateMachine.Phase {
    stopped.isOpen ? .stopping : draining.isOpen ? .draining : .running
  }

  /// Until the moment, a change of the phase or the cancellation.
  private func wait(until moment: Duration) async {
    let next = draining.isOpen ? stopped : draining
    await withTimeLimit(moment - clock.now, on: clock) { await next.wait() }
  }

  private func pause(for retryAfter: Duration?) {
    guard let retryAfter, retryAfter > .zero else { return }
    // No request waits longer than the policy allows, so neither is the gate closed for longer.
    let moment = clock.now + min(retryAfter, policy.maximumElapsed)
    state.withLock { $0.gate.close(until: moment) }
  }

  private func count(attempt: Int, bytes: Int) {
    state.withLock { state in
      state.statistics.attempts += 1
      if attempt > 0 { state.statistics.retries += 1 }
      state.statistics.sentBytes += bytes
    }
  }

  private func note(_ failure: ExportError, willRetry: Bool) async {
    let now = clock.now
    let unsaid = state.withLock { state in
      state.statistics.lastError = failure.code
      state.statistics.lastDetail = failure.detail
      return willRetry ? state.log.admit(at: now) : nil
    }
    guard let unsaid else { return }
    // A log may block, and this may be an event loop.
    await withTaskExecutorPreference(globalConcurrentExecutor) { [logger] in
      logger.warning(
        "An export attempt failed and will be repeated",
        metadata: failure.metadata.merging(["unlogged_failures": "\(unsaid)"]) { _, new in new }
      )
    }
  }
}

extension RetryStateMachine.Action {
  fileprivate var goesOn: Bool {
    if case .giveUp = self { false } else { true }
  }
}
