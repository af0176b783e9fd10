import Synchronization

/// What the reader does. One thread at a time.
extension QueueStore {
  enum Step {
    case found(Record)
    case goOn
    case nothing
  }

  private typealias Recent = (header: RecordHeader, record: Record)

  /// The next record that is on disk and not done with; nil when there is none now. Blocks for the disk.
  ///
  /// From here to ``handled()`` the process is taken to be at work on the record: one that it ended with three times is set
  /// aside.
  package func next() -> Record? {
    cursor.withLock { cursor in
      while cursor != nil {
        switch step(&cursor!) {
        case .found(let record): return record
        case .goOn: continue
        case .nothing: return nil
        }
      }
      return nil
    }
  }

  /// Whether the last call of ``next()`` found nothing because the disk did not give it: it is to be called again in a while.
  package var hasFailedToRead: Bool { cursor.withLock { $0?.hasFailedToRead ?? false } }

  /// Whether the next record is to be worked on alone, as the process ended with it or one near it.
  package var isCareful: Bool {
    cursor.withLock { cursor in cursor.map { $0.sequence < $0.carefulThrough } ?? false }
  }

  /// The work is done that could have ended the process.
  package func handled() {
    cursor.withLock { cursor in
      cursor?.mark.end()
      writeMark(cursor)
    }
  }

  /// Records have come to their end, delivered or not: they are not read again.
  package func finish(_ sequences: [UInt64]) {
    change { state in
      let numbers = sequences.map { state.moved.end($0) }
      for sequence in state.tracker.finish(numbers) {
        ProgressEntry.done(sequence, floor: state.tracker.floor).append(to: &state.entries)
      }
    }
  }

  /// Keeps a record that cannot be used in `quarantine`, and ends it. It counts as lost.
  package func setAside(_ record: Record) {
    keep(sealed(record), as: "record-\(record.sequence)")
    state.withLock { $0.statistics.lostItems += record.items }
    finish([record.sequence])
  }

  /// The record as it is on disk, where it may be encrypted.
  private func sealed(_ record: Record) -> [UInt8] {
    cipher.map { (try? $0.seal(record.payload)) ?? [] } ?? record.payload
  }

  private func step(_ cursor: inout StoreCursor) -> Step {
    let place = (cursor.segment, cursor.offset)
    let (segment, following, recent) = state.withLock { state -> (Segment?, Segment?, Recent?) in
      let index =
        cursor.segment.map { first in state.segments.firstIndex { $0.first >= first } }
        ?? state.segments.indices.first
      guard let index else { return (nil, nil, nil) }
      let segment = state.segments[index]
      let isInside = segment.first == place.0 && place.1 < segment.end
      return (
        segment,
        index + 1 < state.segments.count ? state.segments[index + 1] : nil,
        isInside ? state.recent.take(segment: segment.first, offset: place.1) : nil
      )
    }
    guard let segment else { return .nothing }
    if segment.first != cursor.segment { enter(segment, &cursor) }
    guard cursor.offset < segment.end else {
      guard let following else {
        rest(segment, &cursor)
        return .nothing
      }
      enter(following, &cursor)
      return .goOn
    }
    if let recent {
      succeeded(&cursor)
      cursor.offset += recent.header.recordBytes
      return take(recent.header, recent.record, payload: sealed(recent.record), &cursor)
    }
    // Without a descriptor nothing is said about the segment.
    guard let file = cursor.file ?? (try? fileSystem.open("\(folder)/\(segment.name)", writing: false))
    else {
      return failed(&cursor)
    }
    cursor.file = file
    let reader = SegmentReader(fileSystem: fileSystem, file: file, end: segment.end)
    switch reader.next(at: cursor.offset, after: cursor.sequence) {
    case .unreadable: return failed(&cursor)
    case .record(let header, let payload, let next):
      succeeded(&cursor)
      cursor.offset = next
      return take(header, Record(header, payload: payload, cipher: cipher), payload: payload, &cursor)
    case .damaged(let range):
      guard let bytes = reader.bytes(at: range.lowerBound, count: range.count) else { return failed(&cursor) }
      succeeded(&cursor)
      keep(bytes, as: "\(segment.name)-\(range.lowerBound)")
      cursor.offset = range.upperBound
      if let header = RecordHeader(bytes.prefix(RecordHeader.size)), header.recordBytes == range.count {
        note(header, isLost: true, &cursor)
      }
    case .end(let tornBytes):
      guard let bytes = reader.bytes(at: cursor.offset, count: tornBytes) else { return failed(&cursor) }
      succeeded(&cursor)
      keepTorn(bytes, as: "\(segment.name)-\(cursor.offset)")
      cursor.offset = segment.end
      state.withLock { $0.statistics.tornBytes += tornBytes }
    }
    return .goOn
  }

