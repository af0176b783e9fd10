import Testing

@testable import Store

/// A disk that is read-only from any change on, as the system makes it after an error, and written to again later.
@Suite("A disk that becomes read-only")
struct ReadOnlyTests {
  private static let readOnly: Int32 = 30

  private func fixture(_ files: RecordedFileSystem) throws -> StoreFixture {
    try StoreFixture(files, segmentBytes: 3000, progressBytes: 200, memoryBytes: 500)
  }

  private func segments(_ files: RecordedFileSystem) -> Int {
    files.files.keys.count { Segment.first(ofName: String($0.dropFirst(3))) != nil }
  }

  private func changes() throws -> Int {
    let files = RecordedFileSystem()
    let fixture = try fixture(files)
    let before = files.changeCalls
    _ = fixture.runScript()
    return files.changeCalls - before
  }

  @Test(
    "From every write, sync, rename, unlink and truncation on: a clear answer, nothing lost, what is there is read, and it mends itself"
  )
  func everyChange() throws {
    let changes = try changes()
    #expect(changes > 100)
    for number in 0...changes {
      let files = RecordedFileSystem()
      let fixture = try fixture(files)
      files.remountReadOnly(after: number)
      let (ended, left) = fixture.runScript()
      #expect(fixture.results.count == StoreFixture.scriptRecords, "everybody is answered")
      #expect(fixture.results.values.allSatisfy { $0 == .stored || $0 == .failed })
      files.remountReadOnly(after: 0)
      #expect(fixture.append(100) == .failed)
      #expect(fixture.store.statistics.lastFailure?.code == Self.readOnly)
      for _ in 0..<3 {
        fixture.store.probe()
        #expect(!fixture.store.statistics.isHealthy, "change \(number)")
      }
      // All of it can be delivered, each once.
      let stored = fixture.stored
      let more = fixture.readAll()
      #expect(fixture.store.statistics.isReadable)
      #expect((ended + left + more).map(\.number).sorted() == stored.sorted(), "change \(number)")
      // A run that begins anew has all that had not ended before.
      #expect(
        Set(try QueueStore.recovered(files.files)).isSuperset(of: stored.subtracting(ended.map(\.number)))
      )
      fixture.store.finish((left + more.dropLast()).map(\.sequence))
      #expect(fixture.readAll().isEmpty)

      files.remountReadOnly(after: nil)
      fixture.store.probe()
      #expect(fixture.store.statistics.isHealthy, "change \(number)")
      #expect(fixture.append(101) == .stored)
      #expect(fixture.readAll().map(\.number) == [101])
      #expect(fixture.store.statistics.lostItems == 0)
      // What ended meanwhile is known from now on, and its files are gone.
      fixture.store.finish(more.suffix(1).map(\.sequence))
      #expect(segments(files) == fixture.store.statistics.segments, "change \(number)")
      fixture.store.close()
      #expect(Set(try QueueStore.recovered(files.files)) == [101], "change \(number)")
    }
  }

  @Test("A queue that drops its oldest says no, and drops nothing that is not replaced", arguments: 0..<60)
  func dropping(changes: Int) throws {
    let files = RecordedFileSystem()
    let limit = 12 * (RecordHeader.size + 103)
    let fixture = try StoreFixture(files, segmentBytes: 600, limit: limit, dropsOldest: true)
    for number in 0..<30 { #expect(fixture.append(number) == .stored) }
    let given = [fixture.store.next(), fixture.store.next()].compactMap { $0 }
    fixture.store.handled()
    files.remountReadOnly(after: changes)
    for number in 30..<45 { fixture.append(number) }
    files.remountReadOnly(after: 0)
    for number in 45..<50 { #expect(fixture.append(number) != .stored) }
    #expect(!fixture.store.statistics.isHealthy)
    files.remountReadOnly(after: nil)
    fixture.store.probe()
    #expect(fixture.append(50) == .stored && fixture.store.statistics.isHealthy)
    #expect(fixture.store.space.used <= limit + SegmentHead.size * fixture.store.statistics.segments)
    #expect(segments(files) == fixture.store.statistics.segments)
    let read = fixture.readAll()
    let there = fixture.stored.count - given.count
    #expect(read.count + fixture.store.statistics.droppedItems == there, "each is read or counted")
    let held = given.filter { fixture.store.holds($0.sequence) }.map { StoreFixture.number($0) }
    let waiting = Set(read.map(\.number) + held)
    let recovered = Set(try QueueStore.recovered(files.files))
    #expect(recovered.isSuperset(of: waiting))
    // What came to the disk all the same may be there, and nothing that was dropped.
    #expect(recovered.isDisjoint(with: fixture.stored.subtracting(waiting)))
  }

  @Test("A start on such a disk ends with a clear error, changes nothing, and finds everything later")
  func start() throws {
    let files = RecordedFileSystem()
    let folder = try QueueFolder("/q", stores: ["traces"], cipher: nil, fileSystem: files)
    folder.unlock()
    let first = try fixture(files)
    for number in 0..<10 { first.append(number) }
    let contents = files.files
    files.remountReadOnly(after: 0)
    let failure = StoreFailure.system(SystemError("open", Self.readOnly))
    #expect(throws: failure) { try QueueFolder("/q", stores: ["traces"], cipher: nil, fileSystem: files) }
    #expect(failure.description.contains("Read-only file system"))
    #expect(files.files == contents)
    files.remountReadOnly(after: nil)
    #expect(try QueueStore.recovered(files.files) == Array(0..<10))
  }

  @Test("No dead letter is taken or removed, and the next one is once it can be written")
  func deadLetters() throws {
    let files = RecordedFileSystem()
    let letters = DeadLetterStore(
      directory: "/q",
      limit: 2 * DeadLetterStore.block,
      cipher: nil,
      fileSystem: files
    )
    try letters.open()
    func letter(_ number: Int) -> DeadLetter {
      DeadLetter(time: UInt64(number), status: 400, reason: "refused", record: StoreFixture.record(number))
    }
    #expect(letters.keep(letter(1)) == .kept && letters.keep(letter(2)) == .kept)
    for changes in 0..<5 {
      let before = try letters.folder.numbers().count
      files.remountReadOnly(after: changes)
      #expect(letters.keep(letter(3)) == .failed && !letters.statistics.isHealthy)
      // The oldest may have made room for it.
      #expect(try letters.folder.numbers().count >= before - 1)
      files.remountReadOnly(after: nil)
      #expect(letters.keep(letter(4)) == .kept && letters.statistics.isHealthy)
      #expect(try letters.folder.numbers().count == 2)
    }
  }
}
