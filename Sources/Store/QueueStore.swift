import Synchronization

/// A log of records in a folder of its own: what it has said is stored survives the end of the process and of the machine.
///
/// Records are appended from any thread and written by one, which syncs all of them that have come since the last sync. They
/// are read in their order by one reader, and end in any order. Files and their format are described on the page
/// `QueueOnDisk` of the documentation.
package final class QueueStore: Sendable {
  package struct Settings: Sendable, Hashable {
    /// After which a segment is full. A larger record has one of its own.
    package var segmentBytes = 64 << 20
    /// Of the progress log, after which there is a checkpoint.
    package var progressBytes = 256 << 10

    package init() {}
  }

  struct Pending: Sendable {
    let record: SealedRecord
    let completion: @Sendable (AppendResult) -> Void
  }

  struct State {
    var isOpen = false
    var pending: [Pending] = []
    /// Of the progress log, to be written.
    var entries: [UInt8] = []
    var wantsProbe = false
    /// Whether the writer's thread is at work, or about to be.
    var isWriting = false
    /// In the order of their numbers.
    var segments: [Segment] = []
    var tracker = ProgressTracker()
    var statistics = StoreStatistics()
    var quarantinedBytes = 0
    var readable: (@Sendable () -> Void)?
    /// Of the tracker when segments could not be removed: not tried again for its own sake.
    var heldFloor: UInt64 = 0
  }

  /// Of the writer's thread alone.
  struct Writing {
    var segments: SegmentWriter
    var progress: ProgressLog
  }

  package let folder: String
  let settings: Settings
  let fileSystem: any FileSystem
  let space: DiskSpace
  /// Which of the stores that share it.
  let number: Int
  let cipher: (any RecordCipher)?
  private let run: @Sendable (@escaping @Sendable () -> Void) -> Void
  let state = Mutex(State())
  let writing = Mutex<Writing?>(nil)
  let cursor = Mutex<StoreCursor?>(nil)

  /// - Parameters:
  ///   - space: The bound on the bytes of all stores.
  ///   - number: Which of them this is, from 0.
  ///   - cipher: Encrypts records; nil for none.
  ///   - run: Runs what it is given later, one after the other, on a thread that may block.
  package init(
    folder: String,
    settings: Settings = Settings(),
    space: DiskSpace,
    number: Int = 0,
    cipher: (any RecordCipher)? = nil,
    fileSystem: any FileSystem = SystemFileSystem(),
    run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
  ) {
    self.folder = folder
    self.settings = settings
    self.space = space
    self.number = number
    self.cipher = cipher
    self.fileSystem = fileSystem
    self.run = run
  }

  package var statistics: StoreStatistics {
    state.withLock { state in
      var statistics = state.statistics
      statistics.segments = state.segments.count
      return statistics
    }
  }

  /// Whether a record of that many bytes can be expected to be taken.
  package func hasRoom(for bytes: Int) -> Bool { space.hasRoom(for: bytes + RecordHeader.size, in: number) }

  /// Has this called whenever there may be more to read, on any thread.
  package func whenReadable(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.readable = action }
  }

  /// Stores a record. Encrypts it on the caller's thread.
  /// - Parameter completion: Called once, on any thread.
  package func append(_ record: Record, completion: @escaping @Sendable (AppendResult) -> Void) {
    guard let sealed = try? SealedRecord(record, cipher) else { return completion(.failed) }
    guard sealed.payload.count <= RecordHeader.maximumPayload,
      space.take(sealed.header.recordBytes, for: number)
    else {
      return completion(.full)
    }
    let begins = state.withLock { state -> Bool? in
      guard state.isOpen else { return nil }
      state.pending.append(Pending(record: sealed, completion: completion))
      return state.beginWriting()
    }
    guard let begins else {
      space.giveBack(sealed.header.recordBytes, of: number)
      return completion(.failed)
    }
    if begins { run { self.write() } }
  }

  /// After a failure, begins a new segment to see whether the disk takes anything again. Does nothing otherwise.
  package func probe() {
    change { state in if !state.statistics.isHealthy { state.wantsProbe = true } }
  }

  /// Changes something that the writer's thread may have to see to.
  func change(_ body: (inout State) -> Void) {
    let begins = state.withLock { state in
      body(&state)
      return state.isOpen && state.hasWork && state.beginWriting()
    }
    if begins { run { self.write() } }
  }
}

extension QueueStore.State {
  var hasWork: Bool {
    !pending.isEmpty || !entries.isEmpty || wantsProbe || canRemove && tracker.floor > heldFloor
  }

  /// Whether there are segments with nothing left to deliver.
  var canRemove: Bool { segments.count > 1 && segments[1].first <= tracker.floor }

  /// - Returns: Whether the writer's thread is to be woken.
  fileprivate mutating func beginWriting() -> Bool {
    defer { isWriting = true }
    return !isWriting
  }
}
