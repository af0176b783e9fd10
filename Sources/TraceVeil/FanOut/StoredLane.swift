import Logging
import OTLP
import Store
import Synchronization

/// A lane whose requests wait in a queue on disk of its own, and are delivered from there.
final class StoredLane: DestinationLane {
  /// Copies whose request came to another end than they did, in items, as a value.
  struct Copies: Sendable, Hashable {
    /// The items that were not stored here, of requests that other destinations have stored.
    var lost: [DropReason: Int] = [:]
    /// Stored here, of requests that count as not stored.
    var kept = 0

    /// What the half before has counted, as it is for this lane.
    func seen(in front: PipelineStatistics) -> PipelineStatistics {
      var own = front
      // What has ended here may not have been counted there yet.
      let kept = min(kept, own.dropped[.notStored] ?? 0)
      own.dropped[.notStored, default: 0] -= kept
      own.exported += kept
      for (reason, items) in lost {
        own.dropped[reason, default: 0] += items
        own.exported -= items
      }
      own.dropped = own.dropped.filter { $0.value > 0 }
      return own
    }
  }

  let name: String
  let exporter: any SpanExporter
  let store: QueueStore
  private let delivery: StoredDelivery
  private let copies = Mutex(Copies())

  /// - Parameter settings: The settings of the delivery from the store.
  init(
    _ destination: FanOutPipeline.Destination,
    on disk: FanOutPipeline.Disk,
    signal: Signal,
    settings: StoredDelivery.Settings,
    clock: any PipelineClock,
    logger: Logger
  ) {
    name = destination.name
    exporter = destination.exporter
    store = disk.store
    var settings = settings
    settings.maximumAge = disk.maximumAge
    delivery = StoredDelivery(
      signal: signal,
      store: disk.store,
      deadLetters: disk.deadLetters,
      exporter: destination.exporter,
      settings: settings,
      // Each lane has a thread of its own, so that a disk that hangs does not delay another lane.
      threads: PipelineThreads(pool: nil, count: 1),
      clock: clock,
      logger: logger
    )
  }

  /// A copy was not stored, and its request was elsewhere.
  func lose(items: Int, for reason: DropReason) {
    copies.withLock { $0.lost[reason, default: 0] += items }
    // A log may block, and this is the thread of the syncs.
    Task(executorPreference: globalConcurrentExecutor) { [failures = delivery.failures] in
      failures.note(dropped: items, for: reason)
    }
  }

  /// A copy was stored, and its sender is told that its request was not: it sends all of it again.
  func keep(items: Int) { copies.withLock { $0.kept += items } }

  func noteExporterChange() { delivery.noteExporterChange() }

  func run() async { await delivery.run() }

  func shutdown(within limit: Duration) async { await delivery.shutdown(within: limit) }

  func statistics(behind front: () -> PipelineStatistics) -> PipelineStatistics {
    var own = delivery.statistics {
      let copies = copies.withLock { $0 }
      return copies.seen(in: front())
    }
    own.exporter = exporter.statistics
    return own
  }
}
