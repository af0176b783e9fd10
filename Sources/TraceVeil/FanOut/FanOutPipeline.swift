package import Logging
import NIOCore
package import NIOPosix
package import OTLP
import ServiceLifecycle
import Synchronization

/// The way out of one signal's requests to several destinations: queue, batches, transforms and sealing once, then a lane for
/// each destination, in memory or through a queue on disk of its own.
///
/// Delivers while `run` runs. The destinations can be changed meanwhile. All methods may be called from any thread.
package final class FanOutPipeline: OutboundPipeline {
  struct State: Sendable {
    var current: FanOutSet
    /// Sets that have been replaced, and drain.
    var former: [FanOutSet] = []
    /// The ways to destinations that have been removed, and drain.
    var leaving: [any DestinationLane] = []
    var past = Past()
    var isShutDown = false
    /// Opens when the set that was replaced last has been drained.
    var drained: Latch?
    var takers: [@Sendable () -> Void] = []
  }

  /// The numbers of the fronts of sets that are no more.
  struct Past: Sendable {
    var all = PipelineStatistics()
    /// Of those that handed over to a way that is still there.
    var lanes: [ObjectIdentifier: PipelineStatistics] = [:]
  }

  typealias Job = @Sendable () async -> Void

  package let signal: Signal
  let configuration: ExportPipeline.Configuration
  let transforms: [any BatchTransform]
  let budget: ByteBudget
  let threadPool: NIOThreadPool?
  let memory: WorkMemory?
  let clock: any PipelineClock
  let logger: Logger
  let ends = LaneEnds()
  let counts = DeliveryCounter()
  /// What runs in `run`.
  private let jobs: AsyncStream<Job>
  let line: AsyncStream<Job>.Continuation
  private let state = Mutex(State(current: FanOutSet(lanes: [], routing: nil, fronts: [])))

  /// - Parameters:
  ///   - signal: The one signal of all requests.
  ///   - configuration: Sizes, delays and time limits.
  ///   - transforms: Run in this order on every batch.
  ///   - destinations: In the order in which they are shown; one at least.
  ///   - rule: When a request counts as delivered.
  ///   - routing: Which destinations a request goes to; nil for all.
  ///   - budget: Where each destination has a share of its own, as the party ``ByteBudget/Party/destination(_:_:)``.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
  ///   - memory: Bounds what the work on batches takes, of all pipelines together; nil for no such bound.
  ///   - clock: For delays and time limits; tests pass one of their own.
  ///   - logger: For failures of destinations, and for what was not delivered.
  package init(
    signal: Signal,
    configuration: ExportPipeline.Configuration,
    transforms: [any BatchTransform],
    destinations: [Destination],
    rule: DeliveryRule,
    routing: RequestRouting? = nil,
    budget: ByteBudget,
    threadPool: NIOThreadPool? = nil,
    memory: WorkMemory? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.signal = signal
    self.configuration = configuration
    self.transforms = transforms
    self.budget = budget
    self.threadPool = threadPool
    self.memory = memory
    self.clock = clock
    self.logger = logger
    (jobs, line) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    let lanes = destinations.map { makeLane(to: $0, among: destinations.count) }
    let first = makeSet(lanes, destinations, rule, routing)
    state.withLock { $0.current = first }
    for lane in lanes { line.yield { await lane.run() } }
    start(first)
  }

  /// Works on the state. Nothing that takes long is to be done meanwhile.
  func withState<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    state.withLock { body(&$0) }
  }

  func start(_ set: FanOutSet) {
    for front in set.fronts { line.yield { await front.pipeline.run() } }
  }

  package func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult {
    precondition(request.signal == signal, "a request of another signal")
    guard request.summary.acceptedItems > 0 else { return .accepted }
    let set = withState { state in
      state.current.enter()
      return state.current
    }
    defer { set.leave() }
    let share = BudgetShare(reservation, receipt: request.receipt)
    let parts =
      set.routing?.parts(of: request).filter { $0.request.summary.acceptedItems > 0 } ?? [(0, request)]
    // All of them or none: a sender repeats the whole of what was refused.
    for (place, part) in parts {
      let front = set.fronts[place]
      guard parts.count == 1 || front.pipeline.queue.hasRoom,
        front.storing?.hasRoom(for: part.body.readableBytes) ?? true
      else {
        return .full(retryAfter: retryAfter)
      }
    }
    let shares = share.divided(among: parts.map(\.request.summary.acceptedItems))
    for ((place, part), share) in zip(parts, shares) {
      switch set.fronts[place].pipeline.queue.enqueue(QueuedRequest(request: part, share: share)) {
      case nil: continue
      case .full: return .full(retryAfter: retryAfter)
      case .shutDown: return .shutDown
      }
    }
    return .accepted
  }

  package func whenTaken(_ action: @escaping @Sendable () -> Void) {
    let fronts = withState { state in
      state.takers.append(action)
      return state.fronts
    }
    for front in fronts { front.pipeline.queue.whenTaken(action) }
  }

  package func hurry() {
    for front in withState(\.fronts) { front.pipeline.queue.hurry() }
  }

  package var retryAfter: Duration { configuration.overloadRetryAfter }

  package var queuedItems: Int {
    withState(\.fronts).reduce(0) { $0 + $1.pipeline.queue.statistics.queued }
  }

  package func noteExporterChange() {
    for lane in withState({ $0.lanes }) { lane.noteExporterChange() }
  }

  /// Runs until the pipeline has been shut down and drained, or the task is cancelled; whatever has not been delivered then
  /// is dropped and counted.
  package func run() async throws {
    await withDiscardingTaskGroup { group in
      for await job in jobs { group.addTask { await job() } }
    }
  }

  package func shutdown(deadline: Duration) async -> DeliveryReport {
    let end = clock.now + deadline
    let before = (all: statistics, lanes: destinationStatistics)
    let (fronts, former, lanes) = withState { state in
      state.isShutDown = true
      return (state.current.fronts, state.former.flatMap(\.fronts), state.lanes)
    }
    for case let lane as MemoryLane in lanes { lane.exporter.beginDrain(within: deadline) }
    await withTaskGroup(of: Void.self) { group in
      for front in fronts { group.addTask { _ = await front.pipeline.shutdown(within: deadline) } }
      for front in former { group.addTask { await Self.end(front, within: deadline) } }
    }
    let left = max(end - clock.now, .zero)
    await withTaskGroup(of: Void.self) { group in
      for lane in lanes { group.addTask { await lane.shutdown(within: left) } }
    }
    line.finish()
    var report = DeliveryReport(from: before.all, to: statistics)
    let now = destinationStatistics
    for (name, was) in before.lanes {
      guard let statistics = now.first(where: { $0.name == name })?.statistics else { continue }
      report.destinations[name] = DeliveryReport(from: was, to: statistics)
    }
    report.completed = clock.now < end
    return report
  }

  /// Its own drain has begun before, with more time.
  private static func end(_ front: FanOutSet.Front, within limit: Duration) async {
    let report = await front.pipeline.shutdown(within: limit)
    if !report.completed { front.pipeline.giveUp() }
  }
}

extension FanOutPipeline.State {
  /// All that redact and seal, the newest first.
  var fronts: [FanOutSet.Front] { current.fronts + former.flatMap(\.fronts) }
  /// All ways, those of the settings first.
  var lanes: [any DestinationLane] { current.lanes + leaving }
}

extension DeliveryReport {
  fileprivate init(from before: PipelineStatistics, to after: PipelineStatistics) {
    self.init()
    delivered = after.exported - before.exported
    rejected = after.rejected - before.rejected
    undelivered = after.dropped.merging(before.dropped) { now, then in now - then }.filter { $0.value > 0 }
    let open = after.queued + after.inFlight
    if open > 0 { undelivered[.shutDown, default: 0] += open }
  }
}
