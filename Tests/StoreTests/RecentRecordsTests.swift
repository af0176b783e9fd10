import Testing

@testable import Store

@Suite("Records that were written lately")
struct RecentRecordsTests {
  private func header(_ record: Record, _ sequence: UInt64) -> RecordHeader {
    var header = RecordHeader(record, payload: record.payload, isEncrypted: false)
    header.sequence = sequence
    return header
  }

  private func take(_ recent: inout RecentRecords, segment: UInt64 = 1, number: Int) -> (
    RecordHeader, Record
  )? {
    recent.take(segment: segment, offset: 16 + number * 164)
  }

  private func filled(_ count: Int, limit: Int) -> RecentRecords {
    var recent = RecentRecords(limit: limit)
    for number in 0..<count {
      let record = StoreFixture.record(number, bytes: 97)
      recent.add(record, header(record, UInt64(number + 1)), segment: 1, offset: 16 + number * 164)
    }
    return recent
  }

  @Test("A reader gets each once, by its place, and with its number")
  func order() throws {
    var recent = filled(10, limit: 1 << 20)
    #expect(recent.bytes == 1640)
    for number in 0..<10 {
      let found = take(&recent, number: number)
      let (header, record) = try #require(found)
      #expect(StoreFixture.number(record) == number)
      #expect(header.sequence == UInt64(number + 1) && record.sequence == header.sequence)
      let again = take(&recent, number: number)
      #expect(again == nil)
    }
    #expect(recent.bytes == 0)
  }

  @Test("What the reader has passed is forgotten, and what is before it stays")
  func places() throws {
    var recent = filled(10, limit: 1 << 20)
    let before = [recent.take(segment: 0, offset: 9999), recent.take(segment: 1, offset: 15)]
    #expect(before.allSatisfy { $0 == nil })
    #expect(recent.bytes == 1640)
    let sixth = take(&recent, number: 5)
    #expect(sixth != nil && recent.bytes == 4 * 164)
    let next = take(&recent, segment: 2, number: 0)
    #expect(next == nil && recent.bytes == 0)
  }

  @Test("What there is no room for is left to the disk, and what waits is not")
  func limit() throws {
    var recent = filled(10, limit: 3 * 164)
    #expect(recent.bytes == 3 * 164)
    for number in 0..<10 {
      let found = take(&recent, number: number)
      #expect((found != nil) == (number < 3))
    }
  }

  @Test("A reader that keeps up does not read the disk, encrypted or not", arguments: [false, true])
  func reads(isEncrypted: Bool) throws {
    let files = RecordedFileSystem()
    let fixture = try StoreFixture(
      files,
      memoryBytes: 1 << 20,
      cipher: isEncrypted ? MaskCipher() : nil
    )
    var seen: [Int] = []
    files.fail(.init(call: "pread", number: 1, code: 5, isLasting: true))
    for number in 0..<100 {
      fixture.append(number)
      if number % 3 == 0 { seen += fixture.readAll().map(\.number) }
    }
    seen += fixture.readAll().map(\.number)
    #expect(seen == Array(0..<100))
    #expect(fixture.store.statistics.isReadable)
    files.fail(nil)
    // All of it is on disk as well.
    let next = try StoreFixture(
      RecordedFileSystem(files: files.files),
      cipher: isEncrypted ? MaskCipher() : nil
    )
    #expect(next.readAll().map(\.number) == Array(0..<100))
  }

  @Test("What is on disk alone and what is in memory come in their order, however much of either there is")
  func mixed() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let fixture = try StoreFixture(memoryBytes: Int.random(in: 0...3000, using: &random))
      var (written, seen) = (0, [Int]())
      while written < 200 {
        for _ in 0..<Int.random(in: 1...30, using: &random) {
          fixture.append(written, bytes: Int.random(in: 4...400, using: &random))
          written += 1
        }
        for _ in 0..<Int.random(in: 0...40, using: &random) {
          guard let record = fixture.store.next() else { break }
          seen.append(StoreFixture.number(record))
          if Bool.random(using: &random) { fixture.store.finish([record.sequence]) }
        }
      }
      seen += fixture.readAll().map(\.number)
      #expect(seen == Array(0..<written))
      #expect(fixture.store.statistics.lostItems == 0)
    }
  }
}
