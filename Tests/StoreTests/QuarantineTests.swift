import Synchronization
import Testing

@testable import Store

@Suite("Quarantine")
struct QuarantineTests {
  /// A store whose segments are these, with a byte changed in the header of the last record of each but the newest.
  private func damaged(limit: Int) throws -> (StoreFixture, pieces: Int) {
    let first = try StoreFixture(segmentBytes: 1000)
    for number in 0..<30 { first.append(number) }
    var files = first.files.files
    let paths = files.keys.filter { Segment.first(ofName: String($0.dropFirst(3))) != nil }.sorted()
    for path in paths.dropLast() {
      let place = (files[path]?.count ?? 0) - RecordHeader.size - 103
      files[path]?[place + 20] ^= 1
    }
    let next = try StoreFixture(RecordedFileSystem(files: files), segmentBytes: 1000, limit: limit)
    return (next, paths.count - 1)
  }

  private func kept(_ fixture: StoreFixture) -> [[UInt8]] {
    fixture.files.files.filter { $0.key.hasPrefix("/q/quarantine/") }.map(\.value)
  }

  @Test("A damaged record at the end of a segment is kept, and counts as lost by what the next one says")
  func tail() throws {
    let (fixture, pieces) = try damaged(limit: 1 << 20)
    #expect(pieces > 2)
    #expect(fixture.readAll().count == 30 - pieces)
    #expect(fixture.store.statistics.lostItems == pieces)
    #expect(fixture.store.statistics.quarantined == pieces)
    #expect(kept(fixture).map(\.count) == Array(repeating: RecordHeader.size + 103, count: pieces))
  }

  @Test("With a key, what is set aside is encrypted, and a record that cannot be is not written at all")
  func sealed() throws {
    for fails in [false, true] {
      let first = try StoreFixture(cipher: MaskCipher())
      first.append(7, bytes: 300)
      var cipher = MaskCipher()
      cipher.fails = fails
      let fixture = try StoreFixture(RecordedFileSystem(files: first.files.files), cipher: cipher)
      let record = try #require(fixture.store.next())
      fixture.store.setAside(record)
      #expect(fixture.store.statistics.lostItems == 1)
      #expect(kept(fixture).map { cipher.open($0) } == (fails ? [] : [record.payload]))
      #expect(fixture.store.statistics.unkept == (fails ? 1 : 0))
      #expect(fixture.files.files.values.allSatisfy { $0.firstRange(of: record.body.suffix(40)) == nil })
    }
  }

  @Test("A record that another key has sealed is set aside as it is")
  func otherKey() throws {
    let first = try StoreFixture(cipher: MaskCipher())
    first.append(7, bytes: 300)
    let fixture = try StoreFixture(RecordedFileSystem(files: first.files.files), cipher: MaskCipher(mask: 1))
    #expect(fixture.store.next() == nil)
    #expect(fixture.store.statistics.lostItems == 1 && fixture.store.statistics.quarantined == 1)
    let record = StoreFixture.record(7, bytes: 300)
    #expect(kept(fixture).map { MaskCipher().open($0) } == [record.payload])
  }

  @Test("Zeros at the end of a file are no record")
  func zeros() throws {
    let first = try StoreFixture(segmentBytes: 1 << 20)
    first.append(0)
    var files = first.files.files
    files["/q/\(Segment.name(1))"]? += [UInt8](repeating: 0, count: 5000)
    let next = try StoreFixture(RecordedFileSystem(files: files))
    #expect(next.readAll().map(\.number) == [0])
    #expect(next.store.statistics.tornBytes == 5000)
    #expect(next.store.statistics.quarantined == 0)
    #expect(next.store.statistics.unkept == 0)
  }

  @Test("A full queue keeps what is damaged beside its bound, and counts what it could not keep")
  func full() throws {
    // An eighth of the bound is two pieces; of the bound itself nothing is left.
    let (fixture, pieces) = try damaged(limit: 2 * (RecordHeader.size + 103) * 8)
    #expect(!fixture.store.hasRoom(for: 1))
    _ = fixture.readAll()
    #expect(fixture.store.statistics.quarantined == 2)
    #expect(kept(fixture).count == 2)
    #expect(fixture.store.statistics.unkept == pieces - 2)
    #expect(fixture.store.statistics.lostItems == pieces)
  }

  @Test("A piece that the disk does not take counts as not kept")
  func failure() throws {
    let (fixture, pieces) = try damaged(limit: 1 << 20)
    fixture.files.fail(.init(call: "mkdir", number: 1, code: 28, isLasting: true))
    let used = fixture.store.space.used
    _ = fixture.readAll()
    #expect(fixture.store.statistics.quarantined == 0)
    #expect(fixture.store.statistics.unkept == pieces)
    #expect(fixture.store.space.used <= used)
  }

  @Test("A piece that the next run meets again is kept and counted once")
  func again() throws {
    let (fixture, pieces) = try damaged(limit: 1 << 20)
    _ = fixture.readAll()
    #expect(fixture.store.statistics.quarantined == pieces)
    let files = fixture.files.files
    let next = try StoreFixture(RecordedFileSystem(files: files), segmentBytes: 1000, limit: 1 << 20)
    #expect(next.readAll().count == 30 - pieces)
    #expect(next.store.statistics.quarantined == 0)
    #expect(next.store.statistics.unkept == 0)
    #expect(kept(next).count == pieces)
    #expect(next.store.state.withLock { $0.quarantinedBytes } == pieces * (RecordHeader.size + 103))
  }

  @Test("What earlier runs kept counts, beyond what is beside the bound")
  func reopened() throws {
    let file = ["/q/quarantine/a": [UInt8](repeating: 1, count: 5000)]
    let fixture = try StoreFixture(RecordedFileSystem(files: file), limit: 8000)
    #expect(fixture.store.space.used == 4000)
  }
}
