import Logging
import ServiceLifecycle
import Synchronization
import TraceVeil

/// Keeps an eye on the MLflow server: asks for its `/health` now and then, and hears how clients' requests end.
final class UpstreamMonitor: Service {
  /// How often it is looked whether it is time to ask.
  private static let tick = Duration.milliseconds(500)

  private let state = Mutex(UpstreamHealth())
  private let address: String
  private let failures: UpstreamFailures
  private let clock: any PipelineClock
  private let logger: Logger
  private let ask: @Sendable () async -> UpstreamHealth.Outcome

  /// - Parameter ask: Asks once, within a time limit of its own.
  init(
    address: String,
    failures: UpstreamFailures,
    clock: any PipelineClock = SystemClock(),
    logger: Logger,
    ask: @escaping @Sendable () async -> UpstreamHealth.Outcome
  ) {
    self.address = address
    self.failures = failures
    self.clock = clock
    self.logger = logger
    self.ask = ask
  }

  var condition: UpstreamHealth.Condition { state.withLock { $0.condition } }

  /// Whether a client's request has had success.
  var hasServed: Bool { state.withLock { $0.hasServed } }

  /// Why the gateway is not ready; nil while the server answers.
  var trouble: String? {
    switch condition {
    case .answering: nil
    case .unknown: "starting: MLflow at \(address) has not been asked yet"
    case .away(let reason): "MLflow at \(address) is away: \(reason.label)"
    }
  }

  /// A client's request has ended.
  func observe(_ outcome: UpstreamHealth.Outcome) {
    let now = clock.now
    note(state.withLock { $0.observed(outcome, at: now) ? $0.condition : nil })
  }

  func run() async {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await self.askIfDue()
        try? await self.clock.sleep(for: Self.tick)
      }
    }
  }

  func askIfDue() async {
    let now = clock.now
    guard state.withLock({ $0.admitQuestion(at: now) }) else { return }
    let outcome = await ask()
    guard !Task.isCancelled else { return state.withLock { $0.abandoned() } }
    let then = clock.now
    note(state.withLock { $0.answered(outcome, at: then) ? $0.condition : nil })
  }

  private func note(_ changed: UpstreamHealth.Condition?) {
    switch changed {
    case .away(let reason):
      var metadata: Logger.Metadata = ["upstream": "\(address)", "reason": "\(reason.label)"]
      if let advice = failures.advice(reason) { metadata["advice"] = "\(advice)" }
      logger.warning("MLflow is away: /readyz answers 503", metadata: metadata)
    case .answering: logger.info("MLflow answers", metadata: ["upstream": "\(address)"])
    case .unknown, nil: break
    }
  }
}
