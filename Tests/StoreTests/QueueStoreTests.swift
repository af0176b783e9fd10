import Testing

@testable import Store

@Suite("Store")
struct QueueStoreTests {
  @Test("What is stored is read in its order, once, and again by the next run until it is done with")
  func order() throws {
    let fixture = try StoreFixture()
    for number in 0..<100 { #expect(fixture.append(number, items: 2) == .stored) }
    let all = fixture.readAll()
    #expect(all.map(\.number) == Array(0..<100))
    #expect(fixture.readAll().isEmpty)
    fixture.store.finish(all.prefix(40).map(\.sequence) + all[50..<60].map(\.sequence))

    let next = try StoreFixture(RecordedFileSystem(files: fixture.files.files))
    #expect(next.store.statistics.recoveredItems == 2 * 50)
    #expect(next.readAll().map(\.number) == Array(40..<50) + Array(60..<100))
    #expect(next.store.statistics.lostItems == 0)
  }

  @Test("All that comes while a sync is under way has the next one in common")
  func groupCommit() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20)
    fixture.append(0)
    let before = fixture.files.calls("fdatasync")
    fixture.hold()
    for number in 1...50 { #expect(fixture.append(number) == nil) }
    fixture.release()
    #expect(fixture.stored.count == 51)
    #expect(fixture.files.calls("fdatasync") == before + 1)
  }

