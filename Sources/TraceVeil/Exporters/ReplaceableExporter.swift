package import OTLP
import Synchronization

/// An exporter whose place another one can take while requests are on their way, because the settings of its destination have
/// changed.
///
/// What is exported from then on goes through the new one. Attempts that are under way end as they end. What waits for its next
/// attempt is tried once more as before, and then goes through the new one, too: whoever corrects an address wants what waits
/// to go there. The former is shut down when its last request has left it. Safe on any thread.
package final class ReplaceableExporter: SpanExporter {
  private struct Generation {
    let number: Int
    let exporter: any SpanExporter
    /// Calls of `export` that are under way.
    var running = 0
  }

  private enum Phase: Int {
    case running, draining, stopping
  }

  private struct State {
    var current: Generation
    /// Those that have requests still.
    var former: [Generation] = []
    /// The counters of those that have none any more.
    var past = ExporterStatistics()
    var phase = Phase.running

    mutating func enter() -> (number: Int, exporter: any SpanExporter) {
      current.running += 1
      return (current.number, current.exporter)
    }

    /// - Returns: An exporter that has nothing to do any more.
    mutating func leave(_ number: Int) -> (any SpanExporter)? {
      guard number != current.number else {
        current.running -= 1
        return nil
      }
      guard let place = former.firstIndex(where: { $0.number == number }) else { return nil }
      former[place].running -= 1
      return former[place].running == 0 ? retire(at: place) : nil
    }

    mutating func retire(at place: Int) -> any SpanExporter {
      let exporter = former.remove(at: place).exporter
      past.add(counters: exporter.statistics)
      return exporter
    }
  }

  private let state: Mutex<State>
  private let clock: any PipelineClock

  /// - Parameter exporter: Belongs to this one from here on.
  package init(_ exporter: any SpanExporter, clock: any PipelineClock = SystemClock()) {
    state = Mutex(State(current: Generation(number: 0, exporter: exporter)))
    self.clock = clock
  }

  private var current: any SpanExporter { state.withLock { $0.current.exporter } }

  package var name: String { current.name }
  package var address: String? { current.address }
  package var compression: Compression { current.compression }
  package var executor: (any TaskExecutor)? { current.executor }
  package var maximumConcurrentExports: Int { current.maximumConcurrentExports }
  package var requestCut: TraceRequestLimits? { current.requestCut }

  package func reload() throws(ExporterConfigurationError) { try current.reload() }

  /// The counters of all of them, and the state of the newest.
  package var statistics: ExporterStatistics {
    state.withLock { state in
      var statistics = state.current.exporter.statistics
      statistics.add(counters: state.past)
      for former in state.former { statistics.add(counters: former.exporter.statistics) }
      return statistics
    }
  }

  /// - Parameter exporter: Belongs to this one from here on.
  package func replace(by exporter: any SpanExporter) {
    let (former, idle, phase) = state.withLock { state in
      state.former.append(state.current)
      state.current = Generation(number: state.current.number + 1, exporter: exporter)
      let former = state.former[state.former.count - 1]
      let idle = former.running == 0 ? state.retire(at: state.former.count - 1) : nil
      return (former.exporter, idle, state.phase)
    }
    if phase != .running { exporter.beginDrain() }
    if phase == .stopping { exporter.stopRetrying() }
    former.stopRetrying()
    shutDown(idle)
  }

  package func export(_ request: ExportRequest) async -> ExportResult {
    var request = request
    while true {
      let began = clock.now
      let (number, exporter) = state.withLock { $0.enter() }
      let result = await export(request, by: exporter)
      let isReplaced = state.withLock { $0.current.number != number }
      shutDown(state.withLock { $0.leave(number) })
      // A part of it may have been taken already: it is sent twice then, rather than not at all.
      guard isReplaced, result.isInterrupted, !Task.isCancelled else { return result }
      let taken = clock.now - began
      request.age += taken
      request.timeLeft = request.timeLeft.map { max($0 - taken, .zero) }
    }
  }

  /// What was sealed for one before may be compressed otherwise.
  private func export(_ request: ExportRequest, by exporter: any SpanExporter) async -> ExportResult {
    guard !request.isCompressed(as: exporter.compression) else { return await exporter.export(request) }
    // Away from the event loop that the export may run on.
    let own = await withTaskExecutorPreference(globalConcurrentExecutor) {
      try? request.recompressed(exporter.compression)
    }
    guard var own else { return .failure(ExportError(.invalidRequest)) }
    own.keepsRefused = request.keepsRefused
    return await exporter.export(own)
  }

  package func beginDrain() { enter(.draining) { $0.beginDrain() } }

  package func beginDrain(within limit: Duration) { enter(.draining) { $0.beginDrain(within: limit) } }

  package func stopRetrying() { enter(.stopping) { $0.stopRetrying() } }

  private func enter(_ phase: Phase, _ tell: (any SpanExporter) -> Void) {
    let all = state.withLock { state in
      if state.phase.rawValue < phase.rawValue { state.phase = phase }
      return (state.former + [state.current]).map(\.exporter)
    }
    for exporter in all { tell(exporter) }
  }

  package func forceFlush(timeout: Duration) async -> FlushResult {
    await current.forceFlush(timeout: timeout)
  }

  package func shutdown(timeout: Duration) async -> FlushResult {
    let (former, current) = state.withLock { ($0.former.map(\.exporter), $0.current.exporter) }
    for exporter in former { shutDown(exporter) }
    return await current.shutdown(timeout: timeout)
  }

  private func shutDown(_ exporter: (any SpanExporter)?) {
    guard let exporter else { return }
    Task(executorPreference: globalConcurrentExecutor) {
      _ = await exporter.shutdown(timeout: Closing.mostTime)
    }
  }
}

extension ExportResult {
  /// Whether there would have been more attempts, of all of it or of a part, if the exporter had not been told to make none.
  fileprivate var isInterrupted: Bool {
    switch self {
    case .success: false
    case .failure(let error): error.ending == .shutDown
    case .partial(let parts): parts.failures.keys.contains { $0.ending == .shutDown }
    }
  }
}

extension ExporterStatistics {
  /// Adds what has been counted elsewhere; what is true of this moment stays.
  fileprivate mutating func add(counters other: ExporterStatistics) {
    attempts += other.attempts
    retries += other.retries
    successes += other.successes
    failures.merge(other.failures, uniquingKeysWith: +)
    durations.add(other.durations)
    sentBytes += other.sentBytes
    unreadableResponses += other.unreadableResponses
    warnings += other.warnings
  }
}