  /// A read that fails says nothing about what is there, however often: it is tried until it does not. To go on behind it
  /// would let the segment be removed with all that was not read.
  func failed(_ cursor: inout StoreCursor) -> Step {
    cursor.hasFailedToRead = true
    state.withLock { state in
      state.statistics.failures += 1
      state.statistics.isReadable = false
    }
    return .nothing
  }

  func succeeded(_ cursor: inout StoreCursor) {
    guard cursor.hasFailedToRead else { return }
    cursor.hasFailedToRead = false
    state.withLock { $0.statistics.isReadable = true }
  }

  /// There is nothing more for now. An open file would take room on the disk also when it is removed.
  private func rest(_ segment: Segment, _ cursor: inout StoreCursor) {
    if let file = cursor.file { fileSystem.close(file) }
    cursor.file = nil
    change { $0.readThrough = (segment.first, segment.end) }
  }

  /// Begins to read a segment. The one before has nothing that is not handed out.
  private func enter(_ segment: Segment, _ cursor: inout StoreCursor) {
    if let file = cursor.file { fileSystem.close(file) }
    cursor.file = nil
    cursor.segment = segment.first
    cursor.offset = SegmentHead.size
    change { state in
      state.tracker.advance(to: segment.first)
      state.read = (segment.first, SegmentHead.size)
    }
  }

  /// - Parameters:
  ///   - record: Nil when it cannot be made of its payload.
  ///   - payload: As it is on disk.
  private func take(
    _ header: RecordHeader,
    _ record: @autoclosure () -> Record?,
    payload: @autoclosure () -> [UInt8],
    _ cursor: inout StoreCursor
  ) -> Step {
    // One that was written anew is handed out already.
    let isKnown = state.withLock { state in
      state.tracker.isDone(header.sequence) || state.tracker.isOutstanding(header.sequence)
    }
    note(header, isLost: false, &cursor)
    guard !isKnown else { return .goOn }
    cursor.given = cursor.segment.map { ($0, cursor.offset - header.recordBytes) }
    return give(header, record(), payload: payload(), &cursor)
  }

  /// The process is taken to be at work on a record from here on, unless that has ended it too often.
  func give(
    _ header: RecordHeader,
    _ record: @autoclosure () -> Record?,
    payload: @autoclosure () -> [UInt8],
    _ cursor: inout StoreCursor
  ) -> Step {
    let mayBegin = cursor.mark.begin(header.sequence)
    writeMark(cursor)
    guard mayBegin, let record = record() else {
      keep(payload(), as: "record-\(header.sequence)")
      state.withLock { $0.statistics.lostItems += header.items }
      cursor.mark.end()
      writeMark(cursor)
      finish([header.sequence])
      return .goOn
    }
    state.withLock { $0.runs.noteRead(record.label) }
    return .found(record)
  }

  /// A record was seen. Items between it and the one before are lost.
  func note(_ header: RecordHeader, isLost: Bool, _ cursor: inout StoreCursor) {
    let before = header.itemsThrough &- UInt64(header.items)
    let gap = cursor.knowsItems ? Int(clamping: Int64(bitPattern: before &- cursor.items)) : 0
    cursor.knowsItems = true
    cursor.sequence = header.sequence
    cursor.items = header.itemsThrough
    let place = (cursor.segment ?? 0, cursor.offset)
    state.withLock { state in
      state.read = place
      state.tracker.issue(header.sequence, bytes: header.recordBytes)
      // Fewer than before: records of a group that was not acknowledged, and came to the disk all the same.
      if gap > 0 { state.statistics.lostItems += gap } else { state.statistics.recoveredItems -= gap }
      if isLost { state.statistics.lostItems += header.items }
    }
    if isLost { finish([header.sequence]) }
  }

  private func writeMark(_ cursor: StoreCursor?) {
    guard let cursor, let file = cursor.markFile else { return }
    // Not synced: it is about the end of the process, not of the machine.
    try? fileSystem.writeAll(file, at: 0, cursor.mark.bytes)
  }
}
