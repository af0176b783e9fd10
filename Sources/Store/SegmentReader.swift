/// Finds the records of a segment, and what stands between them that is none.
struct SegmentReader {
  enum Found {
    case record(RecordHeader, payload: [UInt8], next: Int)
    /// Bytes that are no record, with records behind them, or a whole record whose payload is not what was written.
    case damaged(Range<Int>)
    /// Nothing more; what is left was being written when the process or the machine ended.
    case end(tornBytes: Int)
    /// The disk did not give what is there, this time. It says nothing about what was written.
    case unreadable
  }

  private static let chunk = 64 << 10

  let fileSystem: any FileSystem
  let file: OpenFile
  /// Bytes of the file that may be read.
  let end: Int

  /// - Parameter sequence: The number of the record before. A record with a number that is not larger does not belong
  ///   here.
  func next(at offset: Int, after sequence: UInt64) -> Found {
    guard offset + RecordHeader.size <= end else { return .end(tornBytes: max(0, end - offset)) }
    guard let head = bytes(at: offset, count: RecordHeader.size) else { return .unreadable }
    guard let header = RecordHeader(head[...]), header.sequence > sequence else {
      return resume(from: offset, searchingFrom: offset + 1, after: sequence)
    }
    let next = offset + header.recordBytes
    guard next <= end else {
      return resume(from: offset, searchingFrom: offset + RecordHeader.size, after: sequence)
    }
    guard let payload = bytes(at: offset + RecordHeader.size, count: header.payloadBytes) else {
      return .unreadable
    }
    guard payload.count == header.payloadBytes, Checksum.of(payload) == header.payloadChecksum else {
      return .damaged(offset..<next)
    }
    return .record(header, payload: payload, next: next)
  }

  /// Nil when there is none.
  func header(at offset: Int) -> RecordHeader? {
    guard offset + RecordHeader.size <= end else { return nil }
    return bytes(at: offset, count: RecordHeader.size).flatMap { RecordHeader($0[...]) }
  }

  /// Nil when the disk does not give them.
  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    try? fileSystem.read(file, at: offset, count: min(count, max(0, end - offset)))
  }

  private func resume(from offset: Int, searchingFrom start: Int, after sequence: UInt64) -> Found {
    switch search(from: start, after: sequence) {
    case .record(_, _, let next): .damaged(offset..<next)
    case .unreadable: .unreadable
    case .end, .damaged: .end(tornBytes: end - offset)
    }
  }

  /// - Returns: The next record that is whole, with its place for `next`.
  private func search(from start: Int, after sequence: UInt64) -> Found {
    var place = start
    while place + RecordHeader.size <= end {
      guard let chunk = bytes(at: place, count: Self.chunk) else { return .unreadable }
      // The file has become shorter than it was.
      guard chunk.count >= RecordHeader.size else { break }
      let last = chunk.count - RecordHeader.size
      for index in 0...last where chunk[index] == RecordHeader.magic[0] {
        guard let header = RecordHeader(chunk[index..<index + RecordHeader.size]), header.sequence > sequence,
          place + index + header.recordBytes <= end
        else { continue }
        return .record(header, payload: [], next: place + index)
      }
      place += last + 1
    }
    return .end(tornBytes: 0)
  }
}
