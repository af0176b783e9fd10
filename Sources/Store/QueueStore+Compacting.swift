import Synchronization

/// Keeps a record that no destination accepts from holding delivered records behind it on disk.
///
/// Segments are removed in their order. If only a small part of all bytes is still waiting, the waiting records of
/// the oldest segment are rewritten behind all others. So the disk holds at most four times the waiting bytes, plus
/// three segments. For each rewritten byte three are freed.
extension QueueStore {
  /// The oldest segment is rewritten when at most one part in this many is waiting.
  static let share = 4
  /// Bytes that are in memory for it at a time; a larger record alone.
  private static let groupBytes = 4 << 20

  private struct Left {
    var header: RecordHeader
    var offset: Int
  }

  /// Writes what is left of the oldest segment behind all others. On the writer's thread.
  ///
  /// The new records are synced before the old ones count as done with. When the machine ends in between, both are delivered.
  /// The checkpoint that lets the segment be removed is to follow.
  func compactOldest(_ writing: inout Writing) {
    guard let oldest = state.withLock({ $0.segments.first }) else { return }
    if !compact(oldest, &writing) { state.withLock { $0.isCompactingHeld = true } }
  }

  private func compact(_ oldest: Segment, _ writing: inout Writing) -> Bool {
    guard let left = left(of: oldest),
      let file = try? fileSystem.open("\(folder)/\(oldest.name)", writing: false)
    else { return false }
    defer { fileSystem.close(file) }
    let reader = SegmentReader(fileSystem: fileSystem, file: file, end: oldest.end)
    let limit = min(Self.groupBytes, settings.segmentBytes)
    var rest = left[...]
    while !rest.isEmpty {
      var (group, bytes) = ([SealedRecord](), 0)
      var numbers: [UInt64] = []
      while let one = rest.first, group.isEmpty || bytes + one.header.recordBytes <= limit {
        rest = rest.dropFirst()
        guard let payload = reader.bytes(at: one.offset + RecordHeader.size, count: one.header.payloadBytes),
          payload.count == one.header.payloadBytes, Checksum.of(payload) == one.header.payloadChecksum
        else { return false }
        group.append(SealedRecord(header: one.header, payload: payload))
        numbers.append(one.header.sequence)
        bytes += one.header.recordBytes
      }
      guard write(group, inPlaceOf: numbers, bytes, &writing) else { return false }
    }
    return true
  }

  /// Records that are not done with; nil when the disk does not say.
  private func left(of segment: Segment) -> [Left]? {
    var left: [Left] = []
    let isCut = walk(segment, from: SegmentHead.size) { header, offset in
      let (isDone, isOutstanding) = state.withLock { state in
        (state.tracker.isDone(header.sequence), state.tracker.isOutstanding(header.sequence))
      }
      if !isDone { left.append(Left(header: header, offset: offset)) }
      // Another one has not been read when the others were, and is not to be passed over.
      return isDone || isOutstanding
    }
    return isCut ? nil : left
  }

  private func write(
    _ group: [SealedRecord],
    inPlaceOf numbers: [UInt64],
    _ bytes: Int,
    _ writing: inout Writing
  ) -> Bool {
    do throws(SystemError) {
      if !writing.segments.hasRoom(for: bytes) { try begin(&writing.segments) }
      var place = writing.segments.segment?.end ?? 0
      let headers = try writing.segments.append(group)
      let segment = writing.segments.segment?.first ?? 0
      // For a moment beyond the bound, where that is reached: it makes room.
      space.add(bytes, for: number)
      publish(writing.segments.segment, [], end: writing.segments.sequence) { state in
        for (number, header) in zip(numbers, headers) {
          state.move(number, to: header, segment: segment, offset: place)
          place += header.recordBytes
        }
        state.statistics.movedRecords += numbers.count
      }
      return true
    } catch {
      note(error)
      return false
    }
  }
}

extension QueueStore.State {
  /// A record has been written anew.
  fileprivate mutating func move(_ number: UInt64, to header: RecordHeader, segment: UInt64, offset: Int) {
    tracker.move(number, to: header.sequence)
    let place = PassedRecords.Place(
      sequence: header.sequence,
      segment: segment,
      offset: offset,
      bytes: Int32(clamping: header.recordBytes),
      items: Int32(clamping: header.items)
    )
    // Nobody knows one that is left for later by the number that it had, or asks for one that has ended since.
    if !passed.move(number, to: place), tracker.isOutstanding(header.sequence) {
      moved.move(number, to: header.sequence)
    }
  }

  /// Whether the oldest segment is to be written anew: all of it has been read, and little of all that there is waits.
  var canCompact: Bool {
    guard !isCompactingHeld, !canRemove, segments.count > 2, segments[0].first < read.segment else {
      return false
    }
    return liveBytes * QueueStore.share <= bytes
  }

  /// The bytes of records that are not finished, as far as that is known without reading the disk.
  private var liveBytes: Int {
    var bytes = tracker.outstandingBytes
    for segment in segments where segment.first >= read.segment {
      bytes += max(0, segment.end - (segment.first == read.segment ? read.offset : 0))
    }
    return bytes
  }
}
