import Testing

@testable import Store

/// What was refused for good: kept as a whole or not at all, within its bound.
@Suite("Dead letters")
struct DeadLetterTests {
  private static let broken: Int32 = 5

  private func open(
    _ files: RecordedFileSystem,
    limit: Int = 1 << 20,
    key: MaskCipher? = nil
  ) throws -> DeadLetterStore {
    let store = DeadLetterStore(directory: "/q", limit: limit, cipher: key, fileSystem: files)
    try store.open()
    return store
  }

  private func letter(_ number: Int, bytes: Int = 100, time: UInt64 = 1000) -> DeadLetter {
    DeadLetter(
      time: time,
      status: 422,
      reason: "refused",
      record: StoreFixture.record(number, bytes: bytes, items: number)
    )
  }

  private func numbers(_ folder: DeadLetterFolder, key: MaskCipher? = nil) throws -> [Int] {
    try folder.numbers().map { StoreFixture.number(try folder.letter($0, cipher: key).record) }
  }

  @Test("What is kept is read again, by this run and the next")
  func kept() throws {
    let files = RecordedFileSystem()
    let store = try open(files)
    for number in 1...3 { #expect(store.keep(letter(number)) == .kept) }
    #expect(try store.folder.numbers() == [1000, 1001, 1002])
    let next = try open(RecordedFileSystem(files: files.files))
    #expect(next.statistics.letters == 3 && next.statistics.bytes == 3 * DeadLetterStore.block)
    #expect(next.keep(letter(4, time: 5)) == .kept, "also after the clock was set back")
    #expect(try numbers(next.folder) == [1, 2, 3, 4])
    let entry = try next.folder.entry(1001)
    #expect(entry.status == 422 && entry.reason == "refused" && entry.items == 2 && entry.arrival == 2)
    #expect(entry.time == 1000 && entry.signal == 1 && entry.uncompressedBytes == 100 && !entry.isEncrypted)
    #expect(try next.folder.remove(1001) && !next.folder.remove(1001))
    #expect(throws: DeadLetterFailure.notFound) { try next.folder.letter(1001, cipher: nil) }
  }

  @Test("With a key nothing of the contents is readable, but why it was refused")
  func encrypted() throws {
    let files = RecordedFileSystem()
    let store = try open(files, key: MaskCipher())
    #expect(store.keep(letter(7, bytes: 400)) == .kept)
    let body = StoreFixture.record(7, bytes: 400).body
    #expect(files.files.values.allSatisfy { $0.firstRange(of: body.suffix(50)) == nil })
    #expect(try store.folder.entry(1000).isEncrypted)
    #expect(try numbers(store.folder, key: MaskCipher()) == [7])
    #expect(throws: DeadLetterFailure.key) { try store.folder.letter(1000, cipher: nil) }
    #expect(throws: DeadLetterFailure.key) { try store.folder.letter(1000, cipher: MaskCipher(mask: 1)) }
  }

  @Test("The oldest make room, and are counted; one that is larger than all may be is not kept")
  func bound() throws {
    let files = RecordedFileSystem()
    let store = try open(files, limit: 3 * DeadLetterStore.block)
    for number in 1...5 { #expect(store.keep(letter(number)) == .kept) }
    #expect(try numbers(store.folder) == [3, 4, 5])
    #expect(store.statistics.removedLetters == 2 && store.statistics.removedItems == 3)
    #expect(store.keep(letter(6, bytes: 4 * DeadLetterStore.block)) == .tooLarge)
    #expect(try numbers(store.folder) == [3, 4, 5])
    // What others take away makes room, too, and is not counted.
    _ = try store.folder.remove(try store.folder.numbers()[1])
    #expect(store.keep(letter(7)) == .kept)
    #expect(try numbers(store.folder) == [3, 5, 7])
    #expect(store.statistics.removedLetters == 2 && store.statistics.letters == 3)
  }

  @Test("A call that fails keeps nothing of the letter, and the next one is kept")
  func faults() throws {
    for call in ["open", "write", "ftruncate", "fdatasync", "rename", "fsync"] {
      let files = RecordedFileSystem()
      let store = try open(files)
      #expect(store.keep(letter(1)) == .kept)
      files.fail(.init(call: call, number: 1, code: Self.broken))
      #expect(store.keep(letter(2)) == .failed)
      files.fail(nil)
      #expect(store.statistics.failures == 1 && !store.statistics.isHealthy)
      #expect(try numbers(store.folder) == [1])
      #expect(store.keep(letter(3)) == .kept)
      #expect(try numbers(store.folder) == [1, 3] && store.statistics.isHealthy)
    }
  }

  @Test("The power goes at any call: each letter is there as a whole or not at all, and what was kept is")
  func powerLoss() throws {
    let files = RecordedFileSystem()
    let store = try open(files, limit: 4 * DeadLetterStore.block)
    var kept: [(changes: Int, number: Int)] = []
    for number in 1...8 {
      #expect(store.keep(letter(number, bytes: 700)) == .kept)
      kept.append((files.changes.count, number))
    }
    let loss = PowerLoss(changes: files.changes)
    var random = SeededGenerator(seed: 4)
    for _ in 0..<20 {
      for count in 0...files.changes.count {
        let left = RecordedFileSystem(files: loss.files(after: count, using: &random))
        let found = try numbers(try open(left).folder)
        #expect(!found.contains(-1))
        guard let newest = kept.last(where: { $0.changes <= count })?.number else { continue }
        // The oldest of four gives way to the next.
        #expect(Set(found).isSuperset(of: max(1, newest - 2)...newest), "after \(count) changes")
      }
    }
  }

  @Test("A file whose number no letter can follow is none, and the largest is not overtaken")
  func largeNumbers() throws {
    let folder = "/q/\(DeadLetterFolder.name)/"
    let files = RecordedFileSystem(files: [
      "\(folder)\(UInt64.max).letter": [], "\(folder)9223372036854775808.letter": [],
    ])
    let store = try open(files)
    #expect(store.keep(letter(1)) == .kept)
    #expect(try store.folder.numbers() == [1000])
    let full = try open(RecordedFileSystem(files: ["\(folder)\(Int64.max).letter": []]))
    #expect(full.statistics.letters == 1 && full.keep(letter(1)) == .failed)
  }

  @Test("Damage of any byte is found")
  func damaged() throws {
    let files = RecordedFileSystem()
    let store = try open(files)
    #expect(store.keep(letter(1, bytes: 40)) == .kept)
    let path = "/q/\(DeadLetterFolder.name)/1000.letter"
    let bytes = try #require(files.files[path])
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x10
      files.setContents(path, changed)
      #expect(throws: DeadLetterFailure.self) { try store.folder.letter(1000, cipher: nil) }
    }
    for count in 0..<bytes.count {
      files.setContents(path, Array(bytes.prefix(count)))
      #expect(throws: DeadLetterFailure.self) { try store.folder.letter(1000, cipher: nil) }
    }
    #expect(store.keep(letter(2)) == .kept, "it stands in nobody's way")
  }

  @Test("What others have taken away is not counted any more")
  func takenAway() throws {
    let store = try open(RecordedFileSystem())
    for number in 1...3 { #expect(store.keep(letter(number)) == .kept) }
    let kept = try store.folder.numbers()
    _ = try store.folder.remove(kept[1])
    #expect(store.statistics.letters == 2 && store.statistics.bytes == 2 * DeadLetterStore.block)
    for number in [kept[0], kept[2]] { _ = try store.folder.remove(number) }
    #expect(store.statistics.letters == 0 && store.statistics.bytes == 0)
    #expect(store.statistics.removedLetters == 0, "they have not made room")
  }

  @Test("Letters are sent by one process at a time")
  func sending() throws {
    let store = try open(RecordedFileSystem())
    #expect(try store.folder.lockForSending())
    #expect(try !store.folder.lockForSending())
    #expect(try store.folder.numbers().isEmpty)
  }
}
