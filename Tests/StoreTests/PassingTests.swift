import Synchronization
import Testing

@testable import Store

/// A partition whose records nobody takes does not keep those of others from being read, and loses none.
@Suite("Records that are left for later")
struct PassingTests {
  /// Of number `n` by its remainder, so that some come often and some seldom.
  private static let partitions: [UInt8] = [1, 1, 2, 1, 3, 1, 2]

  private static func partition(_ number: Int) -> UInt8 { partitions[number % partitions.count] }

  private static func record(_ number: Int, items: Int = 1, bytes: Int = 100) -> Record {
    let body = StoreFixture.record(number, bytes: bytes, items: items).body
    return Record(
      signal: 1,
      arrival: UInt64(number),
      items: items,
      uncompressedBytes: bytes,
      checksum: 7,
      isCompressed: false,
      label: [partition(number), 9],
      body: Array(body)
    )
  }

  private static func number(_ record: Record) -> Int {
    let number = Int(LittleEndian.number(record.body, 0) as UInt32)
    let expected = Self.record(number, items: record.items, bytes: record.body.count)
    return record.body == expected.body && record.label == expected.label ? number : -1
  }

  private func append(_ number: Int, items: Int = 1, bytes: Int = 100, to store: QueueStore) -> Bool {
    let isStored = Box(false)
    store.append(Self.record(number, items: items, bytes: bytes)) { isStored.value = $0 == .stored }
    return isStored.value
  }

  private final class Box: @unchecked Sendable {
    var value: Bool
    init(_ value: Bool) { self.value = value }
  }

  private func found(_ files: RecordedFileSystem, cipher: (any RecordCipher)?) throws -> [Int] {
    let next = try StoreFixture(RecordedFileSystem(files: files.files), cipher: cipher)
    var numbers: [Int] = []
    while let record = next.store.next() { numbers.append(Self.number(record)) }
    #expect(next.store.statistics.lostItems == 0)
    return numbers
  }

