import Synchronization

/// A log of records in a folder of its own: what it has said is stored survives the end of the process and of the machine.
///
/// Records are appended from any thread and written by one, which syncs all of them that have come since the last sync. They
/// are read in their order by one reader, and end in any order. Files and their format are described on the page
/// `QueueOnDisk` of the documentation.
package final class QueueStore: Sendable {
  package struct Settings: Sendable, Hashable {
    /// The bytes after which a segment is full. A larger record has one of its own.
    package var segmentBytes = 64 << 20
    /// The bytes of the progress log after which a checkpoint is written.
    package var progressBytes = 256 << 10
    /// Whether the oldest segment makes room for a record that there is none for, instead of that being refused.
    package var dropsOldest = false
    /// The bytes of recently written records that are kept in memory for the reader.
    package var memoryBytes = 8 << 20
    /// The bytes of requests, before compression, that share a sync if possible. A ready record waits for those that
    /// are being made, while all of them together are no more than this.
    package var groupBytes = 1 << 20
    /// The bytes of a removed file that are freed in one step.
    package var freeingBytes = 2 << 20
    /// The bytes that the disk keeps free: a record that would take them is refused before it is written.
    package var reservedBytes = 1 << 20

    package init() {}
  }

  struct Pending: Sendable {
    let record: SealedRecord
    /// The record without encryption, for the reader.
    let plain: Record
    /// Whether there was room for it at once. Otherwise there is once delivered bytes are given back.
    var hasRoom: Bool
    let completion: @Sendable (AppendResult) -> Void
  }

  struct State {
    var isOpen = false
    var pending: [Pending] = []
    /// The entries of the progress log that are to be written.
    var entries: [UInt8] = []
    var group: SyncGroup
    var wantsProbe = false
    /// The bytes that the disk had left when it was last asked. After each sync, and when a record was refused for it.
    var free = Int.max
    var wantsFree = false
    /// Whether records are refused because the disk has too little left.
    var isDiskFull = false
    var diskFull: (@Sendable (_ isFull: Bool) -> Void)?
    /// Whether the writer's thread is at work, or about to be.
    var isWriting = false
    /// The segments, in the order of their numbers.
    var segments: [Segment] = []
    var tracker = ProgressTracker()
    var moved = MovedRecords()
    var removed = RemovedFiles()
    var passed = PassedRecords()
    var runs = PartitionRuns()
    /// Where the reader is.
    var read: (segment: UInt64, offset: Int) = (0, 0)
    var recent: RecentRecords
    /// Whether the disk did not give or take what was to be written anew. It is tried again with the next work.
    var isCompactingHeld = false
    var statistics = StoreStatistics()
    var quarantinedBytes = 0
    var readable: (@Sendable (_ items: Int, _ bytes: Int) -> Void)?
    var dropping: (@Sendable () -> Void)?
    /// How far the reader has been when it found nothing more.
    var readThrough: (segment: UInt64, end: Int)?
    /// Bytes of a last segment with nothing left, with which it is removed as it is. A smaller one is written on.
    var spentBytes = 0
    /// The number after that of the last record that is on disk.
    var end: UInt64 = 0
    /// The floor of the tracker when segments could not be removed. Removal is not tried again until it moves.
    var heldFloor: UInt64 = 0
  }

  /// State that only the writer's thread uses.
  struct Writing {
    var segments: SegmentWriter
    var progress: ProgressLog
  }

  package let folder: String
  package let settings: Settings
  let fileSystem: any FileSystem
  let space: DiskSpace
  /// The number of this store among those that share the space.
  let number: Int
  let cipher: (any RecordCipher)?
  let run: @Sendable (@escaping @Sendable () -> Void) -> Void
  let state: Mutex<State>
  let writing = Mutex<Writing?>(nil)
  /// Held by the thread that frees removed files.
  let freeing = Mutex<Void>(())
  let cursor = Mutex<StoreCursor?>(nil)

  /// - Parameters:
  ///   - space: The bound on the bytes of all stores.
  ///   - number: Which of them this is, from 0.
  ///   - cipher: Encrypts records; nil for none.
  ///   - run: Runs what it is given later, on a thread that may block. It is given at most two pieces of work at a time: one
  ///     that writes, and one that frees the bytes of removed files, for which no writing should wait.
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
    var state = State(
      group: SyncGroup(limit: settings.groupBytes),
      recent: RecentRecords(limit: settings.memoryBytes)
    )
    state.spentBytes = settings.segmentBytes / 4
    self.state = Mutex(state)
  }

  package var statistics: StoreStatistics {
    state.withLock { state in
      var statistics = state.statistics
      statistics.segments = state.segments.count
      statistics.passedRecords = state.passed.count
      return statistics
    }
  }

  /// The bytes of this store that count in the bound on all stores.
  package var usedBytes: Int { space.used(by: number) }

  /// Whether a record of that many bytes can be expected to be taken.
  package func hasRoom(for bytes: Int) -> Bool {
    // What is delivered makes room when it is wanted, or whatever is there.
    let (removable, free) = state.withLock { state in
      (settings.dropsOldest || state.isAllDelivered ? state.bytes : 0, state.free)
    }
    let needed = bytes + RecordHeader.size - removable
    guard needed <= free - settings.reservedBytes else {
      // The disk is asked again, for the next one.
      change { $0.wantsFree = true }
      return false
    }
    return space.hasRoom(for: needed, in: number)
  }

  /// Bytes that the disk had left when it was last asked; `Int.max` where that is not known.
  package var freeBytes: Int { state.withLock { $0.free } }

  /// Has this called when records begin to be refused because the disk has too little left, and when they no longer are.
  /// On the writer's thread.
  package func whenDiskFull(_ action: @escaping @Sendable (_ isFull: Bool) -> Void) {
    state.withLock { $0.diskFull = action }
  }

  /// The number after that of the last record that is on disk now.
  package var end: UInt64 { state.withLock { $0.end } }

  /// Whether all records with a smaller number have come to their end.
  package func isDone(below sequence: UInt64) -> Bool { state.withLock { $0.tracker.floor >= sequence } }

  /// Whether a record that was handed out waits on disk still: the oldest may have been dropped for new ones.
  package func holds(_ sequence: UInt64) -> Bool {
    state.withLock { state in state.tracker.isOutstanding(state.moved[sequence]) }
  }

  /// Has this called whenever records have been dropped for new ones, on the writer's thread.
  package func whenDropping(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.dropping = action }
  }

  /// Has this called whenever there may be more to read, on any thread, with how many items have come, and their bytes before
  /// compression.
  package func whenReadable(_ action: @escaping @Sendable (_ items: Int, _ bytes: Int) -> Void) {
    state.withLock { $0.readable = action }
  }

  /// Stores a record. Encrypts it on the caller's thread.
  /// - Parameter completion: Called once, on any thread.
  package func append(_ record: Record, completion: @escaping @Sendable (AppendResult) -> Void) {
    guard let sealed = try? SealedRecord(record, cipher) else { return completion(.failed) }
    guard sealed.payload.count <= RecordHeader.maximumPayload else { return completion(.full) }
    let hasRoom = space.take(sealed.header.recordBytes, for: number)
    let begins = state.withLock { state -> Result<Bool, Refusal> in
      guard state.isOpen else { return .failure(.closed) }
      guard hasRoom || state.isAllDelivered || canDrop(for: sealed.header.recordBytes, state) else {
        return .failure(.full)
      }
      state.pending.append(Pending(record: sealed, plain: record, hasRoom: hasRoom, completion: completion))
      state.group.add(record.uncompressedBytes)
      // Whoever makes one says so in a moment, also of this one.
      return .success(!state.group.isMaking && state.beginWriting())
    }
    switch begins {
    case .success(let begins): if begins { run { self.write() } }
    case .failure(let refusal):
      if hasRoom { space.giveBack(sealed.header.recordBytes, of: number) }
      completion(refusal == .full ? .full : .failed)
    }
  }

  /// Somebody begins to make a record of so many bytes before compression, and waits for nothing before it is appended. What is
  /// appended meanwhile may share its sync.
  package func beginMaking(_ bytes: Int) { state.withLock { $0.group.beginMaking(bytes) } }

  /// Ends what ``beginMaking(_:)`` has begun: the record is appended, or will not be.
  /// - Parameter isBusy: Whether more requests wait for the worker that has made it.
  package func endMaking(_ bytes: Int, isBusy: Bool) { change { $0.group.endMaking(bytes, isBusy: isBusy) } }

  /// Whether there is room for so many bytes once nothing else is there.
  func canDrop(for bytes: Int, _ state: State) -> Bool {
    settings.dropsOldest && space.hasRoom(for: bytes - state.bytes, in: number)
  }

  private enum Refusal: Error {
    case closed, full
  }

  /// Begins a new segment after a failure, to see whether the disk works again. Does nothing otherwise.
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
  /// The bytes of all segments.
  var bytes: Int { segments.reduce(0) { $0 + $1.size } }

  var hasWork: Bool {
    !pending.isEmpty && !(isOpen && group.waitsForMore)
      || !entries.isEmpty && !(isOpen && group.holdsProgress) || wantsProbe || wantsFree
      || (canRemove || isSpent) && tracker.floor > heldFloor || canCompact
  }

  /// Whether nothing waits, and there are bytes all the same.
  var isAllDelivered: Bool {
    guard let last = segments.last, let readThrough, tracker.outstanding.isEmpty else { return false }
    return readThrough == (last.first, last.end) && (segments.count > 1 || last.size > SegmentHead.size)
  }

  /// Whether nothing waits, and the last segment is large enough to be removed.
  var isSpent: Bool { (segments.last?.size ?? 0) > spentBytes && isAllDelivered }

  /// Whether there are segments with nothing left to deliver.
  var canRemove: Bool { segments.count > 1 && segments[1].first <= tracker.floor }

  /// - Returns: Whether the writer's thread is to be woken.
  fileprivate mutating func beginWriting() -> Bool {
    defer { isWriting = true }
    return !isWriting
  }
}
