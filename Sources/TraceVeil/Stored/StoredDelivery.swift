import Logging
import NIOCore
import NIOPosix
import OTLP
import Store
import Synchronization

/// The second half of a pipeline with a queue on disk: reads what is stored, joins it to requests, and has them exported.
///
/// What is in memory is bounded, whatever waits on disk. A record stays on disk until its request has come to its end; what
/// has not at the end of the process is read again by the next.
final class StoredDelivery: Sendable {
  struct Settings: Sendable {
    var batch: BatchLimits
    /// Longest time that what waits alone waits for more.
    var scheduleDelay: Duration
    var failureLogInterval: Duration
    /// The age of a record at its last attempt. Nil if a limit of the exporter is not applied to single records. The
    /// exporter's policy allows as much, unless it is outlasted.
    var maximumAge: Duration?
    /// Bytes of requests that are in memory at a time. A larger one goes alone.
    var maximumBytes = 32 << 20
    /// Whether a request is tried again after the exporter has given it up, as long as it is on disk and not too old.
    var outlastsExporter = false
  }

  /// Requests that are in memory at a time, those that wait for another attempt among them. ``DeliveryRoom`` divides them.
  static let maximumRequests = 64
  /// How long a drain goes on where the destination does not answer: all of it is on disk.
  static let hopelessDrain = Duration.seconds(1)

  /// The pause before the next attempt when a read, or the write of a dead letter, has failed.
  static let readPause = Duration.seconds(1)

  /// The pause before a request is tried again that the exporter has given up.
  static let anewPause = Duration.seconds(5)

  let signal: Signal
  let store: QueueStore
  /// Keeps what the destination refuses for good; nil to drop it.
  let deadLetters: DeadLetterStore?
  let exporter: any SpanExporter
  let clock: any PipelineClock
  let settings: Settings
  let threads: PipelineThreads
  let admission: ExportAdmission
  let parking: ExportParking
  let failures: FailureLog
  let losses: StoredLossLog
  let logger: Logger
  let account = Mutex(StoredAccount())
  let room: Mutex<DeliveryRoom>
  private let readable: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  /// Whenever the store has dropped something: nothing may be read for long then.
  private let drops: AsyncStream<Void>
  let flushes = StoredFlushes()
  let draining = Latch()
  private let running = SingleRun()

