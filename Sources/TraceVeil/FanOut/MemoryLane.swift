import Logging
import NIOCore
import Synchronization

/// A lane whose requests wait in memory, within its own share of the byte budget.
final class MemoryLane: DeliveryLane {
  /// A request on its way to this destination.
  struct Copy: Sendable {
    let id: LaneAccount.ID
    let request: ExportRequest
    /// When its oldest item came.
    let began: Duration
    let tally: DeliveryTally
    /// The reservation that is kept until the copy has ended.
    let room: (any Sendable)?
  }

  struct Settings: Sendable {
    /// The time limit of all attempts of one export together; zero for none.
    var exportTimeout: Duration
    var failureLogInterval: Duration
  }

  let name: String
  let exporter: any SpanExporter
  let clock: any PipelineClock
  let settings: Settings
  let admission: ExportAdmission
  let parking: ExportParking
  let failures: FailureLog
  let account = Mutex(LaneAccount())
  private let budget: ByteBudget
  private let party: ByteBudget.Party
  private let copies: AsyncStream<Copy>
  private let line: AsyncStream<Copy>.Continuation
  private let running = SingleRun()
  private let overdrawn = Overdraft.Account()
  let ends: LaneEnds

  /// - Parameters:
  ///   - party: Whose bytes of the budget copies take.
  ///   - ends: Told of each copy that has come to its end.
  init(
    name: String,
    exporter: any SpanExporter,
    settings: Settings,
    budget: ByteBudget,
    party: ByteBudget.Party,
    ends: LaneEnds,
    clock: any PipelineClock,
    logger: Logger
  ) {
    self.name = name
    self.exporter = exporter
    self.settings = settings
    self.budget = budget
    self.party = party
    self.ends = ends
    self.clock = clock
    failures = FailureLog(interval: settings.failureLogInterval, clock: clock, logger: logger)
    admission = ExportAdmission(limit: exporter.maximumConcurrentExports)
    parking = ExportParking(admission)
    // Bounded by bytes, of the budget or of what the requests hold.
    (copies, line) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
  }

  func take(
    _ request: ExportRequest,
    items: Int,
    began: Duration,
    isOwed: Bool,
    tally: DeliveryTally
  ) async -> Bool {
    var request = request
    let isHeldUp = isHeldUp(request.headers) ?? false
    var room: (any Sendable)?
    // What is held up takes no room from what is not, of this destination either.
    if var reservation = budget.reserve(request.body.readableBytes, for: party, leavingRoom: isHeldUp) {
      reservation.complete()
      room = BudgetShare(reservation)
    } else if isOwed {
      room = request.held
    } else if !isHeldUp || account.withLock({ $0.progress.isIdle }), let overdraft = Overdraft(overdrawn) {
      room = overdraft
    } else {
      return false
    }
    request.held = nil
    let now = clock.now
    let id = account.withLock { [bytes = request.body.readableBytes, partition = request.headers] account in
      account.accept(items: items, bytes: bytes, of: partition, began: began, at: now)
    }
    line.yield(Copy(id: id, request: request, began: began, tally: tally, room: room))
    return true
  }

  func standing(of partition: ForwardedHeaders) -> LaneStanding? {
    let now = clock.now
    // If the partition is not known here, the state of all others decides.
    let isAway =
      isHeldUp(partition) ?? (parking.isFailing || account.withLock { $0.progress.isStalled(at: now) })
    return isAway ? nil : account.withLock { $0.standing(of: partition, at: now) }
  }

  func isGoing(_ partition: ForwardedHeaders) -> Bool {
    let now = clock.now
    return account.withLock { $0.progress.isGoing(partition, at: now) }
  }

  /// Whether the destination takes nothing of a partition now; nil where nothing is known of it.
  private func isHeldUp(_ partition: ForwardedHeaders) -> Bool? {
    let now = clock.now
    let isFailing = parking.isFailing(partition)
    if isFailing == true { return true }
    return account.withLock { $0.progress.isStalled(partition, at: now) } ?? isFailing
  }

  func lose(_ request: ExportRequest, items: Int, tally: DeliveryTally) {
    let now = clock.now
    account.withLock { $0.lose(items: items, of: request.headers, at: now) }
    failures.note(dropped: items, for: .queueFull)
    tally.end(taken: 0, .notTaken)
  }

  func noteExporterChange() {
    admission.resize(to: exporter.maximumConcurrentExports)
    failures.label(exporter)
  }

  func run() async {
    await running.run {
      $0.addTask { await self.deliver() }
    } atEnd: {
      self.account.withLock { $0.abandon(for: .shutDown) }
    }
  }

  func shutdown(within limit: Duration) async {
    let deadline = clock.now + limit
    exporter.beginDrain(within: limit)
    line.finish()
    await running.end(within: limit, on: clock) {
      await self.run()
    } atLimit: {
      exporter.stopRetrying()
    }
    _ = await exporter.shutdown(timeout: max(deadline - clock.now, Closing.leastTime))
  }

  func statistics(behind front: () -> PipelineStatistics) -> PipelineStatistics {
    let now = clock.now
    var own = account.withLock { account in
      var own = account.statistics
      own.oldestItemAge = account.oldestArrival.map { max(now - $0, .zero) } ?? .zero
      return own
    }
    own.exporter = exporter.statistics
    return own.behind(front())
  }

  private func deliver() async {
    await withDiscardingTaskGroup { exports in
      for await copy in copies {
        // Where the requests of a tenant wait for each other alone, those of others go on.
        let entry = admission.ask(for: copy.request.headers)
        if case .waits(let ticket) = entry, await !admission.admitted(ticket) {
          copy.tally.end(taken: 0, .notTaken)
          continue
        }
        exports.addTask(executorPreference: exporter.executor ?? globalConcurrentExecutor) {
          await self.export(copy, entry)
        }
      }
    }
  }
}
