import HTTPServer
import Logging
import NIOPosix
import OTLP
import Redaction
import Store
import Synchronization
import TraceVeil

/// The queue on disk of all signals: a store each, in one folder that this process has for itself.
final class DiskQueue: Sendable {
  private let configuration: DiskQueueConfiguration
  private let space: DiskSpace
  /// Of the signals that are served.
  private let stores: [Signal: QueueStore]
  /// Nil where what a destination refuses for good is dropped.
  let deadLetters: DeadLetterStore?
  /// One for each store, which blocks it for its syncs.
  private let threads: NIOThreadPool
  private let folder = Mutex<QueueFolder?>(nil)

  /// Nothing is read or written before ``open()``.
  init(_ configuration: DiskQueueConfiguration, signals: [Signal]) {
    self.configuration = configuration
    let threads = NIOThreadPool(numberOfThreads: max(1, signals.count))
    self.threads = threads
    let space = DiskSpace(limit: configuration.bytes, stores: max(1, signals.count))
    self.space = space
    var settings = QueueStore.Settings()
    settings.segmentBytes = configuration.segmentBytes
    settings.dropsOldest = configuration.whenFull == .dropOldest
    var stores: [Signal: QueueStore] = [:]
    for (number, signal) in signals.enumerated() {
      stores[signal] = QueueStore(
        folder: "\(configuration.directory)/\(signal.rawValue)",
        settings: settings,
        space: space,
        number: number,
        cipher: configuration.key,
        // Also when the pool has ended: whoever waits is to be told.
        run: { work in
          threads.submit { state in
            // It sleeps in each sync, and a sender waits for it to wake.
            if state == .active { EventLoopSlices.shortenOfThisThread() }
            work()
          }
        }
      )
    }
    self.stores = stores
    deadLetters =
      configuration.deadLetterBytes == 0
      ? nil
      : DeadLetterStore(
        directory: configuration.directory,
        limit: configuration.deadLetterBytes,
        cipher: configuration.key
      )
  }

  subscript(signal: Signal) -> QueueStore? { stores[signal] }

  /// Locks the folder, and finds out what is in it.
  func open() throws(ConfigurationError) {
    threads.start()
    do throws(StoreFailure) {
      let folder = try QueueFolder(
        configuration.directory,
        stores: Signal.allCases.map(\.rawValue),
        cipher: configuration.key
      )
      self.folder.withLock { $0 = folder }
      for store in stores.values { try store.open() }
      try deadLetters?.open()
    } catch {
      throw ConfigurationError(
        key: DiskQueueConfiguration.directoryKey,
        source: .environment,
        reason: "\(configuration.directory): \(error)"
      )
    }
  }

  /// Once the pipelines have closed their stores.
  func end() async {
    try? await threads.shutdownGracefully()
    folder.withLock { $0.take() }?.unlock()
  }

  /// Why nothing can be stored, nothing read of what is, or no dead letter kept; nil when all can. Asking is what makes a store try again that nobody sends to.
  var trouble: String? {
    var trouble: String?
    for (signal, store) in stores {
      let statistics = store.statistics
      if !statistics.isReadable { trouble = "the queue on disk of \(signal.rawValue) cannot be read" }
      guard !statistics.isHealthy else { continue }
      store.probe()
      trouble = "the queue on disk of \(signal.rawValue) cannot be written"
    }
    if trouble == nil, deadLetters?.statistics.isHealthy == false {
      trouble = "dead letters cannot be written to the queue on disk"
    }
    return trouble
  }

  var snapshot: DiskSnapshot {
    DiskSnapshot(
      bytes: space.used,
      limit: space.limit,
      stores: stores.mapValues(\.statistics),
      deadLetters: deadLetters?.statistics ?? DeadLetterStore.Statistics()
    )
  }

  /// What was found, for the log of the start.
  func logStart(_ logger: Logger) {
    let found = stores.values.reduce(0) { $0 + $1.statistics.recoveredItems }
    logger.info(
      "Queue on disk",
      metadata: [
        "directory": "\(configuration.directory)", "items": "\(found)", "bytes": "\(space.used)",
        "limit_bytes": "\(space.limit)", "encrypted": "\(configuration.key != nil)",
      ]
    )
  }
}
