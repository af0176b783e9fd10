import Synchronization

/// What the writer's thread does.
extension QueueStore {
  private struct Work {
    var pending: [Pending]
    var entries: [UInt8]
    var wantsProbe: Bool
    var wantsFree: Bool
  }

  /// Until there is nothing to do.
  func write() {
    writing.withLock { writing in
      while let work = nextWork() {
        guard writing != nil else {
          fail(work.pending, .failed)
          continue
        }
        store(admit(work.pending, &writing!), &writing!)
        if work.wantsProbe, work.pending.isEmpty { probe(&writing!.segments) }
        progress(work.entries, &writing!)
        if work.wantsFree || !work.pending.isEmpty { findFree(isAsked: work.wantsFree) }
      }
    }
  }

  private func nextWork() -> Work? {
    state.withLock { state in
      guard state.hasWork else {
        state.isWriting = false
        return nil
      }
      defer {
        (state.pending, state.entries, state.wantsProbe, state.isCompactingHeld) = ([], [], false, false)
        state.wantsFree = false
        state.group.take()
      }
      return Work(
        pending: state.pending,
        entries: state.entries,
        wantsProbe: state.wantsProbe,
        wantsFree: state.wantsFree
      )
    }
  }

  /// Asks the disk how much it has left.
  /// - Parameter isAsked: Whether a record was refused for it.
  func findFree(isAsked: Bool) {
    let free = fileSystem.freeBytes(in: folder)
    let told = state.withLock { state -> (tell: (@Sendable (Bool) -> Void)?, isFull: Bool) in
      state.free = free
      // It has room again once there is twice what is kept free.
      let isFull = free < 2 * settings.reservedBytes && (isAsked || state.isDiskFull)
      defer { state.isDiskFull = isFull }
      return (isFull == state.isDiskFull ? nil : state.diskFull, isFull)
    }
    told.tell?(told.isFull)
  }

  /// Group commit: all of them with one sync, or one for each segment.
  private func store(_ pending: [Pending], _ writing: inout Writing) {
    var rest = pending[...]
    while let first = rest.first {
      do throws(SystemError) {
        if !writing.segments.hasRoom(for: first.record.header.recordBytes) { try begin(&writing.segments) }
        let group = group(of: rest, in: writing.segments)
        var offset = writing.segments.segment?.end ?? 0
        let headers = try writing.segments.append(group.map(\.record))
        rest = rest.dropFirst(group.count)
        publish(writing.segments.segment, headers, end: writing.segments.sequence) { state in
          for (one, header) in zip(group, headers) {
            state.recent.add(one.plain, header, segment: writing.segments.segment?.first ?? 0, offset: offset)
            state.runs.noteWritten(one.plain.label, header.sequence)
            offset += header.recordBytes
          }
        }
        for one in group { one.completion(.stored) }
      } catch {
        // The disk is full of what is delivered: once that is gone, it is tried again.
        if error.code == SystemFileSystem.noSpace,
          freeRemoved() || removeDelivered(&writing) || dropOldest(&writing)
        {
          continue
        }
        // The others would fail alike, and must not stand before a hole that a sender is told of.
        note(error)
        return fail(Array(rest), error.code == SystemFileSystem.noSpace ? .full : .failed)
      }
    }
  }

  /// As many of the pending records as the segment has room for.
  private func group(of pending: ArraySlice<Pending>, in writer: SegmentWriter) -> [Pending] {
    var group: [Pending] = []
    var bytes = 0
    for one in pending {
      let size = one.record.header.recordBytes
      guard group.isEmpty || writer.hasRoom(for: bytes + size) && bytes + size <= settings.segmentBytes else {
        break
      }
      group.append(one)
      bytes += size
    }
    return group
  }

  private func probe(_ writer: inout SegmentWriter) {
    do throws(SystemError) {
      try begin(&writer)
    } catch {
      note(error)
    }
  }

  /// Known from then on, also where no record comes to it: its file is removed like others.
  func begin(_ writer: inout SegmentWriter) throws(SystemError) {
    try writer.begin()
    space.add(SegmentHead.size, for: number)
    publish(writer.segment, [], end: nil)
  }

  /// The pending records for which there is room, once delivered records have been removed if room is needed. The
  /// others are refused.
  private func admit(_ pending: [Pending], _ writing: inout Writing) -> [Pending] {
    guard pending.contains(where: { !$0.hasRoom }) else { return pending }
    _ = removeDelivered(&writing)
    return pending.compactMap { one in
      guard one.hasRoom || makeRoom(for: one.record.header.recordBytes, &writing) else {
        one.completion(.full)
        return nil
      }
      var one = one
      one.hasRoom = true
      return one
    }
  }

