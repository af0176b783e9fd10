import Logging
import NIOPosix
import OTLP
import Redaction
import Store

/// The half of a span processor that is behind its queue on disk. Safe on any thread.
final class StoredSpans: Sendable {
  private static let largestSegment = 64 << 20
  /// How many requests are written at a time. If the disk hangs, the rest waits in the span processor's queue, which
  /// is bounded.
  static let maximumWrites = 4

  let queue: QueueStore
  let delivery: StoredDelivery
  private let folder: QueueFolder
  /// One, which syncs block.
  private let threads: NIOThreadPool
  private let begun = Latch()
  private let ending = Latch()
  private let ended = Latch()

  /// Locks the folder, and finds out what is in it. Blocks for the disk.
  /// - Parameter pipeline: The configuration of the whole span processor: how it would send without a store.
  init(
    _ store: SpanStore,
    _ pipeline: PipelineSettings,
    exporter: any SpanExporter,
    clock: any PipelineClock,
    logger: Logger
  ) throws(SpanStoreError) {
    let (directory, bytes) = (store.directory, max(1 << 20, store.maximumBytes))
    let cipher = store.key.map { StorageKey($0) }
    var settings = QueueStore.Settings()
    settings.segmentBytes = min(Self.largestSegment, bytes / 8)
    settings.dropsOldest = store.dropsOldest
    // One that writes, and one that frees the bytes of removed files.
    let threads = NIOThreadPool(numberOfThreads: 2)
    self.threads = threads
    queue = QueueStore(
      folder: "\(directory)/\(Signal.traces.rawValue)",
      settings: settings,
      space: DiskSpace(limit: bytes),
      cipher: cipher,
      // Also when the pool has ended: whoever waits is to be told.
      run: { work in threads.submit { _ in work() } }
    )
    let limit = store.maximumDeadLetterBytes
    let letters = limit > 0 ? DeadLetterStore(directory: directory, limit: limit, cipher: cipher) : nil
    do throws(StoreFailure) {
      folder = try Self.open(directory, queue, letters, cipher)
    } catch {
      throw SpanStoreError(description: "\(directory): \(error)")
    }
    delivery = StoredDelivery(
      signal: .traces,
      store: queue,
      deadLetters: letters,
      exporter: exporter,
      settings: StoredDelivery.Settings(
        batch: pipeline.batch,
        scheduleDelay: pipeline.scheduleDelay,
        failureLogInterval: pipeline.failureLogInterval,
        maximumAge: store.maximumAge,
        outlastsExporter: true
      ),
      threads: PipelineThreads(pool: nil, count: 1),
      clock: clock,
      logger: logger
    )
    let found = queue.statistics.recoveredItems
    if found > 0 {
      logger.info(
        "Spans of an earlier process wait on disk",
        metadata: ["directory": "\(directory)", "items": "\(found)"]
      )
    }
  }

  deinit {
    // The span processor was never run.
    guard !begun.isOpen else { return }
    queue.close()
    folder.unlock()
  }

  private static func open(
    _ directory: String,
    _ queue: QueueStore,
    _ letters: DeadLetterStore?,
    _ cipher: StorageKey?
  ) throws(StoreFailure) -> QueueFolder {
    // A gateway's folder may have other signals, which are to stay readable.
    let folder = try QueueFolder(directory, stores: Signal.allCases.map(\.rawValue), cipher: cipher)
    do throws(StoreFailure) {
      try queue.open()
      try letters?.open()
    } catch {
      queue.close()
      folder.unlock()
      throw error
    }
    return folder
  }

  /// Begins the delivery. It must be called before anything is stored.
  func begin() {
    if begun.open() { threads.start() }
  }

  /// Delivers what it can within the limit, of the call that comes first. The rest stays on disk, and another process may have
  /// the folder.
  func end(within limit: Duration) async {
    guard ending.open() else { return await ended.wait() }
    begin()
    // Also where the caller is cancelled: files are to be closed after who uses them.
    await Task { [delivery] in await delivery.shutdown(within: limit) }.value
    try? await threads.shutdownGracefully()
    folder.unlock()
    ended.open()
  }
}