  @Test(
    "What is ready waits for what is being made, and shares its sync, while all of it is no more than a group"
  )
  func making() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20, groupBytes: 1000)
    let store = fixture.store
    #expect(fixture.append(0) == .stored)
    let before = fixture.files.calls("fdatasync")
    store.beginMaking(400)
    store.beginMaking(300)
    #expect(fixture.append(1, bytes: 400) == nil)
    store.endMaking(400, isBusy: true)
    #expect(fixture.append(2, bytes: 300) == nil)
    #expect(fixture.stored == [0])
    store.endMaking(300, isBusy: false)
    #expect(fixture.stored == [0, 1, 2])
    #expect(fixture.files.calls("fdatasync") == before + 1)

    // With it there would be more than a group: nobody waits for it.
    store.beginMaking(601)
    store.beginMaking(400)
    #expect(fixture.append(3, bytes: 400) == nil)
    store.endMaking(400, isBusy: true)
    #expect(fixture.stored == [0, 1, 2, 3])
    #expect(fixture.files.calls("fdatasync") == before + 2)
    store.endMaking(601, isBusy: false)
    #expect(fixture.append(4) == .stored)
  }

  @Test("Where nothing waits to be made, what is ready waits for nobody")
  func makingWithoutMore() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20, groupBytes: 1000)
    let store = fixture.store
    store.beginMaking(400)
    store.beginMaking(300)
    #expect(fixture.append(1, bytes: 400) == nil)
    store.endMaking(400, isBusy: false)
    #expect(fixture.stored == [1])
    // What was said last counts.
    store.beginMaking(300)
    #expect(fixture.append(2, bytes: 300) == nil)
    store.endMaking(300, isBusy: true)
    #expect(fixture.stored == [1])
    store.endMaking(300, isBusy: false)
    #expect(fixture.stored == [1, 2])
  }

  @Test("Progress waits for what is being made, too, and what is there at the end for nothing")
  func closingWhileMaking() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20)
    for number in 0..<3 { #expect(fixture.append(number) == .stored) }
    let all = fixture.readAll()
    fixture.store.beginMaking(10)
    let before = fixture.files.calls("write")
    fixture.store.finish(all.prefix(1).map(\.sequence))
    #expect(fixture.files.calls("write") == before)
    fixture.store.endMaking(10, isBusy: false)
    #expect(fixture.files.calls("write") > before)

    fixture.store.beginMaking(10)
    fixture.store.finish(all.suffix(1).map(\.sequence))
    #expect(fixture.append(3) == nil)
    fixture.store.close()
    #expect(fixture.results[3] == .stored)
    #expect(try QueueStore.recovered(fixture.files.files) == [1, 3])
    fixture.store.endMaking(10, isBusy: false)
  }

  @Test(
    "A segment is removed when its last record is done with, and only once a checkpoint that says so is synced"
  )
  func removal() throws {
    let fixture = try StoreFixture()
    for number in 0..<100 { fixture.append(number) }
    let all = fixture.readAll()
    for one in all.reversed() { fixture.store.finish([one.sequence]) }
    #expect(fixture.store.statistics.segments == 1)
    var isDurable = false
    var removed = 0
    for change in fixture.files.changes {
      switch change {
      case .rename(_, let newPath): isDurable = isDurable || newPath.hasSuffix("/progress")
      case .remove(let path) where path.hasSuffix(".log"):
        #expect(isDurable)
        removed += 1
      default: break
      }
    }
    #expect(removed > 1)
    #expect(fixture.readAll().isEmpty)
    fixture.store.close()
    #expect(!fixture.files.files.keys.contains { Segment.first(ofName: String($0.dropFirst(3))) != nil })
  }

  @Test("A start reads the head of each file and the last file, however much waits")
  func startReadsLittle() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 16)
    for number in 0..<400 { fixture.append(number, bytes: 10_000) }
    let files = fixture.files.files
    let heads = files.count * 4096
    let found = RecordedFileSystem(files: files)
    let next = try StoreFixture(found, segmentBytes: 1 << 16)
    #expect(next.store.statistics.recoveredItems == 400)
    #expect(files.count > 50 && found.readBytes < heads + 4 << 16)
    #expect(next.readAll().map(\.number) == Array(0..<400))
  }

  @Test("A number is used by one record alone, whatever was done with and removed")
  func numbers() throws {
    var files: [String: [UInt8]] = [:]
    var seen: Set<UInt64> = []
    for run in 0..<5 {
      let fixture = try StoreFixture(RecordedFileSystem(files: files))
      for number in 0..<30 { fixture.append(run * 100 + number) }
      let all = fixture.readAll()
      for one in all { #expect(seen.insert(one.sequence).inserted) }
      fixture.store.finish(all.map(\.sequence))
      if run.isMultiple(of: 2) { fixture.store.close() }
      files = fixture.files.files
    }
  }

  @Test("Damage anywhere in a segment costs what it hit; it is set aside and counted, the rest is delivered")
  func damage() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20)
    for number in 0..<20 { fixture.append(number) }
    let files = fixture.files.files
    let path = try #require(files.keys.first { $0.hasSuffix(".log") && !$0.hasSuffix("progress.log") })
    let bytes = try #require(files[path])
    let size = RecordHeader.size + 103
    for place in stride(from: SegmentHead.size, to: bytes.count, by: 13) {
      var damaged = files
      damaged[path]?[place] ^= 0x40
      let next = try StoreFixture(RecordedFileSystem(files: damaged))
      let hit = (place - SegmentHead.size) / size
      #expect(next.readAll().map(\.number) == (0..<20).filter { $0 != hit })
      // Nothing tells the header of a last record from one that was being written: that is kept, too.
      #expect(next.store.statistics.quarantined == 1)
      #expect(next.store.statistics.recoveredItems - next.store.statistics.lostItems == 19)
    }
  }

  @Test("A torn tail is cut at any byte, and what comes later is found behind it")
  func tornTail() throws {
    let fixture = try StoreFixture(segmentBytes: 1 << 20)
    for number in 0..<3 { fixture.append(number) }
    let files = fixture.files.files
    let path = try #require(files.keys.first { $0.hasSuffix(".log") && !$0.hasSuffix("progress.log") })
    let bytes = try #require(files[path])
    for count in SegmentHead.size..<bytes.count {
      var torn = files
      torn[path] = Array(bytes.prefix(count))
      let next = try StoreFixture(RecordedFileSystem(files: torn))
      next.append(50)
      let whole = (count - SegmentHead.size) / (RecordHeader.size + 103)
      #expect(next.readAll().map(\.number) == Array(0..<whole) + [50])
      let rest = Array(bytes[(SegmentHead.size + whole * (RecordHeader.size + 103))..<count])
      let kept = next.files.files.filter { $0.key.hasPrefix("/q/quarantine/") }.values.first
      #expect(kept ?? [] == rest)
      #expect(next.store.statistics.quarantined == (rest.isEmpty ? 0 : 1))
      #expect(next.store.statistics.lostItems == 0)
    }
  }

  @Test("There is no more on disk than allowed, and room again when records are done with")
  func limit() throws {
    let fixture = try StoreFixture(segmentBytes: 1000, limit: 8000)
    var number = 0
    while fixture.append(number) == .stored { number += 1 }
    #expect(fixture.results[number] == .full)
    #expect(!fixture.store.hasRoom(for: 100))
    #expect(fixture.store.space.used <= 8000 + 8 * SegmentHead.size)
    fixture.store.finish(fixture.readAll().map(\.sequence))
    #expect(fixture.store.hasRoom(for: 100))
    #expect(fixture.append(number + 1) == .stored)
    #expect(fixture.readAll().map(\.number) == [number + 1])
  }

  @Test("A larger record than a segment has one of its own")
  func large() throws {
    let fixture = try StoreFixture(segmentBytes: 1000)
    for (number, bytes) in [100, 5000, 100, 7000].enumerated() {
      #expect(fixture.append(number, bytes: bytes) == .stored)
    }
    #expect(fixture.readAll().map(\.number) == [0, 1, 2, 3])
  }

  @Test("A record that ended the process three times is set aside, and no other")
  func poison() throws {
    let first = try StoreFixture()
    for number in 0..<5 { first.append(number) }
    var files = first.files.files
    for _ in 0..<3 {
      let run = try StoreFixture(RecordedFileSystem(files: files))
      #expect(run.store.next().map(StoreFixture.number) == 0)
      run.store.handled()
      // The process ends in the work on this one.
      #expect(run.store.next().map(StoreFixture.number) == 1)
      files = run.files.files
      let again = try StoreFixture(RecordedFileSystem(files: files))
      #expect(again.store.isCareful)
    }
    let last = try StoreFixture(RecordedFileSystem(files: files))
    #expect(last.readAll().map(\.number) == [0, 2, 3, 4])
    #expect(last.store.statistics.quarantined == 1)
    #expect(last.store.statistics.lostItems == 1)
    #expect(last.files.files.keys.contains { $0.hasPrefix("/q/quarantine/record-") })
  }

  /// Turns each byte over and adds one that says so.
  private struct Turning: RecordCipher {
    var fingerprint: String
    func seal(_ bytes: [UInt8]) throws -> [UInt8] { bytes.map { ~$0 } + [UInt8(fingerprint.utf8.count)] }
    func open(_ bytes: [UInt8]) -> [UInt8]? {
      bytes.last == UInt8(fingerprint.utf8.count) ? bytes.dropLast().map { ~$0 } : nil
    }
  }

  @Test("With a cipher nothing of a record is on disk as it was")
  func encrypted() throws {
    let fixture = try StoreFixture(cipher: Turning(fingerprint: "k"))
    for number in 0..<10 { fixture.append(number) }
    let body = StoreFixture.record(3).body
    for bytes in fixture.files.files.values {
      #expect(!bytes.indices.contains { bytes[$0...].starts(with: body) })
    }
    #expect(fixture.readAll().map(\.number) == Array(0..<10))
    // The folder's format refuses this before; a record that cannot be opened is kept all the same.
    let other = try StoreFixture(
      RecordedFileSystem(files: fixture.files.files),
      cipher: Turning(fingerprint: "other")
    )
    #expect(other.readAll().isEmpty)
    #expect(other.store.statistics.quarantined == 10)
  }

  @Test("A closed store takes nothing")
  func closed() throws {
    let fixture = try StoreFixture()
    fixture.store.close()
    #expect(fixture.append(1) == .failed)
    #expect(fixture.store.next() == nil)
  }
}