  @Test(
    "Every record is delivered once or counted, and the next run finds what was not",
    arguments: 0..<60 as Range<UInt64>
  )
  func conservation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = RecordedFileSystem()
    let drops = seed % 3 == 0
    let cipher = seed % 2 == 0 ? MaskCipher() : nil
    let fixture = try StoreFixture(
      files,
      segmentBytes: 1200,
      limit: drops ? 8000 : 1 << 30,
      dropsOldest: drops,
      cipher: cipher
    )
    let store = fixture.store
    var (stored, delivered) = ([Int: Int](), [Int: Int]())
    var waiting: [Record] = []
    var stuck: Set<UInt8> = [1]
    func isStuck(_ label: some Collection<UInt8>) -> Bool { label.first.map(stuck.contains) ?? false }
    func take(_ record: Record) {
      let number = Self.number(record)
      #expect(delivered.updateValue(record.items, forKey: number) == nil, "\(number) is handed out once")
      waiting.append(record)
    }
    func readInOrder() {
      guard let record = store.next() else { return }
      if isStuck(record.label) {
        let passing = store.passOver(record)
        #expect(passing == .passed)
      } else {
        take(record)
      }
    }
    for number in 0..<400 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: stuck = Set((1...3).filter { _ in Bool.random(using: &random) })
      case 1, 2:
        if let label = store.passedPartitions.first(where: { !isStuck($0) }),
          let record = store.nextPassed(of: label)
        {
          #expect(Array(record.label) == label)
          take(record)
        }
      case 3, 4: for _ in 0..<5 { readInOrder() }
      case 5...7:
        for _ in 0..<min(3, waiting.count) {
          let one = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
          store.finish([one.sequence])
        }
      default: break
      }
      let items = Int.random(in: 1...4, using: &random)
      if append(number, items: items, bytes: Int.random(in: 4...150, using: &random), to: store) {
        stored[number] = items
      }
      #expect(store.statistics.passedRecords == store.state.withLock { $0.passed.count })
      if number % 100 == 50, !drops {
        let ended = Set(delivered.keys).subtracting(waiting.map(Self.number))
        #expect(try Set(found(files, cipher: cipher)) == Set(stored.keys).subtracting(ended))
      }
    }
    stuck = []
    for _ in 0..<1000 { readInOrder() }
    for label in store.passedPartitions { while let record = store.nextPassed(of: label) { take(record) } }
    let statistics = store.statistics
    #expect(statistics.passedRecords == 0 && statistics.lostItems == 0)
    #expect(stored.values.reduce(0, +) == delivered.values.reduce(0, +) + statistics.droppedItems)
    #expect(drops || statistics.droppedItems == 0)
    store.finish(waiting.map(\.sequence))
    #expect(try found(files, cipher: cipher).isEmpty)
    #expect(store.state.withLock { $0.moved == MovedRecords() && $0.tracker.outstanding.isEmpty })
  }

  @Test("They are written anew with their segment, and handed out by the number that they have then")
  func compacted() throws {
    let files = RecordedFileSystem()
    let store = try StoreFixture(files, segmentBytes: 2000).store
    for number in 0..<600 {
      #expect(append(number, to: store))
      guard let record = store.next() else { break }
      if number < 7, Self.partition(number) == 1 {
        #expect(store.passOver(record) == .passed)
      } else {
        store.finish([record.sequence])
      }
    }
    #expect(store.statistics.movedRecords > 4 && store.statistics.passedRecords == 4)
    #expect(try found(files, cipher: nil) == [0, 1, 3, 5])
    #expect(store.passedPartitions == [[1, 9]])
    var seen: [Int] = []
    while let record = store.nextPassed(of: [1, 9]) {
      #expect(store.holds(record.sequence))
      seen.append(Self.number(record))
      store.finish([record.sequence])
    }
    #expect(seen == [0, 1, 3, 5] && store.passedPartitions.isEmpty)
    #expect(try found(files, cipher: nil).isEmpty)
  }

  @Test("One that made room for others is not left for later: it is delivered from memory")
  func gone() throws {
    let store = try StoreFixture(segmentBytes: 700, limit: 1400, dropsOldest: true).store
    #expect(append(0, to: store))
    let record = try #require(store.next())
    for number in 1..<20 { #expect(append(number, to: store)) }
    #expect(!store.holds(record.sequence) && store.passOver(record) == .gone)
    #expect(store.passedPartitions.isEmpty)
  }

  @Test("A disk that does not give one is asked again; one that is damaged is set aside and counted")
  func unreadable() throws {
    let files = RecordedFileSystem()
    let store = try StoreFixture(files, segmentBytes: 1 << 20).store
    for number in [0, 1, 3] {
      #expect(append(number, items: 5, to: store))
      #expect(store.next().map(store.passOver) == .passed)
    }
    files.fail(.init(call: "pread", number: 1, code: 5, isLasting: true))
    for _ in 0..<3 { #expect(store.nextPassed(of: [1, 9]) == nil && store.hasFailedToRead) }
    files.fail(.init(call: "open", number: 1, code: 24, isLasting: true))
    #expect(store.nextPassed(of: [1, 9]) == nil && store.hasFailedToRead)
    files.fail(nil)
    #expect(store.nextPassed(of: [1, 9]).map(Self.number) == 0)
    #expect(!store.hasFailedToRead && store.statistics.lostItems == 0)

    let path = try #require(files.files.keys.first { Segment.first(ofName: String($0.dropFirst(3))) != nil })
    var bytes = try #require(files.files[path])
    // In the payload of the second, and in the header of the third.
    let size = RecordHeader.size + 102
    bytes[SegmentHead.size + size + RecordHeader.size + 50] ^= 1
    bytes[SegmentHead.size + 2 * size + 20] ^= 1
    files.setContents(path, bytes)
    #expect(store.nextPassed(of: [1, 9]) == nil)
    #expect(store.statistics.lostItems == 10 && store.statistics.quarantined == 2)
    #expect(store.passedPartitions.isEmpty && !store.hasFailedToRead)
  }
}
