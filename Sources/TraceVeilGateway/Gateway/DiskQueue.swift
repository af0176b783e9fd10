import HTTPServer
import Logging
import NIOPosix
import OTLP
import Redaction
import Store
import Synchronization
import TraceVeil

/// The queue on disk: a store for each way of a signal to a destination, in one folder that this process has for itself. Each of
/// several destinations has a folder of its own in that.
final class DiskQueue: Sendable {
  /// The way from a signal to its destination, or to one of several.
  struct Way: Sendable, Hashable {
    var signal: Signal
    /// Nil where there are not several.
    var destination: String?

    /// The way as a text for people.
    var text: String { signal.rawValue + (destination.map { " to \($0)" } ?? "") }
  }

  private let configuration: DiskQueueConfiguration
  private let destinations: DestinationFolders
  private let space: DiskSpace
  private let stores: [Way: QueueStore]
  /// The dead letters of each destination; none if permanently refused data is dropped.
  private let deadLetters: [String?: DeadLetterStore]
  /// A thread for each store, which blocks it for its syncs, and one that frees the bytes of removed files.
  private let threads: NIOThreadPool
  private let folders = Mutex<[QueueFolder]>([])

  /// Nothing is read or written before ``open()``.
  init(_ configuration: DiskQueueConfiguration, ways: [Way]) {
    self.configuration = configuration
    let destinations = DestinationFolders(in: configuration.directory)
    self.destinations = destinations
    let threads = NIOThreadPool(numberOfThreads: max(1, ways.count) + 1)
    self.threads = threads
    let space = DiskSpace(limit: configuration.bytes, stores: max(1, ways.count))
    self.space = space
    let names = Set(ways.map(\.destination))
    func folder(_ destination: String?) -> String {
      destination.map { destinations.path(of: $0) } ?? configuration.directory
    }
    var settings = QueueStore.Settings()
    // What is delivered leaves with its segment: those of all of them are not to take the room of what waits.
    settings.segmentBytes = configuration.segmentBytes / max(1, names.count)
    settings.memoryBytes /= max(1, names.count)
    settings.dropsOldest = configuration.whenFull == .dropOldest
    var stores: [Way: QueueStore] = [:]
    for (number, way) in ways.enumerated() {
      stores[way] = QueueStore(
        folder: "\(folder(way.destination))/\(way.signal.rawValue)",
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
    var deadLetters: [String?: DeadLetterStore] = [:]
    for name in names where configuration.deadLetterBytes > 0 {
      deadLetters[name] = DeadLetterStore(
        directory: folder(name),
        limit: max(1, configuration.deadLetterBytes / names.count),
        cipher: configuration.key
      )
    }
    self.deadLetters = deadLetters
  }

  /// - Parameter destination: The name of the destination, if there are several.
  subscript(signal: Signal, to destination: String?) -> QueueStore? {
    stores[Way(signal: signal, destination: destination)]
  }

  func deadLetters(of destination: String?) -> DeadLetterStore? { deadLetters[destination] }

  /// Locks the folders, and finds out what is in them.
  func open() throws(ConfigurationError) {
    threads.start()
    do throws(StoreFailure) {
      try lock(configuration.directory)
      let names = Set(stores.keys.compactMap(\.destination))
      if !names.isEmpty {
        try destinations.make(in: configuration.directory)
        for name in names.sorted() { try lock(destinations.path(of: name)) }
        try destinations.sync()
      }
      for store in stores.values { try store.open() }
      for letters in deadLetters.values { try letters.open() }
    } catch {
      throw ConfigurationError(
        key: DiskQueueConfiguration.directoryKey,
        source: .environment,
        reason: "\(configuration.directory): \(error)"
      )
    }
  }

  /// Looks whether the folder of a queue can be used, and changes nothing. Another gateway may be using it.
  static func check(_ configuration: DiskQueueConfiguration) throws(ConfigurationError) {
    let problem = QueueFolder.problem(
      of: configuration.directory,
      stores: Signal.allCases.map(\.rawValue),
      cipher: configuration.key
    )
    guard let problem else { return }
    throw ConfigurationError(
      key: DiskQueueConfiguration.directoryKey,
      source: .environment,
      reason: "\(configuration.directory): \(problem)"
    )
  }

  private func lock(_ path: String) throws(StoreFailure) {
    let folder = try QueueFolder(
      path,
      stores: Signal.allCases.map(\.rawValue),
      cipher: configuration.key
    )
    folders.withLock { $0.append(folder) }
  }

  /// Once the pipelines have closed their stores.
  func end() async {
    try? await threads.shutdownGracefully()
    let folders = folders.withLock { folders in
      defer { folders = [] }
      return folders
    }
    for folder in folders { folder.unlock() }
  }

  /// Why nothing can be stored, nothing read of what is, or no dead letter kept; nil when all can. Asking is what makes a store try again that nobody sends to.
  var trouble: String? {
    var trouble: String?
    for (way, store) in stores {
      let statistics = store.statistics
      if !statistics.isReadable { trouble = "the queue on disk of \(way.text) cannot be read" }
      guard !statistics.isHealthy else { continue }
      store.probe()
      trouble = "the queue on disk of \(way.text) cannot be written"
    }
    if trouble == nil, deadLetters.values.contains(where: { !$0.statistics.isHealthy }) {
      trouble = "dead letters cannot be written to the queue on disk"
    }
    return trouble
  }

  var snapshot: DiskSnapshot {
    let parts = Dictionary(grouping: stores) { $0.key.destination }.map { destination, stores in
      DiskSnapshot.Part(
        destination: destination,
        bytes: stores.reduce(0) { $0 + $1.value.usedBytes },
        stores: stores.map(\.value.statistics),
        deadLetters: deadLetters[destination]?.statistics ?? .init()
      )
    }
    return DiskSnapshot(
      limit: space.limit,
      parts: parts.sorted { ($0.destination ?? "") < ($1.destination ?? "") }
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
    for (way, store) in stores {
      store.whenDiskFull { isFull in
        let metadata: Logger.Metadata = [
          "queue": "\(way.text)", "kept_free_bytes": "\(store.settings.reservedBytes)",
        ]
        if isFull {
          logger.error(
            "The disk of the queue is nearly full: senders are refused until there is room. Free space on it, or let the destination take what waits",
            metadata: metadata
          )
        } else {
          logger.notice("The disk of the queue has room again", metadata: metadata)
        }
      }
    }
    for folder in strangers {
      logger.warning(
        "This folder of the queue on disk is of no destination of the settings, and stays as it is",
        metadata: ["folder": "\(folder)"]
      )
    }
  }

  /// Folders of destinations or signals that this run does not have, with files of records.
  private var strangers: [String] {
    let names = (try? destinations.names()) ?? []
    let all = [configuration.directory] + names.map { destinations.path(of: $0) }
    let own = Set(stores.values.map(\.folder))
    return all.flatMap { folder in Signal.allCases.map { "\(folder)/\($0.rawValue)" } }
      .filter { !own.contains($0) && QueueFolder.holdsRecords($0) }
  }
}
