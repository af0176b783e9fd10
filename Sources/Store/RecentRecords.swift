/// Records that were written lately and have not been read, as a value: a reader that keeps up needs no disk.
///
/// What is here is on disk, too. When there is no room, what is written is left to the disk, and not what waits here: it is
/// read first.
struct RecentRecords: Sendable {
  private struct Entry {
    var segment: UInt64
    var offset: Int
    var header: RecordHeader
    var record: Record
  }

  /// The most bytes of payloads and headers.
  let limit: Int
  private(set) var bytes = 0
  /// Ascending by their places; those before `first` are taken.
  private var entries: [Entry?] = []
  private var first = 0

  init(limit: Int) { self.limit = limit }

  /// - Parameters:
  ///   - offset: Where its header stands. Places ascend from call to call.
  ///   - header: As it is on disk.
  ///   - record: Not encrypted.
  mutating func add(_ record: Record, _ header: RecordHeader, segment: UInt64, offset: Int) {
    let size = RecordHeader.size + record.payload.count
    guard bytes + size <= limit else { return }
    bytes += size
    var record = record
    record.sequence = header.sequence
    entries.append(Entry(segment: segment, offset: offset, header: header, record: record))
  }

  /// The record at a place, if it is here. All before it are forgotten.
  mutating func take(segment: UInt64, offset: Int) -> (header: RecordHeader, record: Record)? {
    while first < entries.count, let entry = entries[first] {
      guard (entry.segment, entry.offset) <= (segment, offset) else { return nil }
      entries[first] = nil
      first += 1
      bytes -= RecordHeader.size + entry.record.payload.count
      // What was taken is cut off now and then, not each time.
      if first * 2 >= entries.count {
        entries.removeFirst(first)
        first = 0
      }
      if (entry.segment, entry.offset) == (segment, offset) { return (entry.header, entry.record) }
    }
    return nil
  }
}
