import Testing

@testable import Store

/// With a full queue the oldest records make room for new ones, and every one of them is counted once.
@Suite("Dropping the oldest")
struct DroppingTests {
  private static let record = RecordHeader.size + 103
  /// Three records each.
  private static let segment = SegmentHead.size + 3 * record

  private func fixture(_ files: RecordedFileSystem = RecordedFileSystem(), segments: Int) throws
    -> StoreFixture
  {
    try StoreFixture(files, segmentBytes: Self.segment, limit: segments * Self.segment, dropsOldest: true)
  }

  @Test("What is newest is there, the rest is counted, also by a run that begins anew")
  func newest() throws {
    let fixture = try fixture(segments: 4)
    for number in 0..<100 { #expect(fixture.append(number, items: 2) == .stored) }
    let left = fixture.readAll().map(\.number)
    #expect(left.last == 99 && left == Array(left[0]...99) && left.count >= 9)
    #expect(fixture.store.statistics.droppedItems == 2 * (100 - left.count))
    #expect(fixture.store.statistics.lostItems == 0)
    let next = try self.fixture(RecordedFileSystem(files: fixture.files.files), segments: 4)
    #expect(next.store.statistics.recoveredItems == 2 * left.count)
    #expect(next.readAll().map(\.number) == left)
    #expect(next.store.statistics.lostItems == 0)
  }

  @Test("Nothing is dropped for what would not fit in its place, and nothing without being told to")
  func tooLarge() throws {
    let fixture = try fixture(segments: 2)
    for number in 0..<4 { fixture.append(number) }
    #expect(!fixture.store.hasRoom(for: 3 * Self.segment))
    #expect(fixture.append(4, bytes: 3 * Self.segment) == .full)
    #expect(fixture.readAll().count == 4)
    let other = try StoreFixture(segmentBytes: Self.segment, limit: 2 * Self.segment)
    while other.append(0) == .stored {}
    #expect(other.store.statistics.droppedItems == 0)
  }

  @Test("What is being delivered goes on, is not on disk any more, and does not count as dropped")
  func outstanding() throws {
    let fixture = try fixture(segments: 3)
    for number in 0..<4 { fixture.append(number) }
    let read = fixture.readAll()
    for number in 4..<40 { #expect(fixture.append(number) == .stored) }
    #expect(read.allSatisfy { !fixture.store.holds($0.sequence) })
    fixture.store.finish(read.map(\.sequence))
    let left = fixture.readAll()
    #expect(left.allSatisfy { fixture.store.holds($0.sequence) })
    #expect(fixture.store.statistics.droppedItems == 40 - 4 - left.count)
    fixture.store.finish(left.map(\.sequence))
    #expect(try QueueStore.recovered(fixture.files.files).isEmpty)
  }

  @Test("A record that is alone in the queue makes room, too")
  func alone() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20, limit: 1000, dropsOldest: true)
    for number in 0..<20 { #expect(fixture.append(number, bytes: 700) == .stored) }
    #expect(fixture.readAll().map(\.number) == [19])
    #expect(fixture.store.statistics.droppedItems == 19)
    #expect(fixture.store.space.used <= 1000 + SegmentHead.size)
  }

  @Test("A full disk is a full queue")
  func fullDisk() throws {
    let files = RecordedFileSystem()
    let fixture = try fixture(files, segments: 1000)
    files.setCapacity(ProgressLog.reserveBytes + 4 * Self.segment)
    for number in 0..<60 { #expect(fixture.append(number) == .stored) }
    let left = fixture.readAll().map(\.number)
    #expect(left.last == 59 && left.count >= 3)
    #expect(fixture.store.statistics.droppedItems == 60 - left.count)
  }

  @Test("Each item is in one place, whatever comes in which order", arguments: 0..<100 as Range<UInt64>)
  func balance(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = RecordedFileSystem()
    var fixture = try fixture(files, segments: Int.random(in: 2...5, using: &random))
    var (stored, ended, waiting) = (0, 0, [(sequence: UInt64, items: Int)]())
    for number in 0..<200 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        guard let record = fixture.store.next() else { continue }
        fixture.store.handled()
        waiting.append((record.sequence, record.items))
      case 1 where !waiting.isEmpty:
        let one = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
        fixture.store.finish([one.sequence])
        ended += one.items
      default:
        let items = Int.random(in: 1...4, using: &random)
        let bytes = Int.random(in: 20...150, using: &random)
        if fixture.append(number, bytes: bytes, items: items) == .stored { stored += items }
      }
    }
    while let record = fixture.store.next() { waiting.append((record.sequence, record.items)) }
    let statistics = fixture.store.statistics
    #expect(statistics.lostItems == 0)
    #expect(stored == ended + statistics.droppedItems + waiting.reduce(0) { $0 + $1.items })
    // The next run finds what was not delivered and is there.
    let left = waiting.filter { fixture.store.holds($0.sequence) }.reduce(0) { $0 + $1.items }
    fixture = try self.fixture(RecordedFileSystem(files: files.files), segments: 5)
    #expect(fixture.store.statistics.recoveredItems == left)
    while fixture.store.next() != nil {}
    #expect(fixture.store.statistics.lostItems == 0)
  }

  @Test("The power goes at any call: what is left was stored, and nothing newer than the oldest is missing")
  func powerLoss() throws {
    let files = RecordedFileSystem()
    let fixture = try fixture(files, segments: 3)
    var acknowledged: [(changes: Int, number: Int)] = []
    for number in 0..<40 {
      fixture.append(number)
      acknowledged.append((files.changes.count, number))
    }
    let loss = PowerLoss(changes: files.changes)
    var random = SeededGenerator(seed: 3)
    for _ in 0..<5 {
      for count in 0...files.changes.count {
        let found = try QueueStore.recovered(loss.files(after: count, using: &random))
        #expect(!found.contains(-1))
        guard let newest = acknowledged.last(where: { $0.changes <= count })?.number else { continue }
        // The one that made room is not acknowledged before it is there itself.
        #expect(
          newest == 0 || Set(found).isSuperset(of: max(0, newest - 2)...newest),
          "after \(count) changes"
        )
      }
    }
  }
}
