import Testing

@testable import Store

/// A record that nobody takes does not hold on disk what was delivered behind it.
@Suite("Records that are never taken")
struct CompactingTests {
  private static let segmentBytes = 2000

  private func fixture(
    _ files: RecordedFileSystem = RecordedFileSystem(),
    limit: Int = 1 << 30,
    cipher: (any RecordCipher)? = nil
  ) throws -> StoreFixture {
    try StoreFixture(files, segmentBytes: Self.segmentBytes, limit: limit, cipher: cipher)
  }

  /// Stores and delivers all but those.
  /// - Returns: What was handed out and not ended.
  private func deliver(
    _ numbers: Range<Int>,
    but stuck: Set<Int>,
    _ fixture: StoreFixture
  ) -> [(number: Int, sequence: UInt64)] {
    var left: [(number: Int, sequence: UInt64)] = []
    for number in numbers {
      #expect(fixture.append(number, items: 2) == .stored)
      let read = fixture.readAll()
      #expect(read.map(\.number) == [number], "each is handed out once")
      left += read.filter { stuck.contains($0.number) }
      fixture.store.finish(read.filter { !stuck.contains($0.number) }.map(\.sequence))
    }
    return left
  }

  @Test("However many are delivered behind it, four times what waits and three files are on disk")
  func bound() throws {
    for stuck in [[0], [0, 1, 2, 40, 41, 200]] as [Set<Int>] {
      let fixture = try fixture(limit: 30_000)
      let left = deliver(0..<1000, but: stuck, fixture)
      #expect(left.map(\.number) == stuck.sorted())
      let waits = stuck.count * (RecordHeader.size + 103)
      #expect(fixture.store.space.used <= 4 * waits + 3 * Self.segmentBytes)
      #expect(fixture.store.statistics.movedRecords > stuck.count)
      #expect(fixture.store.statistics.lostItems == 0 && fixture.store.statistics.recoveredItems == 0)
      #expect(left.allSatisfy { fixture.store.holds($0.sequence) })

      // The next run finds them, and no other.
      let next = try self.fixture(RecordedFileSystem(files: fixture.files.files))
      #expect(next.store.statistics.recoveredItems == 2 * stuck.count)
      #expect(Set(next.readAll().map(\.number)) == stuck)
      #expect(next.store.statistics.lostItems == 0)

      // They end by the numbers by which they were handed out, whatever numbers they have now.
      fixture.store.finish(left.map(\.sequence))
      _ = deliver(1000..<1200, but: [], fixture)
      #expect(fixture.store.statistics.segments <= 2)
      #expect(try QueueStore.recovered(fixture.files.files).isEmpty)
    }
  }

  @Test("Where much waits, nothing is written anew")
  func muchWaits() throws {
    let fixture = try fixture()
    _ = deliver(0..<300, but: Set(stride(from: 0, to: 300, by: 3)), fixture)
    #expect(fixture.store.statistics.movedRecords == 0)
  }

  @Test("What has not been read is not taken for done with")
  func unread() throws {
    let fixture = try fixture()
    for number in 0..<100 { fixture.append(number) }
    fixture.store.finish((0..<90).compactMap { _ in fixture.store.next() }.dropFirst().map(\.sequence))
    #expect(fixture.store.statistics.movedRecords > 0)
    #expect(fixture.readAll().map(\.number) == Array(90..<100))
    #expect(Set(try QueueStore.recovered(fixture.files.files)) == Set([0] + Array(90..<100)))
  }

  @Test("A record that ends while it is written anew has ended")
  func endsMeanwhile() throws {
    var tracker = ProgressTracker()
    var moved = MovedRecords()
    for number in 1...3 { tracker.issue(UInt64(number), bytes: 10) }
    tracker.move(1, to: 8)
    moved.move(1, to: 8)
    #expect(tracker.floor == 2 && tracker.outstanding == [2, 3, 8] && tracker.outstandingBytes == 30)
    tracker.move(8, to: 9)
    moved.move(8, to: 9)
    #expect(moved[1] == 9 && moved[2] == 2)
    tracker.finish([2, 3])
    tracker.move(2, to: 10)
    #expect(tracker.isDone(10) && tracker.outstanding == [9] && tracker.floor == 4)
    #expect(moved.end(1) == 9 && moved == MovedRecords())
    tracker.finish([9])
    tracker.advance(to: 11)
    #expect(tracker.floor == 11 && tracker.outstandingBytes == 0 && tracker.done == SequenceSet())
  }

  @Test("With a key they stay encrypted, and can be read")
  func encrypted() throws {
    let files = RecordedFileSystem()
    let fixture = try fixture(files, cipher: MaskCipher(mask: 9))
    _ = deliver(0..<300, but: [5], fixture)
    let next = try self.fixture(RecordedFileSystem(files: files.files), cipher: MaskCipher(mask: 9))
    #expect(next.readAll().map(\.number) == [5])
  }

  @Test("With a full disk it waits until there is room, and goes on then")
  func fullDisk() throws {
    let files = RecordedFileSystem()
    let fixture = try fixture(files)
    let left = deliver(0..<25, but: Set(0..<8), fixture)
    #expect(fixture.store.statistics.movedRecords == 0)
    files.setCapacity(0)
    fixture.store.finish(left.dropFirst(2).map(\.sequence))
    #expect(fixture.store.statistics.movedRecords == 0 && fixture.store.statistics.segments == 3)
    files.setCapacity(.max)
    _ = deliver(25..<28, but: [], fixture)
    #expect(fixture.store.statistics.movedRecords > 0 && fixture.store.statistics.isHealthy)
    #expect(Set(try QueueStore.recovered(files.files)) == [0, 1])
  }

  @Test("A set of numbers is what was put in, in as few ranges as can be", arguments: 0..<50 as Range<UInt64>)
  func set(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (set, numbers) = (SequenceSet(), Set<UInt64>())
    for _ in 0..<40 {
      let lower = UInt64.random(in: 0...60, using: &random)
      let range = lower...(lower + UInt64.random(in: 0...4, using: &random))
      if UInt8.random(in: 0..<8, using: &random) == 0 {
        set.remove(below: lower / 2)
        numbers = numbers.filter { $0 >= lower / 2 }
      }
      set.insert(range)
      numbers.formUnion(range)
      #expect((0...70).allSatisfy { set.contains($0) == numbers.contains($0) })
      for (one, next) in zip(set.ranges, set.ranges.dropFirst()) {
        #expect(one.upperBound + 1 < next.lowerBound)
      }
      #expect(set == SequenceSet(numbers))
    }
  }
}
