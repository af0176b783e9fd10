import Testing

@testable import Store

@Suite("A look at a queue from outside")
struct QueueInspectionTests {
  private func inspect(_ files: RecordedFileSystem) throws -> QueueInspection {
    try QueueInspection(of: "/", stores: ["q", "none"], fileSystem: Moved(base: files))
  }

  /// The fixture's store is in a folder of the root.
  private struct Moved: FileSystem {
    let base: RecordedFileSystem
    private func path(_ path: String) -> String { path.hasPrefix("//") ? String(path.dropFirst()) : path }
    func names(in folder: String) throws(SystemError) -> [String] {
      // There is no call that makes the root.
      folder == "//none" ? try missing() : try base.names(in: path(folder))
    }
    private func missing() throws(SystemError) -> [String] {
      throw SystemError("opendir", SystemFileSystem.notFound)
    }
    func makeFolder(_ path: String) throws(SystemError) { throw SystemError("mkdir", 30) }
    func open(_ path: String, writing: Bool) throws(SystemError) -> OpenFile {
      if writing { throw SystemError("open", 30) }
      return try base.open(self.path(path), writing: false)
    }
    func close(_ file: OpenFile) { base.close(file) }
    func size(of file: OpenFile) throws(SystemError) -> Int { try base.size(of: file) }
    func isRemoved(_ file: OpenFile) throws(SystemError) -> Bool { try base.isRemoved(file) }
    func read(_ file: OpenFile, at offset: Int, into room: UnsafeMutableRawBufferPointer) throws(SystemError)
      -> Int
    { try base.read(file, at: offset, into: room) }
    func write(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
      throw SystemError("write", 30)
    }
    func sync(_ file: OpenFile) throws(SystemError) { throw SystemError("fdatasync", 30) }
    func syncFolder(_ path: String) throws(SystemError) { throw SystemError("fsync", 30) }
    func truncate(_ file: OpenFile, to size: Int) throws(SystemError) { throw SystemError("ftruncate", 30) }
    func rename(_ path: String, to newPath: String) throws(SystemError) { throw SystemError("rename", 30) }
    func remove(_ path: String) throws(SystemError) { throw SystemError("unlink", 30) }
    func lock(_ file: OpenFile) throws(SystemError) -> Bool { throw SystemError("flock", 30) }
  }

  @Test("What waits is what the next run would find, and nothing is changed")
  func waiting() throws {
    let fixture = try StoreFixture(segmentBytes: 1000)
    for number in 0..<30 { fixture.append(number, items: 2) }
    let read = fixture.readAll()
    fixture.store.finish(read.prefix(12).map(\.sequence))
    fixture.store.finish([read[20].sequence])
    let changes = fixture.files.changes.count
    let found = try inspect(fixture.files)
    #expect(fixture.files.changes.count == changes)
    let store = try #require(found.stores.first)
    #expect(found.stores.count == 1 && store.requests == 17 && store.items == 34)
    #expect(store.oldest == 12 && store.newest == 29 && store.damaged == 0 && store.unreadable == 0)
    #expect(store.segments == fixture.store.statistics.segments)
    #expect(found.version == nil && !found.isEncrypted && found.deadLetters == .init())
    let left = try QueueStore.recovered(fixture.files.files)
    #expect(left.count == store.requests)
  }

  @Test("Damage is counted, and the rest is, too")
  func damage() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20)
    for number in 0..<5 { fixture.append(number) }
    let path = "/q/\(Segment.name(1))"
    var bytes = try #require(fixture.files.files[path])
    bytes[SegmentHead.size + 1] ^= 0xFF
    fixture.files.setContents(path, bytes)
    let store = try #require(try inspect(fixture.files).stores.first)
    #expect(store.damaged == 1 && store.requests == 4)
  }
}