  init(
    signal: Signal,
    store: QueueStore,
    deadLetters: DeadLetterStore? = nil,
    exporter: any SpanExporter,
    settings: Settings,
    threads: PipelineThreads,
    clock: any PipelineClock,
    logger: Logger
  ) {
    self.signal = signal
    self.store = store
    self.deadLetters = deadLetters
    self.exporter = exporter
    self.settings = settings
    room = Mutex(DeliveryRoom(requests: Self.maximumRequests, bytes: settings.maximumBytes))
    self.threads = threads
    self.clock = clock
    var logger = logger
    logger[metadataKey: "signal"] = "\(signal.rawValue)"
    logger[metadataKey: "exporter"] = "\(exporter.name)"
    self.logger = logger
    failures = FailureLog(interval: settings.failureLogInterval, clock: clock, logger: logger)
    losses = StoredLossLog(store: store, interval: settings.failureLogInterval, clock: clock, logger: logger)
    admission = ExportAdmission(limit: exporter.maximumConcurrentExports)
    parking = ExportParking(admission)
    (readable, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    store.whenReadable { [wake, flushes, limits = settings.batch] items, bytes in
      flushes.noteStored(items: items, bytes: bytes, limits)
      wake.yield()
    }
    let (drops, dropped) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.drops = drops
    store.whenDropping { dropped.yield() }
  }

  /// Delivers until it is shut down, or the task is cancelled.
  func run() async {
    await running.run { group in
      threads.start()
      group.addTask(executorPreference: threads.executor) { await self.deliver() }
      // A log may block: not on the thread that writes.
      group.addTask(executorPreference: globalConcurrentExecutor) {
        for await _ in self.drops {
          self.losses.note()
          self.flushes.note(self.store)
        }
      }
    }
  }

  /// The exporter has other settings than before.
  func noteExporterChange() {
    admission.resize(to: exporter.maximumConcurrentExports)
    failures.label(exporter)
  }

  /// Items that have come to another end than to be delivered.
  var undelivered: Int { account.withLock { $0.undelivered } }

  /// Waits until all that is stored has come to its end, which nothing holds up that is stored later.
  /// - Parameter before: ``undelivered`` when the flush began: what is stored in its course may end in its course.
  func flush(within limit: Duration, since before: Int) async -> FlushResult {
    guard await flushes.wait(for: store, within: limit, on: clock) else { return .timeout }
    return undelivered > before ? .failure : .success
  }

  /// Delivers what it can within the limit. The rest stays on disk. Then the store is closed.
  func shutdown(within limit: Duration) async {
    let limit = exporter.statistics.isUnreachable ? min(limit, Self.hopelessDrain) : limit
    let deadline = clock.now + limit
    exporter.beginDrain(within: limit)
    draining.open()
    wake.yield()
    await running.end(within: limit, on: clock) {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.run() }
        group.addTask { await self.untilHopeless() }
        await group.next()
        group.cancelAll()
      }
    } atLimit: {
      exporter.stopRetrying()
    }
    _ = await exporter.shutdown(timeout: max(deadline - clock.now, Closing.leastTime))
    await withTaskExecutorPreference(threads.executor) { store.close() }
    await threads.shutDown()
    let (exported, statistics) = (account.withLock { $0.exported }, store.statistics)
    guard statistics.records > 0 || statistics.recoveredItems > 0 else { return }
    logger.info(
      "The queue on disk is closed; what was not delivered is in it",
      metadata: ["delivered": "\(exported)", "segments": "\(statistics.segments)"]
    )
  }

  /// Returns when the destination has answered no request for a whole ``hopelessDrain``.
  private func untilHopeless() async {
    var before = exporter.statistics
    while (try? await clock.sleep(until: clock.now + Self.hopelessDrain)) != nil {
      let now = exporter.statistics
      if before.isUnreachable, now.isUnreachable, now.successes == before.successes { return }
      before = now
    }
  }

  /// - Parameter front: Returns the numbers of the pipeline in front. It is called after these numbers were read, so
  ///   that the balance holds.
  func statistics(behind front: () -> PipelineStatistics) -> PipelineStatistics {
    let (account, stored) = (account.withLock { $0 }, store.statistics)
    return account.statistics(behind: front(), stored, now: clock.unixMilliseconds())
  }

  private func deliver() async {
    var reading = StoredReading(exporter.compression)
    var more = readable.makeAsyncIterator()
    await withDiscardingTaskGroup { exports in
      // What was found at the start waits for no more.
      var isDue = true
      // When the oldest of what waits for more is sent without.
      var deadline: Duration?
      while !Task.isCancelled {
        flushes.beginReading()
        let (ready, isAll) = read(&reading, closing: isDue || draining.isOpen)
        var hasWaited = false
        for (index, request) in ready.enumerated() {
          while !enter(request), !Task.isCancelled {
            hasWaited = true
            _ = await more.next(isolation: nil)
          }
          guard !Task.isCancelled, let entry = await admit(request) else {
            for left in ready[index...] { putBack(left.records) }
            break
          }
          exports.addTask(executorPreference: exporter.executor ?? globalConcurrentExecutor) {
            await self.export(request, entry)
            self.leave(request)
          }
        }
        // It may have been told of more in the meantime.
        guard isAll, !hasWaited, !Task.isCancelled else { continue }
        if draining.isOpen {
          guard ready.isEmpty else { continue }
          // A disk that gives nothing is not waited for: what it holds stays.
          guard !reading.hasFailed, isHeldUp(reading), !room.withLock({ $0.isEmpty }) else { break }
          _ = await more.next(isolation: nil)
          continue
        }
        if reading.hasFailed {
          await withTimeLimit(Self.readPause, on: clock) { await self.draining.wait() }
          continue
        }
        if reading.batches.isEmpty {
          deadline = nil
          _ = await more.next(isolation: nil)
          // What has been held up has waited long enough.
          if isHeldUp(reading) {
            isDue = false
            continue
          }
        }
        // More may come, to be sent along. Who sent it has been answered, and waits for nothing.
        let end = deadline ?? clock.now + settings.scheduleDelay
        isDue = await flushes.pause(until: end, on: clock, orUntil: draining, settings.batch)
        deadline = isDue ? nil : end
      }
    }
    for batch in reading.closeAll() {
      account.withLock { $0.take(batch) }
      putBack(batch)
    }
  }

  /// Whether something that was read waits for others of its partition to end.
  private func isHeldUp(_ reading: borrowing StoredReading) -> Bool {
    reading.held != nil || !store.passedPartitions.isEmpty
  }

  private func enter(_ request: StoredRequest) -> Bool {
    room.withLock { $0.enter(request.partition, bytes: request.bytes) }
  }

  /// Where the requests of a tenant wait for each other alone, those of others go on.
  /// - Returns: Nil when the task is cancelled.
  private func admit(_ request: StoredRequest) async -> ExportAdmission.Entry? {
    let entry = admission.ask(for: request.partition)
    if case .waits(let ticket) = entry, await !admission.admitted(ticket) { return nil }
    return entry
  }

  private func leave(_ request: StoredRequest) {
    guard room.withLock({ $0.leave(request.partition, bytes: request.bytes) }) else { return }
    wake.yield()
    flushes.noteRoom()
  }

  /// It stays on disk, as far as it is there still.
  func putBack(_ batch: StoredBatch) {
    let gone = batch.records.reduce(0) { $0 + (store.holds($1.sequence) ? 0 : $1.items) }
    account.withLock { $0.putBack(batch, gone: gone) }
  }
}
