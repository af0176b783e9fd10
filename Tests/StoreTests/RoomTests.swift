import Synchronization
import Testing

@testable import Store

/// Whoever has had everything delivered has all the room.
@Suite("Room of what is delivered")
struct RoomTests {
  private static let record = RecordHeader.size + 103

  /// Stores and delivers, one after the other.
  /// - Returns: How many were refused.
  private func deliver(_ count: Int, _ fixture: StoreFixture, bytes: Int = 100) -> Int {
    var refused = 0
    for number in 0..<count {
      if fixture.append(number, bytes: bytes) != .stored { refused += 1 }
      fixture.store.finish(fixture.readAll().map(\.sequence))
    }
    return refused
  }

  @Test("With a bound of a few records nothing is refused when nothing waits, whatever the size of a segment")
  func bound() throws {
    for segmentBytes in [200, 1000, 1 << 20] {
      let fixture = try StoreFixture(segmentBytes: segmentBytes, limit: 3 * Self.record)
      #expect(deliver(100, fixture) == 0)
      #expect(fixture.store.hasRoom(for: 100))
      #expect(fixture.store.space.used <= 3 * Self.record + 3 * SegmentHead.size)
    }
  }

  @Test("One request as large as the bound, again and again")
  func large() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20, limit: 10_000)
    #expect(deliver(20, fixture, bytes: 9000) == 0)
    #expect(deliver(20, fixture) == 0)
  }

  @Test("What is not delivered is not given back for others")
  func waiting() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20, limit: 5 * Self.record + SegmentHead.size)
    for number in 0..<5 { #expect(fixture.append(number) == .stored) }
    let read = fixture.readAll()
    #expect(fixture.append(5) == .full)
    #expect(!fixture.store.hasRoom(for: 100))
    fixture.store.finish(read.dropLast().map(\.sequence))
    #expect(fixture.append(6) == .full)
    #expect(try QueueStore.recovered(fixture.files.files) == [4])
    fixture.store.finish(read.suffix(1).map(\.sequence))
    #expect(fixture.store.hasRoom(for: 100))
    #expect(fixture.append(7) == .stored)
    #expect(fixture.readAll().map(\.number) == [7])
    #expect(try QueueStore.recovered(fixture.files.files) == [7])
  }

  @Test("A start with a lower bound has room as soon as all of an earlier run is delivered")
  func lowered() throws {
    let first = try StoreFixture(segmentBytes: 1 << 20)
    for number in 0..<50 { first.append(number) }
    let next = try StoreFixture(
      RecordedFileSystem(files: first.files.files),
      segmentBytes: 1 << 20,
      limit: 3 * Self.record
    )
    #expect(next.append(100) == .full)
    next.store.finish(next.readAll().map(\.sequence))
    #expect(deliver(50, next) == 0)
    #expect(try QueueStore.recovered(next.files.files).isEmpty)
  }

  @Test("A large last segment goes without being asked: the room is also that of others")
  func spent() throws {
    let fixture = try StoreFixture(segmentBytes: 4000)
    for number in 0..<10 { fixture.append(number) }
    fixture.store.finish(fixture.readAll().map(\.sequence))
    #expect(fixture.store.statistics.segments == 0)
    #expect(fixture.store.space.used == 0)
    #expect(deliver(3, fixture) == 0)
    #expect(fixture.store.statistics.segments == 1, "a small one is written on")
  }

  @Test("A full disk takes requests again as soon as all is delivered")
  func fullDisk() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1 << 20)
    files.setCapacity(ProgressLog.reserveBytes + 6 * Self.record)
    #expect(deliver(100, fixture) == 0)
    var number = 200
    while fixture.append(number) == .stored { number += 1 }
    #expect(fixture.results[number] == .full)
    fixture.store.finish(fixture.readAll().map(\.sequence))
    #expect(deliver(100, fixture) == 0)
    #expect(fixture.store.statistics.lostItems == 0)
  }

  @Test(
    "A disk that is nearly full refuses before anything is written, says so once, and takes requests again"
  )
  func nearlyFull() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1 << 20)
    let told = Mutex<[Bool]>([])
    fixture.store.whenDiskFull { isFull in told.withLock { $0.append(isFull) } }
    let reserve = fixture.store.settings.reservedBytes
    files.setFree(reserve + 50)
    #expect(fixture.append(1) == .stored)
    #expect(told.withLock { $0 } == [], "nobody was refused")
    let writes = files.calls("write")
    for _ in 0..<3 { #expect(!fixture.store.hasRoom(for: 100)) }
    #expect(files.calls("write") == writes)
    #expect(told.withLock { $0 } == [true])
    files.setFree(reserve * 3)
    // The one that finds it out is refused still.
    #expect(!fixture.store.hasRoom(for: 100))
    #expect(fixture.store.hasRoom(for: 100))
    #expect(told.withLock { $0 } == [true, false])
    #expect(fixture.append(2) == .stored)
  }

  @Test("What is delivered makes room on a disk that is nearly full")
  func nearlyFullOfDelivered() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1 << 20)
    for number in 0..<5 { fixture.append(number) }
    files.setFree(fixture.store.settings.reservedBytes)
    fixture.append(5)
    #expect(!fixture.store.hasRoom(for: 100))
    fixture.store.finish(fixture.readAll().map(\.sequence))
    #expect(fixture.store.hasRoom(for: 100))
  }
}
