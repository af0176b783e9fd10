import CChecksum
import Testing

@testable import Store

@Suite("Values of the store")
struct StoreValueTests {
  @Test("CRC-32C as RFC 3720 has it, with the instruction and without")
  func checksum() {
    let ascending = (0..<32).map { UInt8($0) }
    #expect(Checksum.of([UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
    #expect(Checksum.of([UInt8](repeating: 0xff, count: 32)) == 0x62a8_ab43)
    #expect(Checksum.of(ascending) == 0x46dd_794e)
    for count in 0..<40 {
      let bytes = Array(ascending.prefix(count)) + ascending.prefix(max(0, count - 32))
      #expect(Checksum.of(bytes) == cchecksum_crc32c_portable(bytes, bytes.count))
    }
  }

  @Test("A header comes back as it was, and not with any bit changed")
  func header() throws {
    var header = RecordHeader(StoreFixture.record(9, items: 3), payload: [1, 2, 3, 4], isEncrypted: true)
    header.sequence = 77
    header.itemsThrough = 1 << 40
    var bytes: [UInt8] = []
    header.append(to: &bytes)
    #expect(bytes.count == RecordHeader.size)
    #expect(RecordHeader(bytes[...]) == header)
    for bit in 0..<RecordHeader.size * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(RecordHeader(damaged[...]) == nil)
    }
  }

  @Test("What has not ended is never done, in any order of ends", arguments: 0..<200 as Range<UInt64>)
  func progress(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var tracker = ProgressTracker(floor: 5)
    var entries: [ProgressEntry] = []
    var (next, open, ended) = (UInt64(5), Set<UInt64>(), Set<UInt64>())
    for _ in 0..<100 {
      if Bool.random(using: &random) || open.isEmpty {
        next += UInt64.random(in: 1...3, using: &random)
        tracker.issue(next)
        open.insert(next)
      } else if let one = open.randomElement(using: &random) {
        open.remove(one)
        ended.insert(one)
        let finished = tracker.finish([one, 3])
        #expect(finished == [one])
        entries.append(.done(one, floor: tracker.floor))
      }
      // Some entries are lost, and they come in any order: nothing may be done that has not ended.
      let kept = entries.shuffled(using: &random).prefix(Int.random(in: 0...entries.count, using: &random))
      let again = ProgressEntry.tracker(of: Array(kept))
      for one in open { #expect(!tracker.isDone(one) && !again.isDone(one)) }
      for one in ended { #expect(tracker.isDone(one)) }
      let checkpoint = ProgressEntry.tracker(of: ProgressEntry.all(in: ProgressEntry.checkpoint(tracker)))
      #expect(checkpoint.floor == tracker.floor && checkpoint.done == tracker.done)
    }
  }

  @Test("A damaged entry is no entry, and hides no other")
  func entries() {
    var bytes: [UInt8] = []
    for sequence in 1...3 { ProgressEntry.done(UInt64(sequence), floor: 1).append(to: &bytes) }
    ProgressEntry.range(7...9).append(to: &bytes)
    bytes[ProgressEntry.size + 20] ^= 1
    #expect(
      ProgressEntry.all(in: bytes + [1, 2, 3]) == [.done(1, floor: 1), .done(3, floor: 1), .range(7...9)]
    )
  }

  @Test("The third end in the middle of a record is its last")
  func mark() {
    var mark = HandlingMark()
    for _ in 0..<3 {
      // Others that it gets to before do not hide it.
      for record in [UInt64(8), 9] {
        let mayBegin = mark.begin(record)
        #expect(mayBegin)
        if record == 8 { mark.end() }
      }
      mark = HandlingMark(mark.bytes)
      #expect(mark.suspect == 9)
    }
    let (fourth, other) = (mark.begin(9), mark.begin(10))
    #expect(!fourth && other)
    mark.end()
    #expect(HandlingMark(mark.bytes).suspect == 0)
    #expect(HandlingMark([1, 2, 3]) == HandlingMark())
  }

  @Test("One store cannot fill the disk for the others, and borrows what they do not use")
  func space() {
    let space = DiskSpace(limit: 600, stores: 3)
    #expect(space.take(400, for: 0))
    #expect(!space.take(1, for: 0))
    for other in 1...2 { #expect(space.take(100, for: other)) }
    #expect(space.used == 600 && !space.take(1, for: 1))
    space.giveBack(300, of: 0)
    #expect(space.hasRoom(for: 300, in: 1) && !space.hasRoom(for: 301, in: 1))
    #expect(DiskSpace(limit: 600).take(600, for: 0))
  }

  @Test("A name of a segment is its number")
  func names() {
    #expect(Segment.first(ofName: Segment.name(0xabc)) == 0xabc)
    #expect(Segment.first(ofName: "progress.log") == nil)
    #expect(SegmentHead.version(SegmentHead.bytes()) == FolderFormat.version)
    #expect(SegmentHead.version([UInt8](repeating: 0, count: 16)) == nil)
  }
}
