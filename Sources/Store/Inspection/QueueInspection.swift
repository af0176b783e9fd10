/// The content of a queue's folder, read without a lock and without changes. A gateway may be running or not.
///
/// If one is running, this is a snapshot: finished requests may still be counted until progress is written.
package struct QueueInspection: Sendable, Hashable {
  /// The content of one store.
  package struct Store: Sendable, Hashable {
    package var name: String
    package var segments = 0
    /// The bytes of segments. They include delivered requests that are still there.
    package var bytes = 0
    /// Requests that wait, their items, and the bytes of their records.
    package var requests = 0
    package var items = 0
    package var waitingBytes = 0
    /// When the oldest and the newest of them came, in milliseconds since 1970.
    package var oldest: UInt64?
    package var newest: UInt64?
    package var isEncrypted = false
    /// Places that are no request, with requests behind them.
    package var damaged = 0
    /// Files that could not be read to their end.
    package var unreadable = 0
    /// Pieces in `quarantine`.
    package var quarantined = 0
    package var quarantinedBytes = 0
  }

  package struct DeadLetters: Sendable, Hashable {
    package var letters = 0
    package var items = 0
    package var bytes = 0
    package var unreadable = 0
  }

  /// Whether a folder has anything of a queue in it.
  package static func isQueue(
    _ directory: String,
    stores: [String],
    fileSystem: any FileSystem = SystemFileSystem()
  ) throws(SystemError) -> Bool {
    let known = Set(stores + [FolderFormat.fileName, DeadLetterFolder.name, DestinationFolders.name])
    return try fileSystem.names(in: directory).contains { known.contains($0) }
  }

  /// Nil where no file says so.
  package var version: Int?
  package var isEncrypted: Bool
  package var stores: [Store]
  package var deadLetters: DeadLetters

  /// Blocks; reads all headers of what waits.
  /// - Parameter stores: Names of their folders.
  /// - Throws: When the folder cannot be read.
  package init(
    of directory: String,
    stores names: [String],
    fileSystem: any FileSystem = SystemFileSystem()
  ) throws(SystemError) {
    _ = try fileSystem.names(in: directory)
    let contents = try fileSystem.contents(of: "\(directory)/\(FolderFormat.fileName)", limit: 4096)
    let format = contents.flatMap { FolderFormat($0) }
    version = format?.version
    isEncrypted = format?.key != nil
    var stores: [Store] = []
    for name in names {
      if let store = try Self.store(name, "\(directory)/\(name)", fileSystem) { stores.append(store) }
    }
    self.stores = stores
    deadLetters = try Self.letters(DeadLetterFolder(of: directory, fileSystem: fileSystem))
  }

  /// Nil where there is none.
  private static func store(
    _ name: String,
    _ folder: String,
    _ fileSystem: any FileSystem
  ) throws(SystemError) -> Store? {
    var store = Store(name: name)
    let names: [String]
    do throws(SystemError) {
      names = try fileSystem.names(in: folder)
    } catch {
      if error.code == SystemFileSystem.notFound { return nil }
      throw error
    }
    // Before the segments: what is done with since then is counted, and nothing is missing.
    let progress = ProgressLog(folder: folder, fileSystem: fileSystem)
    let tracker = ProgressEntry.tracker(of: try progress.entries())
    let firsts = names.compactMap { Segment.first(ofName: $0) }.sorted()
    for (index, first) in firsts.enumerated() {
      let isPassed = index + 1 < firsts.count && firsts[index + 1] <= tracker.floor
      count("\(folder)/\(Segment.name(first))", isPassed: isPassed, tracker, &store, fileSystem)
    }
    let quarantine = "\(folder)/\(QueueStore.quarantineName)"
    for name in (try? fileSystem.names(in: quarantine)) ?? [] {
      guard let file = try? fileSystem.open("\(quarantine)/\(name)", writing: false) else { continue }
      defer { fileSystem.close(file) }
      store.quarantined += 1
      store.quarantinedBytes += (try? fileSystem.size(of: file)) ?? 0
    }
    return store
  }

  private static func count(
    _ path: String,
    isPassed: Bool,
    _ tracker: ProgressTracker,
    _ store: inout Store,
    _ fileSystem: any FileSystem
  ) {
    let file: OpenFile
    do throws(SystemError) {
      file = try fileSystem.open(path, writing: false)
    } catch {
      // The gateway has removed it in between.
      if error.code != SystemFileSystem.notFound { store.unreadable += 1 }
      return
    }
    defer { fileSystem.close(file) }
    guard let size = try? fileSystem.size(of: file) else {
      store.unreadable += 1
      return
    }
    store.segments += 1
    store.bytes += size
    guard !isPassed else { return }
    let reader = SegmentReader(fileSystem: fileSystem, file: file, end: size)
    var (offset, sequence) = (SegmentHead.size, UInt64(0))
    while offset < size {
      if let header = reader.header(at: offset), header.sequence > sequence {
        // The last one may be being written.
        if !tracker.isDone(header.sequence), offset + header.recordBytes <= size { store.add(header) }
        sequence = header.sequence
        offset += header.recordBytes
        continue
      }
      switch reader.next(at: offset, after: sequence) {
      case .damaged(let range):
        store.damaged += 1
        offset = range.upperBound
      // It was given at the second time.
      case .record: continue
      case .unreadable:
        store.unreadable += 1
        return
      case .end: offset = size
      }
    }
  }

  private static func letters(_ folder: DeadLetterFolder) throws(SystemError) -> DeadLetters {
    var letters = DeadLetters()
    for number in try folder.numbers() {
      do throws(DeadLetterFailure) {
        let entry = try folder.entry(number)
        letters.letters += 1
        letters.items += entry.items
        letters.bytes += entry.bytes
      } catch {
        if error != .notFound { letters.unreadable += 1 }
      }
    }
    return letters
  }
}

extension QueueInspection.Store {
  fileprivate mutating func add(_ header: RecordHeader) {
    requests += 1
    items += header.items
    waitingBytes += header.recordBytes
    oldest = min(oldest ?? .max, header.arrival)
    newest = max(newest ?? 0, header.arrival)
    if header.isEncrypted { isEncrypted = true }
  }
}
