import Synchronization

/// What the writer's thread does.
extension QueueStore {
  private struct Work {
    var pending: [Pending]
    var entries: [UInt8]
    var wantsProbe: Bool
  }

  /// Until there is nothing to do.
  func write() {
    writing.withLock { writing in
      while let work = nextWork() {
        guard writing != nil else {
          fail(work.pending, .failed)
          continue
        }
        store(work.pending, &writing!.segments)
        if work.wantsProbe, work.pending.isEmpty { probe(&writing!.segments) }
        progress(work.entries, &writing!.progress)
      }
    }
  }

  private func nextWork() -> Work? {
    state.withLock { state in
      guard state.hasWork else {
        state.isWriting = false
        return nil
      }
      defer { (state.pending, state.entries, state.wantsProbe) = ([], [], false) }
      return Work(pending: state.pending, entries: state.entries, wantsProbe: state.wantsProbe)
    }
  }

  /// Group commit: all of them with one sync, or one for each segment.
  private func store(_ pending: [Pending], _ writer: inout SegmentWriter) {
    var rest = pending[...]
    while let first = rest.first {
      do throws(SystemError) {
        if !writer.hasRoom(for: first.record.header.recordBytes) {
          try writer.begin()
          space.add(SegmentHead.size, for: number)
        }
        let group = group(of: rest, in: writer)
        try writer.append(group.map(\.record))
        rest = rest.dropFirst(group.count)
        publish(writer.segment, records: group.count)
        for one in group { one.completion(.stored) }
      } catch {
        // The others would fail alike, and must not stand before a hole that a sender is told of.
        note(error)
        return fail(Array(rest), error.code == SystemFileSystem.noSpace ? .full : .failed)
      }
    }
  }

  /// As many as the segment has room for.
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
      try writer.begin()
      space.add(SegmentHead.size, for: number)
      publish(writer.segment, records: 0)
    } catch {
      note(error)
    }
  }

  private func fail(_ pending: [Pending], _ result: AppendResult) {
    for one in pending {
      space.giveBack(one.record.header.recordBytes, of: number)
      one.completion(result)
    }
  }

  private func note(_ error: SystemError) {
    state.withLock { state in
      state.statistics.failures += 1
      state.statistics.lastFailure = error
      // A full disk is no broken one: senders are told, and it mends itself.
      if error.code != SystemFileSystem.noSpace { state.statistics.isHealthy = false }
    }
  }

  private func publish(_ segment: Segment?, records: Int) {
    guard let segment else { return }
    let readable = state.withLock { state in
      if state.segments.last?.first == segment.first {
        state.segments[state.segments.count - 1] = segment
      } else {
        state.segments.append(segment)
      }
      state.statistics.records += records
      state.statistics.syncs += 1
      state.statistics.isHealthy = true
      return state.readable
    }
    readable?()
  }

  /// Notes what is done with; removes segments with nothing left, once that they have nothing left is on disk.
  private func progress(_ entries: [UInt8], _ log: inout ProgressLog) {
    do throws(SystemError) {
      try log.append(entries)
    } catch {
      // They are delivered again after a crash, unless a checkpoint comes before.
      note(error)
    }
    let (tracker, canRemove) = state.withLock { ($0.tracker, $0.canRemove) }
    guard canRemove || log.logBytes >= settings.progressBytes else { return }
    do throws(SystemError) {
      try log.checkpoint(tracker)
      remove(below: tracker.floor)
      log.reserve()
    } catch {
      note(error)
      // Tried again with whatever is to be written next, not at once.
      state.withLock { $0.heldFloor = $0.tracker.floor }
    }
  }

  /// - Parameter floor: Which is on disk.
  private func remove(below floor: UInt64) {
    let gone = state.withLock { state in
      var gone: [Segment] = []
      while state.segments.count > 1, state.segments[1].first <= floor {
        gone.append(state.segments.removeFirst())
      }
      return gone
    }
    for segment in gone {
      // One that stays has nothing that is not done with.
      try? fileSystem.remove("\(folder)/\(segment.name)")
      space.giveBack(segment.size, of: number)
    }
  }
}
