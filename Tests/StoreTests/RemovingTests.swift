import Testing

@testable import Store

/// A sync of a new record does not wait until the disk has got back the bytes of removed segments.
@Suite("Removed segments")
struct RemovingTests {
  /// Stores and ends records until a segment is removed, with whatever the store runs later held back.
  private func removeHeld(_ files: RecordedFileSystem) throws -> StoreFixture {
    let fixture = try StoreFixture(files, segmentBytes: 5000)
    for number in 0..<12 { #expect(fixture.append(number, bytes: 1000) == .stored) }
    let read = fixture.readAll()
    fixture.holdBehindWriting()
    fixture.store.finish(read.prefix(10).map(\.sequence))
    return fixture
  }

  private func truncations(_ files: RecordedFileSystem) -> [Int] {
    files.changes.compactMap { if case .truncate(_, let size) = $0, size > 0 { size } else { nil } }
  }

  @Test("The name of a file goes at once, its bytes go later and in steps, and records are stored meanwhile")
  func steps() throws {
    let files = RecordedFileSystem()
    let before = truncations(files).count
    let fixture = try removeHeld(files)
    #expect(files.calls("unlink") > 0)
    #expect(truncations(files).count == before, "nothing is cut on the thread that writes")
    #expect(files.openRemovedFiles == 2)
    #expect(fixture.append(20) == .stored)
    fixture.release()
    #expect(files.openRemovedFiles == 0)
    let sizes = truncations(files).dropFirst(before)
    #expect(sizes.count >= 8)
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 - $1 == 1000 || $1 > $0 }, "steps of 1,000 bytes")
  }

  @Test("A full disk waits for the bytes of removed files before it refuses")
  func fullDisk() throws {
    let files = RecordedFileSystem()
    let fixture = try removeHeld(files)
    files.setCapacity(files.usedBytes)
    #expect(fixture.append(20, bytes: 3000) == .stored)
    #expect(files.openRemovedFiles == 0)
  }

  @Test("The end of a store leaves no removed file open")
  func close() throws {
    let files = RecordedFileSystem()
    let fixture = try removeHeld(files)
    #expect(files.openRemovedFiles == 2)
    fixture.store.close()
    #expect(files.openRemovedFiles == 0)
  }

  @Test("Files that are removed while others are freed join them, and a bounded number waits")
  func value() {
    var removed = RemovedFiles()
    func file(_ number: Int32) -> RemovedFiles.File { .init(file: OpenFile(number: number), size: 1) }
    #expect(removed.isEmpty)
    #expect(removed.add(file(1)) == .first)
    #expect(removed.add(file(2)) == .joined)
    #expect(removed.next()?.file.number == 1)
    #expect(removed.add(file(3)) == .joined)
    #expect(!removed.isEmpty)
    for number in 4..<18 { #expect(removed.add(file(Int32(number))) == .joined) }
    #expect(removed.add(file(99)) == .refused)
    for number in 2..<18 { #expect(removed.next()?.file.number == Int32(number)) }
    #expect(!removed.isEmpty, "the last one is at work")
    #expect(removed.next() == nil)
    #expect(removed.isEmpty)
    #expect(removed.add(file(1)) == .first)
  }
}
