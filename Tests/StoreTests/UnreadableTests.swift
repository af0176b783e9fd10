import Testing

@testable import Store

/// What the disk does not give is not what it does not have.
@Suite("A disk that cannot be read")
struct UnreadableTests {
  private static let broken: Int32 = 5

  private func segments(_ files: RecordedFileSystem) -> Set<String> {
    Set(files.files.keys.filter { Segment.first(ofName: String($0.dropFirst(3))) != nil })
  }

  @Test("However long a read fails, nothing is skipped, lost or removed, and all is read once it works")
  func reads() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1000, memoryBytes: 0)
    for number in 0..<30 { fixture.append(number) }
    let before = segments(files)
    files.fail(.init(call: "pread", number: 1, code: Self.broken, isLasting: true))
    for attempt in 1...100 {
      #expect(fixture.store.next() == nil)
      #expect(fixture.store.hasFailedToRead)
      #expect(fixture.store.statistics.failures == attempt)
      #expect(!fixture.store.statistics.isReadable)
    }
    #expect(segments(files) == before)
    files.fail(nil)
    #expect(fixture.readAll().map(\.number) == Array(0..<30))
    #expect(fixture.store.statistics.isReadable)
    #expect(!fixture.store.hasFailedToRead)
    #expect(fixture.store.statistics.lostItems == 0)
    #expect(fixture.store.statistics.quarantined == 0)
  }

  @Test("The same in the middle of what is read, and after each read")
  func everyRead() throws {
    for number in stride(from: 1, to: 60, by: 7) {
      let files = RecordedFileSystem()
      let fixture = try StoreFixture(files, segmentBytes: 1000)
      for number in 0..<30 { fixture.append(number) }
      files.fail(.init(call: "pread", number: number, code: Self.broken, isLasting: true))
      var read = fixture.readAll()
      for _ in 0..<20 { read += fixture.readAll() }
      fixture.store.finish(read.map(\.sequence))
      files.fail(nil)
      read += fixture.readAll()
      #expect(read.map(\.number) == Array(0..<30))
    }
  }

  @Test("A start on such a disk begins where the last run ended, whichever read fails")
  func start() throws {
    let first = try StoreFixture(segmentBytes: 1000)
    for number in 0..<30 { first.append(number) }
    first.store.finish(first.readAll().prefix(12).map(\.sequence))
    let contents = first.files.files
    var number = 0
    var calls = 1
    while number < calls {
      number += 1
      defer { number += 2 }
      let files = RecordedFileSystem(files: contents)
      files.fail(.init(call: "pread", number: number, code: Self.broken, isLasting: true))
      // It may end with an error: the next one has all of it.
      let fixture = try? StoreFixture(files, segmentBytes: 1000)
      if number == 1 {
        files.fail(nil)
        _ = try StoreFixture(files, segmentBytes: 1000)
        calls = files.calls("pread")
      }
      files.fail(nil)
      guard let fixture else { continue }
      #expect(Set(fixture.readAll().map(\.number)).isSuperset(of: 12..<30))
      #expect(fixture.store.statistics.lostItems == 0)
    }
  }
}
