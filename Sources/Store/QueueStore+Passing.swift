import Synchronization

/// Lets the reader skip the records of a partition that its destination does not accept, and go on to those of
/// others.
///
/// A partition is known by the labels of its records, which are equal. On disk nothing tells that a record was left: the next
/// run reads all that is not done with in its order.
extension QueueStore {
  /// The result for a record that was to be skipped.
  package enum Passing: Sendable, Hashable {
    case passed
    /// The limit of skipped records is reached.
    case noRoom
    /// It has made room for others, and is on disk no more.
    case gone
  }

  /// Whether it may be worth the while to read on behind a record, for those of other partitions.
  package func hasRivals(_ record: Record) -> Bool {
    state.withLock { $0.runs.hasOthers(than: record.label, behind: record.sequence) }
  }

  /// Leaves the record that the last call of ``next()`` has given for ``nextPassed(of:)``. Nothing is kept of it but its place.
  package func passOver(_ record: Record) -> Passing {
    cursor.withLock { cursor in
      guard let cursor, cursor.sequence == record.sequence, let (segment, offset) = cursor.given else {
        return .gone
      }
      return state.withLock { state in
        guard state.tracker.isOutstanding(record.sequence) else { return .gone }
        let place = PassedRecords.Place(
          sequence: record.sequence,
          segment: segment,
          offset: offset,
          bytes: Int32(clamping: cursor.offset - offset),
          items: Int32(clamping: record.items)
        )
        return state.passed.add(place, of: Array(record.label)) ? .passed : .noRoom
      }
    }
  }

  /// Labels of the partitions that records were left of, the one with the oldest first.
  package var passedPartitions: [[UInt8]] { state.withLock { $0.passed.partitions } }

  /// The oldest record of a partition that was left for later, by the number that it has now; nil when there is none, or the disk
  /// does not give it: ``hasFailedToRead``. Blocks for the disk.
  package func nextPassed(of label: [UInt8]) -> Record? {
    cursor.withLock { cursor in
      while cursor != nil, let place = state.withLock({ $0.passed.first(of: label) }) {
        switch read(place, of: label, &cursor!) {
        case .found(let record): return record
        case .goOn: continue
        case .nothing: return nil
        }
      }
      return nil
    }
  }

  private func read(_ place: PassedRecords.Place, of label: [UInt8], _ cursor: inout StoreCursor) -> Step {
    let name = Segment.name(place.segment)
    let file = try? fileSystem.open("\(folder)/\(name)", writing: false)
    defer { if let file { fileSystem.close(file) } }
    guard let file else { return unreadable(place, of: label, &cursor) }
    let end = place.offset + Int(place.bytes)
    let reader = SegmentReader(fileSystem: fileSystem, file: file, end: end)
    switch reader.next(at: place.offset, after: place.sequence - 1) {
    case .unreadable: return unreadable(place, of: label, &cursor)
    case .record(let header, let payload, _):
      guard take(place, of: label) else { return .goOn }
      succeeded(&cursor)
      return give(header, Record(header, payload: payload, cipher: cipher), payload: payload, &cursor)
    case .damaged, .end:
      guard let bytes = reader.bytes(at: place.offset, count: Int(place.bytes)) else {
        return unreadable(place, of: label, &cursor)
      }
      guard take(place, of: label) else { return .goOn }
      succeeded(&cursor)
      keep(bytes, as: "\(name)-\(place.offset)")
      state.withLock { $0.statistics.lostItems += Int(place.items) }
      finish([place.sequence])
      return .goOn
    }
  }

  /// - Returns: False when it has been written anew since the place was asked for. Then its file may be gone, too.
  private func take(_ place: PassedRecords.Place, of label: [UInt8]) -> Bool {
    state.withLock { state in state.passed.first(of: label) == place && state.passed.remove(place.sequence) }
  }

  private func unreadable(
    _ place: PassedRecords.Place,
    of label: [UInt8],
    _ cursor: inout StoreCursor
  ) -> Step {
    state.withLock { $0.passed.first(of: label) == place } ? failed(&cursor) : .goOn
  }
}
