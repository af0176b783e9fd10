import Logging
import Synchronization

/// Delivers requests to one destination, with as many attempts as the policy allows.
///
/// A pause the destination asks for holds back all requests of the same partition. A destination that leaves those of a
/// partition without an answer is asked by one of them at a time, and by all once it has answered that one. Safe to use
/// from any number of tasks.
final class RetryLoop: Sendable {
  /// Longest time between two attempts at a destination that cannot be reached.
  static let longestBreak = Duration.seconds(5)
  /// Longest pause that a destination is granted, whatever it asks for.
  static let longestPause = Duration.seconds(3600)

  private struct State {
    var gates = ThrottleGates()
    var breakers: PartitionBreakers
    /// Opens when the destination answers again.
    var answered = Latch()
    var attempts = AttemptLimit()
    var statistics = ExporterStatistics()
    var log: LogLimiter
    var unreadableLog: LogLimiter
    var warningLog: LogLimiter
  }

  private let policy: RetryPolicy
  let clock: any PipelineClock
  private let random: @Sendable () -> Double
  let logger: Logger
  private let state: Mutex<State>
  /// Open once waits are to be short.
  let draining = Latch()
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
    let breaker = CircuitBreaker(
      firstPause: policy.initialBackoff,
      longestPause: min(policy.maximumBackoff, Self.longestBreak)
    )
    let limiter = LogLimiter(interval: logInterval)
    state = Mutex(
      State(
        breakers: PartitionBreakers(breaker),
        log: limiter,
        unreadableLog: limiter,
        warningLog: limiter
      )
    )
  }

  var statistics: ExporterStatistics {
    let now = clock.now
    return state.withLock { state in
      var statistics = state.statistics
      statistics.throttledFor = state.gates.remaining(at: now)
      statistics.isUnreachable = state.breakers.isAnyOpen
      return statistics
    }
  }

  /// Requests that wait are attempted at once. From now on all waits are short.
  /// - Parameter limit: The time limit of the drain. Attempts without an answer then end in time for others. Nil to
  ///   keep the usual limit of attempts.
  func beginDrain(within limit: Duration? = nil) {
    let end = limit.map { clock.now + $0 }
    state.withLock { $0.attempts.drain(until: end) }
    draining.open()
  }

  /// A request that waits is attempted once more at once; from now on, a failed attempt is the last.
  func stop() {
    stopped.open()
    draining.open()
  }

  /// Corrects the counted bytes of a request that is sent in another form than it came to the exporter in.
  func correctSentBytes(by difference: Int) {
    state.withLock { $0.statistics.sentBytes += difference }
  }

  /// - Parameters:
  ///   - bytes: Size of the request, for the statistics.
  ///   - age: How old what it holds is already: the policy's limit counts from there.
  ///   - timeLeft: From now on, where the policy may allow more; nil for what it allows.
  ///   - partition: What a pause that is asked for it holds back, too.
  ///   - sender: Who sends it again unless it is taken in time; nil where nobody waits.
  ///   - attempt: Sends the request once. Must heed cancellation.
  func deliver(
    bytes: Int,
    age: Duration = .zero,
    timeLeft: Duration? = nil,
    partition: ForwardedHeaders = ForwardedHeaders(),
    sender: WaitingSender? = nil,
    _ attempt: @escaping @Sendable () async -> AttemptOutcome
  ) async -> ExportResult {
    let limits = [sender?.limit, timeLeft.map { age + $0 }].compactMap(\.self)
    var machine = RetryStateMachine(policy: policy, now: clock.now - age, limit: limits.min())
    var failure = ExportError(.unavailable)
    var attempts = 0
    var action = machine.begin(now: clock.now, gate: opening(of: partition), phase: phase)
    while !Task.isCancelled {
      switch action {
      case .wait(let moment):
        await wait(until: moment, partition)
        if sender?.isSatisfied == true { machine.lift() }
        action = machine.begin(now: clock.now, gate: opening(of: partition), phase: phase)
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
        let admission = admit(partition)
        if admission == .none, let wait = machine.postponed(until: breakEnd(of: partition), phase: phase) {
          action = wait
          continue
        }
        count(attempt: attempts, bytes: bytes)
        attempts += 1
        let began = clock.now
        let outcome = await limited(attempt)
        count(outcome, since: began)
        note(outcome, partition, ofProbe: admission == .probe)
        switch outcome {
        case .delivered(let rejectedItems): return .success(rejectedItems: rejectedItems)
        case .cancelled: return .failure(.cancelled)
        case .failed(let code, let status, let detail):
          failure = ExportError(code, httpStatus: status, detail: detail)
          await note(failure, willRetry: false)
          return .failure(failure)
        case .retryable(let code, let status, let retryAfter, let detail):
          failure = ExportError(code, httpStatus: status, detail: detail)
          let retryAfter = retryAfter.map { min($0, Self.longestPause) }
          pause(partition, for: retryAfter)
          if sender?.isSatisfied == true { machine.lift() }
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
  /// An answer of success is none of OTLP. - Returns: How many were not logged before; nil where this one is not to be.
  func countUnreadableAnswer() -> Int? {
    let now = clock.now
    return state.withLock { state in
      state.statistics.unreadableResponses += 1
      return state.unreadableLog.admit(at: now)
    }
  }

  /// An answer of success has a message. - Returns: How many were not logged before; nil where this one is not to be.
  func countWarning() -> Int? {
    let now = clock.now
    return state.withLock { state in
      state.statistics.warnings += 1
      return state.warningLog.admit(at: now)
    }
  }

  /// What the destination says about the part of a request that it has not taken.
  func note(rejection detail: FailureDetail?) {
    state.withLock { $0.statistics.lastRejection = detail }
  }

  private func opening(of partition: ForwardedHeaders) -> Duration? {
    state.withLock { $0.gates.opening(of: partition) }
  }

  /// When an attempt that is under way now is to end, if a drain needs its place.
  var attemptEnd: Duration? {
    let now = clock.now
    return state.withLock { $0.attempts.end(at: now) }
  }

  private var phase: RetryStateMachine.Phase {
    stopped.isOpen ? .stopping : draining.isOpen ? .draining : .running
  }

  private func admit(_ partition: ForwardedHeaders) -> CircuitBreaker.Admission {
    let now = clock.now
    return state.withLock { $0.breakers.admit(partition, at: now) }
  }

  private func breakEnd(of partition: ForwardedHeaders) -> Duration {
    let now = clock.now
    return state.withLock { $0.breakers.nextAdmission(of: partition, after: now) }
  }

  /// Whoever answers, if with a refusal, is there: only an attempt without an answer speaks for a break.
  private func note(_ outcome: AttemptOutcome, _ partition: ForwardedHeaders, ofProbe isProbe: Bool) {
    let now = clock.now
    let isAnswered = outcome.isAnswered
    if let isAnswered { ExportSlot.current?.note(isAnswered: isAnswered) }
    if let isFailing = outcome.isFailing { ExportSlot.current?.note(isFailing: isFailing) }
    let answered = state.withLock { state -> Latch? in
      switch isAnswered {
      case .some(false): state.breakers.fail(partition, at: now)
      case .none: if isProbe { state.breakers.abandon(partition, at: now) }
      case .some(true):
        guard state.breakers.succeed(partition) else { return nil }
        defer { state.answered = Latch() }
        return state.answered
      }
      return nil
    }
    answered?.open()
  }

  /// Until the moment, a change of the phase, an answer after a break, or the cancellation. Others may use the export's place meanwhile.
  private func wait(until moment: Duration, _ partition: ForwardedHeaders) async {
    let next = draining.isOpen ? stopped : draining
    let now = clock.now
    // Whoever is held by a pause, or because nobody of its partition is answered, attempts nothing meanwhile.
    let isHeld = max(opening(of: partition) ?? now, breakEnd(of: partition)) > now
    let slot = ExportSlot.current
    let isParked = slot?.park(isHeld: isHeld) ?? false
    let answered = state.withLock { $0.answered }
    await withTimeLimit(moment - now, on: clock) { await Latch.waitForFirst(of: next, answered) }
    if isParked { await slot?.comeBack() }
  }

  private func pause(_ partition: ForwardedHeaders, for retryAfter: Duration?) {
    guard let retryAfter, retryAfter > .zero else { return }
    // No request waits longer than the policy allows, so neither is the gate closed for longer.
    let now = clock.now
    let moment = now + min(retryAfter, policy.maximumElapsed)
    state.withLock { $0.gates.close(partition, until: moment, at: now) }
  }

  private func count(attempt: Int, bytes: Int) {
    state.withLock { state in
      state.statistics.attempts += 1
      if attempt > 0 { state.statistics.retries += 1 }
      state.statistics.sentBytes += bytes
    }
  }

  private func count(_ outcome: AttemptOutcome, since began: Duration) {
    let duration = clock.now - began
    state.withLock { state in
      switch outcome {
      case .delivered:
        state.statistics.successes += 1
        state.attempts.note(answeredAfter: duration)
      case .cancelled: state.statistics.failures[.cancelled, default: 0] += 1
      case .failed(let code, _, _): state.statistics.failures[code, default: 0] += 1
      case .retryable(let code, _, _, _): state.statistics.failures[code, default: 0] += 1
      }
      state.statistics.durations.add(duration)
    }
  }

  private func note(_ failure: ExportError, willRetry: Bool) async {
    let now = clock.now
    let unsaid = state.withLock { state in
      state.statistics.lastError = failure.code
      state.statistics.lastStatus = failure.httpStatus
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

extension AttemptOutcome {
  /// Nil when nothing can be said of the destination.
  fileprivate var isAnswered: Bool? {
    switch self {
    case .delivered: true
    case .cancelled: nil
    case .failed(let code, let status, _), .retryable(let code, let status, _, _):
      switch code {
      case .connectionFailed, .tlsFailed, .attemptTimedOut, .noToken: false
      case .unavailable, .refused, .redirected, .responseTooLarge: true
      case .invalidRequest, .exportTimedOut, .cancelled, .shutDown, .outputFailed, .notStored:
        status == nil ? nil : true
      }
    }
  }
}

extension AttemptOutcome {
  /// Whether it is to be repeated: what the destination refuses for good holds up nothing. Nil when nothing can be said of the
  /// destination.
  fileprivate var isFailing: Bool? {
    switch self {
    case .delivered, .failed: false
    case .retryable: true
    case .cancelled: nil
    }
  }
}

extension RetryStateMachine.Action {
  fileprivate var goesOn: Bool {
    if case .giveUp = self { false } else { true }
  }
}
