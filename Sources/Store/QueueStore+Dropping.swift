import Synchronization

/// Removes the oldest records to make room for new ones.
extension QueueStore {
  /// Removes the oldest segment, for the room. On the writer's thread.
  ///
  /// Its records that nobody has been given, or that were left for later, count as dropped. Those that are being delivered are not on disk any more, and go on.
  /// A checkpoint passes them before the file is removed: the next run is not to take them for lost.
  /// - Returns: Whether there was one, and it is gone.
  func dropOldest(_ writing: inout Writing) -> Bool {
    guard settings.dropsOldest else { return false }
    return cursor.withLock { cursor in
      let (oldest, behind) = state.withLock { ($0.segments.first, $0.segments.dropFirst().first?.first) }
      guard cursor != nil, let oldest, behind != nil || oldest.size > SegmentHead.size else { return false }
      let next = behind ?? writing.segments.sequence
      var tracker = state.withLock { $0.tracker }
      tracker.abandon(below: next)
      do throws(SystemError) {
        try writing.progress.checkpoint(tracker)
      } catch {
        note(error)
        return false
      }
      let items = pass(oldest, &cursor!)
      let action = state.withLock { state in
        state.tracker.abandon(below: next)
        state.statistics.droppedItems += items + state.passed.drop(below: next)
        state.segments.removeFirst()
        return state.dropping
      }
      if writing.segments.segment?.first == oldest.first { writing.segments.leave() }
      let isGone = remove(oldest)
      // It has nothing any more that is not passed.
      if !isGone { state.withLock { $0.segments.insert(oldest, at: 0) } }
      writing.progress.reserve()
      action?()
      return isGone
    }
  }

  /// The reader goes on behind a segment.
  /// - Returns: Items of it that it has not handed out.
  private func pass(_ segment: Segment, _ cursor: inout StoreCursor) -> Int {
    guard cursor.segment ?? 0 <= segment.first else { return 0 }
    var items = 0
    let start = cursor.segment == segment.first ? cursor.offset : SegmentHead.size
    _ = walk(segment, from: start) { header, _ in
      // One that was written anew may be handed out already.
      let isKnown = state.withLock { state in
        state.tracker.isDone(header.sequence) || state.tracker.isOutstanding(header.sequence)
      }
      note(header, isLost: false, &cursor)
      if !isKnown { items += header.items }
      return true
    }
    if let file = cursor.file { fileSystem.close(file) }
    cursor.file = nil
    (cursor.segment, cursor.offset) = (segment.first, segment.end)
    state.withLock { $0.read = (segment.first, segment.end) }
    return items
  }
}