  /// Takes the room, that of the oldest records where those give way.
  private func makeRoom(for bytes: Int, _ writing: inout Writing) -> Bool {
    while !space.take(bytes, for: number) {
      // Nothing is dropped for what would not fit in its place.
      guard state.withLock({ canDrop(for: bytes, $0) }), dropOldest(&writing) else { return false }
    }
    return true
  }

  private func fail(_ pending: [Pending], _ result: AppendResult) {
    for one in pending {
      if one.hasRoom { space.giveBack(one.record.header.recordBytes, of: number) }
      one.completion(result)
    }
  }

  func note(_ error: SystemError) {
    state.withLock { state in
      state.statistics.failures += 1
      state.statistics.lastFailure = error
      // A full disk is no broken one: senders are told, and it mends itself.
      if error.code != SystemFileSystem.noSpace { state.statistics.isHealthy = false }
    }
  }

  /// - Parameters:
  ///   - records: That are new.
  ///   - end: Behind the number of the last record; nil for none.
  ///   - change: What has to be known before the reader sees them.
  func publish(
    _ segment: Segment?,
    _ records: [RecordHeader],
    end: UInt64?,
    _ change: (inout State) -> Void = { _ in }
  ) {
    guard let segment else { return }
    let readable = state.withLock { state in
      change(&state)
      if state.segments.last?.first == segment.first {
        state.segments[state.segments.count - 1] = segment
      } else {
        state.segments.append(segment)
      }
      if let end { state.end = end }
      state.statistics.records += records.count
      state.statistics.syncs += 1
      state.statistics.isHealthy = true
      return state.readable
    }
    readable?(records.reduce(0) { $0 + $1.items }, records.reduce(0) { $0 + $1.uncompressedBytes })
  }

  /// Notes what is done with; removes segments with nothing left, once that they have nothing left is on disk.
  private func progress(_ entries: [UInt8], _ writing: inout Writing) {
    do throws(SystemError) {
      try writing.progress.append(entries)
    } catch {
      // They are delivered again after a crash, unless a checkpoint comes before.
      note(error)
    }
    if state.withLock({ $0.canCompact }) { compactOldest(&writing) }
    let (canRemove, isSpent) = state.withLock { ($0.canRemove, $0.isSpent) }
    guard canRemove || isSpent || writing.progress.logBytes >= settings.progressBytes else { return }
    _ = checkpoint(&writing, removingLast: isSpent)
  }

  /// Makes room where nothing waits: all that there is on disk is delivered.
  /// - Returns: Whether there was something to be removed.
  private func removeDelivered(_ writing: inout Writing) -> Bool {
    guard state.withLock({ $0.isAllDelivered }) else { return false }
    return checkpoint(&writing, removingLast: true)
  }

  /// - Parameter removingLast: Whether the last segment is removed, too, if it has nothing left. Its successor is begun by
  ///   the next record.
  /// - Returns: Whether any was removed.
  private func checkpoint(_ writing: inout Writing, removingLast: Bool) -> Bool {
    let tracker = state.withLock { $0.tracker }
    do throws(SystemError) {
      try writing.progress.checkpoint(tracker)
      let isRemoved = remove(below: tracker.floor, last: removingLast, &writing.segments)
      writing.progress.reserve()
      return isRemoved
    } catch {
      note(error)
      // Tried again with whatever is to be written next, not at once.
      state.withLock { $0.heldFloor = $0.tracker.floor }
      return false
    }
  }

  /// - Parameter floor: Which is on disk.
  private func remove(below floor: UInt64, last: Bool, _ writer: inout SegmentWriter) -> Bool {
    let gone = state.withLock { state in
      // With another floor, something has come to its end since that is not on disk yet.
      if last, state.isAllDelivered, state.tracker.floor == floor {
        defer { state.segments = [] }
        return state.segments
      }
      var gone: [Segment] = []
      while state.segments.count > 1, state.segments[1].first <= floor {
        gone.append(state.segments.removeFirst())
      }
      return gone
    }
    if gone.contains(where: { $0.first == writer.segment?.first }) { writer.leave() }
    let left = gone.filter { !remove($0) }
    state.withLock { state in
      state.segments.insert(contentsOf: left, at: 0)
      // Tried again with whatever is to be written next, not at once.
      if !left.isEmpty { state.heldFloor = state.tracker.floor }
    }
    return left.count < gone.count
  }
}
