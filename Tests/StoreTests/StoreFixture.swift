import Synchronization

@testable import Store

/// A store over a recorded file system. What its thread would do is done at once, or when asked for.
final class StoreFixture: Sendable {
  let files: RecordedFileSystem
  let store: QueueStore
  private struct Held {
    var isHolding = false
    var isHoldingNested = false
    var running = 0
    var work: [@Sendable () -> Void] = []
  }

  private let held = Mutex(Held())
  /// What became of each record, by its first byte of the body.
  private let outcomes = Mutex<[Int: AppendResult]>([:])

  init(
    _ files: RecordedFileSystem = RecordedFileSystem(),
    segmentBytes: Int = 4096,
    progressBytes: Int = 1 << 20,
    limit: Int = 1 << 30,
    dropsOldest: Bool = false,
    memoryBytes: Int = 1000,
    groupBytes: Int = 1 << 20,
    freeingBytes: Int = 1000,
    cipher: (any RecordCipher)? = nil
  ) throws {
    self.files = files
    var settings = QueueStore.Settings()
    settings.segmentBytes = segmentBytes
    settings.progressBytes = progressBytes
    settings.dropsOldest = dropsOldest
    // By default some of what was written lately is read from memory, and the rest from the disk.
    settings.memoryBytes = memoryBytes
    settings.groupBytes = groupBytes
    settings.freeingBytes = freeingBytes
    let box = Box()
    store = QueueStore(
      folder: "/q",
      settings: settings,
      space: DiskSpace(limit: limit),
      cipher: cipher,
      fileSystem: files,
      run: { box.run($0) }
    )
    box.fixture = { [weak self] work in self?.run(work) ?? work() }
    try store.open()
  }

  private final class Box: @unchecked Sendable {
    var fixture: (@escaping @Sendable () -> Void) -> Void = { $0() }
    func run(_ work: @escaping @Sendable () -> Void) { fixture(work) }
  }

  private func run(_ work: @escaping @Sendable () -> Void) {
    let isHeld = held.withLock { held in
      let isHeld = held.isHolding || held.isHoldingNested && held.running > 0
      if isHeld { held.work.append(work) } else { held.running += 1 }
      return isHeld
    }
    guard !isHeld else { return }
    work()
    held.withLock { $0.running -= 1 }
  }

  var results: [Int: AppendResult] { outcomes.withLock { $0 } }
  var stored: Set<Int> { Set(results.filter { $0.value == .stored }.keys) }

  /// From now on the writer's thread is busy with something else.
  func hold() { held.withLock { $0.isHolding = true } }

  /// From now on what the writer's thread gives to another thread is held back.
  func holdBehindWriting() { held.withLock { $0.isHoldingNested = true } }

  func release() {
    let work = held.withLock { held in
      defer { (held.isHolding, held.isHoldingNested, held.work) = (false, false, []) }
      return held.work
    }
    for one in work { one() }
  }

  /// - Returns: What became of it, where that is known at once.
  @discardableResult
  func append(_ number: Int, bytes: Int = 100, items: Int = 1) -> AppendResult? {
    store.append(Self.record(number, bytes: bytes, items: items)) { result in
      self.outcomes.withLock { $0[number] = result }
    }
    return results[number]
  }

  static func record(_ number: Int, bytes: Int = 100, items: Int = 1) -> Record {
    var body: [UInt8] = []
    LittleEndian.append(UInt32(number), to: &body)
    // Not all the same, so that a shift shows.
    body += (0..<max(0, bytes - 4)).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0 &* 7) }
    return Record(
      signal: 1,
      arrival: UInt64(number),
      items: items,
      uncompressedBytes: bytes,
      checksum: 7,
      isCompressed: false,
      label: [UInt8(truncatingIfNeeded: number), 1, 2],
      body: body
    )
  }

  /// By their numbers; those that are not what was stored have number -1.
  func readAll() -> [(number: Int, sequence: UInt64)] {
    var all: [(Int, UInt64)] = []
    while let record = store.next() { all.append((Self.number(record), record.sequence)) }
    store.handled()
    return all
  }

  static func number(_ record: Record) -> Int {
    let number = Int(LittleEndian.number(record.body, 0) as UInt32)
    let expected = Self.record(number, bytes: record.body.count, items: record.items)
    return record.body == expected.body && record.label == expected.label ? number : -1
  }
}

extension StoreFixture {
  static let scriptRecords = 60

  /// Stores, reads, ends and stores again.
  /// - Returns: What was read and has ended, and what has not.
  func runScript() -> (ended: [(number: Int, sequence: UInt64)], left: [(number: Int, sequence: UInt64)]) {
    for number in 0..<30 { append(number, bytes: 400) }
    hold()
    for number in 30..<45 { append(number, bytes: 300) }
    release()
    let read = readAll()
    store.finish(read.prefix(20).map(\.sequence))
    for number in 45..<Self.scriptRecords { append(number, bytes: 200) }
    return (Array(read.prefix(20)), Array(read.dropFirst(20)))
  }
}

extension QueueStore {
  /// Everything that waits, as a process that begins anew finds it.
  static func recovered(_ files: [String: [UInt8]]) throws -> [Int] {
    try StoreFixture(RecordedFileSystem(files: files)).readAll().map(\.number)
  }
}
