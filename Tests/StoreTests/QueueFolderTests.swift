import Testing

@testable import Store

@Suite("Folder of a queue")
struct QueueFolderTests {
  private struct Key: RecordCipher {
    var fingerprint: String
    func seal(_ bytes: [UInt8]) throws -> [UInt8] { bytes }
    func open(_ bytes: [UInt8]) -> [UInt8]? { bytes }
  }

  private func open(_ files: RecordedFileSystem, key: String? = nil) throws -> QueueFolder {
    try QueueFolder("/q", stores: ["traces"], cipher: key.map { Key(fingerprint: $0) }, fileSystem: files)
  }

  @Test("A folder is one process's at a time")
  func lock() throws {
    let files = RecordedFileSystem()
    let first = try open(files)
    #expect(throws: StoreFailure.inUse) { try open(files) }
    first.unlock()
    _ = try open(files)
  }

  @Test("A newer format is refused, and nothing is changed")
  func newer() throws {
    let format = Array("traceveil queue\nversion 2\nkey none\n".utf8)
    let files = RecordedFileSystem(files: ["/q/format": format])
    #expect(throws: StoreFailure.newerVersion(2)) { try open(files) }
    #expect(files.files["/q/format"] == format)
  }

  @Test("A segment of a newer version ends the start, too")
  func newerSegment() throws {
    let files = RecordedFileSystem(files: ["/q/\(Segment.name(1))": SegmentHead.bytes(version: 2)])
    #expect(throws: StoreFailure.newerVersion(2)) { try StoreFixture(files) }
  }

  @Test("Another key, or none, is refused as long as records wait that need the first")
  func keys() throws {
    let files = RecordedFileSystem()
    try open(files, key: "a").unlock()
    try open(files, key: "b").unlock()
    let full = RecordedFileSystem(files: files.files.merging(["/q/traces/\(Segment.name(1))": []]) { $1 })
    #expect(throws: StoreFailure.otherKey) { try open(full, key: "a") }
    #expect(throws: StoreFailure.otherKey) { try open(full) }
    try open(full, key: "b").unlock()
  }

  @Test("Records that were stored without a key do not stand in the way of one")
  func firstKey() throws {
    let files = RecordedFileSystem()
    try open(files).unlock()
    let full = RecordedFileSystem(files: files.files.merging(["/q/traces/\(Segment.name(1))": []]) { $1 })
    try open(full, key: "a").unlock()
    #expect(throws: StoreFailure.otherKey) { try open(full) }
  }

  @Test("A version that is no number of 64 bits is a newer one")
  func huge() throws {
    let format = Array("traceveil queue\nversion 99999999999999999999\nkey none\n".utf8)
    let files = RecordedFileSystem(files: ["/q/format": format])
    #expect(throws: StoreFailure.newerVersion(Int(Int32.max))) { try open(files) }
    #expect(files.files["/q/format"] == format)
  }

  @Test(
    "A format file that cannot be read ends the start as long as records wait, and stays as it is",
    arguments: ["", "traceveil queue\n", "traceveil queue\nversion two\n", "traceveil queue\nversion -1\n"]
  )
  func unreadable(text: String) throws {
    let segment = ["/q/traces/\(Segment.name(1))": [UInt8]()]
    let files = RecordedFileSystem(files: segment.merging(["/q/format": Array(text.utf8)]) { $1 })
    #expect(throws: StoreFailure.unknownVersion) { try open(files) }
    #expect(files.files["/q/format"] == Array(text.utf8))
  }

  @Test(
    "A format file that is missing ends the start as long as records wait: nothing says of which key they are"
  )
  func missing() throws {
    let segment = ["/q/traces/\(Segment.name(1))": [UInt8]()]
    let files = RecordedFileSystem(files: segment)
    #expect(throws: StoreFailure.unknownVersion) { try open(files) }
    #expect(files.files["/q/format"] == nil && files.files.count == 2, "but for the file that is locked")
  }

  @Test("A format file that is none is written anew where nothing waits")
  func damaged() throws {
    let files = RecordedFileSystem(files: ["/q/format": [1, 2, 3]])
    try open(files).unlock()
    #expect(files.files["/q/format"] == FolderFormat(key: nil).bytes)
  }
}
