package import Logging
package import NIOCore
package import OTLP
package import Store
import Synchronization

/// A queue on disk for requests that are redacted before they come here, and what delivers from it.
///
/// ``ExportPipeline`` redacts what it is given. This is for drop-in mode, which redacts in its own way and answers for it:
/// nothing here looks into a request. All methods may be called from any thread.
package final class RedactedQueue: Sendable {
  /// A request that is ready to be stored.
  package struct Sealed: Sendable {
    fileprivate let request: ExportRequest
  }

  /// How requests are retried and logged.
  package struct Settings: Sendable {
    /// The age of a request at its last attempt.
    package var maximumAge: Duration
    /// Least time between two log lines about a failing destination.
    package var failureLogInterval = Duration.seconds(60)
    /// Whether what the disk does not take waits in memory until it does: for clients that are answered before.
    package var holdsUnstored = false

    package init(maximumAge: Duration, holdsUnstored: Bool = false) {
      self.maximumAge = maximumAge
      self.holdsUnstored = holdsUnstored
    }
  }

  private let signal: Signal
  private let storing: any HandingExporter
  private let delivery: StoredDelivery
  private let clock: any PipelineClock
  /// What has come, up to the disk.
  private let front = Mutex(PipelineStatistics())

  /// - Parameters:
  ///   - exporter: Belongs to the queue from here on, which shuts it down.
  ///   - store: Opened before the queue runs, and closed by its shutdown.
  ///   - deadLetters: Keeps what the destination refuses for good; nil to drop it.
  package init(
    signal: Signal,
    settings: Settings,
    exporter: any SpanExporter,
    store: QueueStore,
    deadLetters: DeadLetterStore?,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.signal = signal
    self.clock = clock
    let storing = StoringExporter(store: store, sender: exporter, clock: clock)
    self.storing = settings.holdsUnstored ? HoldingExporter(storing, clock: clock) : storing
    delivery = StoredDelivery(
      signal: signal,
      store: store,
      deadLetters: deadLetters,
      exporter: exporter,
      // Each is sent alone, and waits for no others.
      settings: StoredDelivery.Settings(
        batch: BatchLimits(items: 1),
        scheduleDelay: .zero,
        failureLogInterval: settings.failureLogInterval,
        maximumAge: settings.maximumAge
      ),
      threads: PipelineThreads(pool: nil, count: 1),
      clock: clock,
      logger: logger
    )
  }

  /// Whether a request of that many bytes can be expected to be taken.
  package func hasRoom(for bytes: Int) -> Bool { delivery.store.hasRoom(for: bytes) }

  /// Compresses a request, which takes a while.
  ///
  /// - Parameters:
  ///   - body: A redacted request in protobuf.
  ///   - items: How many are in it, at least one.
  ///   - headers: Stored with it, and sent along.
  /// - Returns: Nil where it cannot be compressed.
  package func seal(_ body: ByteBuffer, items: Int, headers: ForwardedHeaders) -> Sealed? {
    var compressor = BodyCompressor(delivery.exporter.compression, isJoinable: true)
    guard let compressed = try? body.withUnsafeReadableBytes({ try compressor.compress($0) }) else {
      return nil
    }
    return Sealed(
      request: ExportRequest.stored(
        signal: signal,
        body: compressed,
        contentEncoding: compressor.encoding,
        uncompressedBytes: body.readableBytes,
        itemCount: items,
        headers: headers,
        joined: []
      )
    )
  }

  /// - Parameter completion: Called once, on any thread, which it holds up, with whether the request is on disk, synced.
  package func append(_ sealed: Sealed, completion: @escaping @Sendable (Bool) -> Void) {
    let (items, bytes) = (sealed.request.itemCount, sealed.request.uncompressedBytes)
    front.withLock { front in
      front.received += items
      front.receivedRequests += 1
      front.receivedBytes += bytes
      front.inFlight += items
    }
    storing.hand(over: sealed.request) { [self] result in
      var isStored = false
      if case .success = result { isStored = true }
      front.withLock { front in
        front.inFlight -= items
        if isStored { front.exported += items } else { front.dropped[.notStored, default: 0] += items }
      }
      completion(isStored)
    }
  }

  /// Waits until a request is on disk, synced.
  /// - Returns: Whether it is.
  package func append(_ sealed: Sealed) async -> Bool {
    await withCheckedContinuation { continuation in
      append(sealed) { continuation.resume(returning: $0) }
    }
  }

  /// Delivers until it is shut down, or the task is cancelled.
  package func run() async { await delivery.run() }

  /// Waits until all that is stored now has come to its end.
  package func flush(within limit: Duration) async -> FlushResult {
    await delivery.flush(within: limit, since: delivery.undelivered)
  }

  /// Delivers what it can within the limit. The rest stays on disk; what the disk has not taken is given up.
  package func shutdown(within limit: Duration) async {
    _ = await storing.shutdown(timeout: limit)
    await delivery.shutdown(within: limit)
  }

  /// A consistent snapshot.
  package var statistics: PipelineStatistics {
    var all = delivery.statistics { front.withLock { $0 } }
    all.exporter = delivery.exporter.statistics
    return all
  }
}
