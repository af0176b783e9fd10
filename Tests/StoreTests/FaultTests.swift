import Testing

@testable import Store

/// Whatever fails: what was acknowledged is there after it, and the store goes on when the disk does.
@Suite("Faults of the disk")
struct FaultTests {
  private static let noSpace: Int32 = 28
  private static let broken: Int32 = 5

  private func check(_ fault: RecordedFileSystem.Fault) throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 3000, progressBytes: 200)
    files.fail(fault)
    let ended = fixture.runScript().ended.map(\.number)
    let mustBe = fixture.stored.subtracting(ended)
    #expect(fixture.results.count == StoreFixture.scriptRecords, "everybody is answered")
    files.fail(nil)
    // It mends itself.
    fixture.store.probe()
    #expect(fixture.append(100) == .stored)
    #expect(fixture.store.statistics.isHealthy)
    var found = Set(fixture.readAll().map(\.number))
    #expect(found.contains(100))
    found = Set(try QueueStore.recovered(files.files))
    #expect(found.isSuperset(of: mustBe))
    #expect(found.isSubset(of: (0..<StoreFixture.scriptRecords) + [100]))
  }

  @Test("What is written to a file that somebody has removed is not stored; another file is begun")
  func removed() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1 << 20)
    #expect(fixture.append(0) == .stored)
    let path = try #require(files.files.keys.first { Segment.first(ofName: String($0.dropFirst(3))) != nil })
    try files.remove(path)
    #expect(fixture.append(1) == .failed)
    #expect(!fixture.store.statistics.isHealthy)
    #expect(fixture.append(2) == .stored)
    #expect(fixture.store.statistics.isHealthy)
    #expect(try QueueStore.recovered(files.files) == [2])
  }

  private func calls(_ call: String) throws -> Int {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 3000, progressBytes: 200)
    files.fail(nil)
    _ = fixture.runScript()
    return files.calls(call)
  }

  @Test(
    "No space, an error, and both from there on, at every call of each kind",
    arguments: [
      "write", "fdatasync", "fsync", "rename", "unlink", "ftruncate", "open", "pread",
    ]
  )
  func everyCall(call: String) throws {
    let count = try calls(call)
    #expect(count > 0)
    for number in 1...count {
      for code in [Self.noSpace, Self.broken] {
        for isLasting in [false, true] where call != "pread" || !isLasting {
          try check(.init(call: call, number: number, code: code, isLasting: isLasting))
        }
      }
    }
  }

  @Test("Writes that take a part of what they are given, from every one on")
  func shortWrites() throws {
    for number in 1...(try calls("write")) {
      try check(.init(call: "write", number: number, code: 0, shortWrite: 33))
    }
  }

  @Test("After a failed sync, the same file is not synced again")
  func failedSync() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1 << 20)
    fixture.append(0)
    files.fail(.init(call: "fdatasync", number: 1, code: Self.broken))
    let before = files.changes.count
    #expect(fixture.append(1) == .failed)
    #expect(!fixture.store.statistics.isHealthy)
    #expect(fixture.append(2) == .stored)
    #expect(fixture.store.statistics.isHealthy)
    #expect(fixture.store.statistics.segments == 2)
    let synced = files.changes.dropFirst(before).compactMap { change -> Int? in
      if case .sync(let file) = change { file } else { nil }
    }
    #expect(Set(synced).count == 1)
    #expect(fixture.readAll().map(\.number) == [0, 2])
  }

  @Test("With a full disk deliveries are still noted, by what is kept in reserve, so that room comes again")
  func reserve() throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(files, segmentBytes: 1000)
    for number in 0..<30 { fixture.append(number) }
    let read = fixture.readAll()
    // Every write fails but those that come after the reserve has been given up.
    files.fail(.init(call: "write", number: 1, code: Self.noSpace))
    fixture.store.finish(read.map(\.sequence))
    #expect(fixture.store.statistics.segments == 0)
    #expect(try QueueStore.recovered(files.files).isEmpty)
  }
}
