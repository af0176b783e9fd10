/// Writes records to segments, and begins new ones. For one thread.
///
/// What it says is written is on disk. After a failed sync the segment is left as it is: the system may call its pages clean
/// although they never got to the disk, so a second sync would prove nothing.
struct SegmentWriter {
  /// Bytes of a payload that is copied to be written with others.
  private static let largestCopy = 8 << 10
  /// Bytes that are gathered before they are written.
  private static let largestGathering = 64 << 10

  private let folder: String
  private let segmentBytes: Int
  private let fileSystem: any FileSystem
  private var file: OpenFile?
  /// The one that is written to.
  private(set) var segment: Segment?
  /// The sequence number of the next record. A number is never reused, even if its record was not written.
  private(set) var sequence: UInt64
  /// Items of all records that were written.
  private(set) var items: UInt64
  /// Files without records that the disk has neither taken nor let go, at most ``mostLeft``. The next start removes the others.
  private var left: [String] = []
  private static let mostLeft = 64

  init(
    folder: String,
    segmentBytes: Int,
    fileSystem: any FileSystem,
    sequence: UInt64,
    items: UInt64
  ) {
    self.folder = folder
    self.segmentBytes = segmentBytes
    self.fileSystem = fileSystem
    self.sequence = sequence
    self.items = items
  }

  /// Whether so many bytes more are to be in the segment that there is.
  func hasRoom(for bytes: Int) -> Bool {
    guard let segment else { return false }
    return segment.size <= SegmentHead.size || segment.size + bytes <= segmentBytes
  }

  /// Begins a segment in place of the one that there is.
  mutating func begin() throws(SystemError) {
    leave()
    let first = sequence
    // The number is used up, so that the next attempt has another file.
    sequence += 1
    let path = "\(folder)/\(Segment.name(first))"
    left = left.filter { (try? fileSystem.remove($0)) == nil }
    let file = try fileSystem.open(path, writing: true)
    do throws(SystemError) {
      try fileSystem.writeAll(file, at: 0, SegmentHead.bytes())
      try fileSystem.sync(file)
      try fileSystem.syncFolder(folder)
    } catch {
      fileSystem.close(file)
      if (try? fileSystem.remove(path)) == nil, left.count < Self.mostLeft { left.append(path) }
      throw error
    }
    self.file = file
    segment = Segment(first: first, end: SegmentHead.size, size: SegmentHead.size)
  }

  /// Writes records behind the others and syncs them, all or none.
  /// - Returns: Their headers, with their numbers.
  @discardableResult
  mutating func append(_ records: [SealedRecord]) throws(SystemError) -> [RecordHeader] {
    guard let file, let before = segment else { throw SystemError("write", SystemFileSystem.noSpace) }
    let headers = number(records)
    var end = before.end
    do throws(SystemError) {
      end = try write(records, headers, to: file, at: end)
    } catch {
      // Nothing was lost with it, and the place can be written again, unless it cannot be cut.
      if (try? fileSystem.truncate(file, to: before.end)) == nil { leave() }
      throw error
    }
    do throws(SystemError) {
      try fileSystem.sync(file)
      // Somebody has emptied the folder: no other run would find what is written there.
      guard try !fileSystem.isRemoved(file) else { throw SystemError("fstat", SystemFileSystem.notFound) }
    } catch {
      // Not to be found after a restart, if that is possible: its sender is told that it was not taken.
      try? fileSystem.truncate(file, to: before.end)
      leave()
      throw error
    }
    items = headers.last?.itemsThrough ?? items
    segment?.end += end - before.end
    segment?.size += end - before.end
    return headers
  }

  private mutating func number(_ records: [SealedRecord]) -> [RecordHeader] {
    var total = items
    return records.map { record in
      var header = record.header
      total += UInt64(header.items)
      header.sequence = sequence
      header.itemsThrough = total
      sequence += 1
      return header
    }
  }

  /// - Returns: Where they end.
  private func write(
    _ records: [SealedRecord],
    _ headers: [RecordHeader],
    to file: OpenFile,
    at offset: Int
  ) throws(SystemError) -> Int {
    var place = offset
    // Small pieces go together. A large payload goes from where it is, as a copy of it costs more than a call.
    var gathered: [UInt8] = []
    func flush() throws(SystemError) {
      guard !gathered.isEmpty else { return }
      try fileSystem.writeAll(file, at: place, gathered)
      place += gathered.count
      gathered.removeAll(keepingCapacity: true)
    }
    for (record, header) in zip(records, headers) {
      header.append(to: &gathered)
      if record.payload.count <= Self.largestCopy {
        gathered.append(contentsOf: record.payload)
      } else {
        try flush()
        try fileSystem.writeAll(file, at: place, record.payload)
        place += record.payload.count
      }
      if gathered.count >= Self.largestGathering { try flush() }
    }
    try flush()
    return place
  }

  /// Writes no more to the segment that there is.
  mutating func leave() {
    if let file { fileSystem.close(file) }
    file = nil
    segment = nil
  }
}
