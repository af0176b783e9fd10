import Synchronization

/// What is done once at the start, and at the end.
extension QueueStore {
  /// Numbers that no run before may have used begin so far behind the last one that is known.
  private static let jump: UInt64 = 1 << 20
  private static let markName = "handling"

  /// Finds out what the folder holds. Takes time in proportion to the number of segments, and the bytes of the last.
  ///
  /// Damage does not stop it.
  /// - Throws: When the folder cannot be used, or a later version has written it.
  package func open() throws(StoreFailure) {
    do throws(SystemError) {
      try fileSystem.makeFolder(folder)
      let segments = try segments()
      let progress = ProgressLog(folder: folder, fileSystem: fileSystem)
      let tracker = ProgressEntry.tracker(of: try progress.entries())
      let last = lastRecord(of: segments)
      var cursor = start(segments, tracker, last)
      openMark(&cursor)
      progress.reserve()
      let sequence = max(
        last?.sequence ?? 0,
        tracker.floor,
        tracker.done.last ?? 0,
        segments.last?.first ?? 0
      )
      let writer = SegmentWriter(
        folder: folder,
        segmentBytes: settings.segmentBytes,
        fileSystem: fileSystem,
        sequence: sequence == 0 ? 1 : sequence + Self.jump,
        items: last?.itemsThrough ?? 0
      )
      space.add(segments.reduce(0) { $0 + $1.size }, for: number)
      findQuarantined()
      let recovered = recoveredItems(segments, cursor, tracker, last)
      findFree(isAsked: false)
      writing.withLock { $0 = Writing(segments: writer, progress: progress) }
      self.cursor.withLock { $0 = cursor }
      state.withLock { state in
        state.segments = segments
        state.tracker = tracker
        state.read = (cursor.segment ?? 0, cursor.offset)
        state.end = last.map { $0.sequence + 1 } ?? 0
        state.statistics.recoveredItems = recovered
        state.isOpen = true
      }
      // A checkpoint removes what an earlier run was done with.
      change { _ in }
    } catch {
      if error.call == Self.versionCall { throw .newerVersion(Int(error.code)) }
      throw .system(error)
    }
  }

  /// Takes nothing more, and puts on disk what is done with. Blocks until the writer's thread is done.
  package func close() {
    state.withLock { $0.isOpen = false }
    write()
    writing.withLock { writing in
      guard writing != nil else { return }
      writing!.segments.leave()
      let tracker = state.withLock { $0.tracker }
      if (try? writing!.progress.checkpoint(tracker)) != nil { removeDelivered(tracker) }
      writing!.progress.close()
      writing = nil
    }
    freeRemoved()
    cursor.withLock { cursor in
      for file in [cursor?.file, cursor?.markFile].compactMap({ $0 }) { fileSystem.close(file) }
      cursor = nil
    }
  }

  /// Segments with nothing left, all of them if nothing is left at all.
  private func removeDelivered(_ tracker: ProgressTracker) {
    let (read, offset) = cursor.withLock { ($0?.segment, $0?.offset ?? 0) }
    let gone = state.withLock { state in
      var gone: [Segment] = []
      while state.segments.count > 1, state.segments[1].first <= tracker.floor {
        gone.append(state.segments.removeFirst())
      }
      if state.segments.count == 1, state.segments[0].first == read, offset >= state.segments[0].end,
        tracker.outstanding.isEmpty
      {
        gone.append(state.segments.removeFirst())
      }
      return gone
    }
    for segment in gone { try? fileSystem.remove("\(folder)/\(segment.name)") }
    space.giveBack(gone.reduce(0) { $0 + $1.size }, of: number)
  }

  private static let versionCall = "version"

  private func segments() throws(SystemError) -> [Segment] {
    var segments: [Segment] = []
    for name in try fileSystem.names(in: folder) {
      guard let first = Segment.first(ofName: name) else { continue }
      // One that is left out would be passed over, and removed by the next run.
      let file = try fileSystem.open("\(folder)/\(name)", writing: false)
      defer { fileSystem.close(file) }
      let size = try fileSystem.size(of: file)
      let head = (try? fileSystem.read(file, at: 0, count: SegmentHead.size)) ?? []
      if let version = SegmentHead.version(head), version > FolderFormat.version {
        throw SystemError(Self.versionCall, Int32(clamping: version))
      }
      segments.append(Segment(first: first, end: size, size: size))
    }
    return segments.sorted { $0.first < $1.first }
  }

  private func lastRecord(of segments: [Segment]) -> RecordHeader? {
    for segment in segments.reversed() {
      var last: RecordHeader?
      read(segment) { reader in
        var offset = SegmentHead.size
        while offset < segment.end {
          switch reader.next(at: offset, after: last?.sequence ?? 0) {
          case .record(let header, _, let next): (last, offset) = (header, next)
          case .damaged(let range):
            // What it would have been counts as lost when it is read.
            if let header = reader.header(at: offset), header.recordBytes == range.count { last = header }
            offset = range.upperBound
          case .end, .unreadable: offset = segment.end
          }
        }
      }
      if last != nil { return last }
    }
    return nil
  }

  /// Where the first record may be that is not done with.
  private func start(_ segments: [Segment], _ tracker: ProgressTracker, _ last: RecordHeader?) -> StoreCursor
  {
    var cursor = StoreCursor(sequence: max(tracker.floor, 1) - 1, items: last?.itemsThrough ?? 0)
    let index = segments.lastIndex { $0.first <= tracker.floor } ?? segments.indices.first
    guard let index else { return cursor }
    for segment in segments[index...] {
      cursor.segment = segment.first
      cursor.offset = SegmentHead.size
      // What is known of the records before: from the very first on there were none.
      var isKnown = tracker.floor == 0
      if isKnown { cursor.items = 0 }
      var isSeen = false
      let isFound = walk(segment, from: SegmentHead.size) { (header, offset) -> Bool in
        guard header.sequence < tracker.floor else {
          if !isKnown { cursor.items = header.itemsThrough &- UInt64(header.items) }
          isSeen = true
          return false
        }
        isKnown = true
        // Behind it, not where the next whole one begins: what is damaged between them is to be seen.
        cursor.offset = offset + header.recordBytes
        cursor.items = header.itemsThrough
        return true
      }
      cursor.knowsItems = isKnown || isSeen || !isFound
      if isFound { break }
    }
    return cursor
  }

  private func recoveredItems(
    _ segments: [Segment],
    _ cursor: StoreCursor,
    _ tracker: ProgressTracker,
    _ last: RecordHeader?
  ) -> Int {
    guard let last else { return 0 }
    var items = Int(clamping: Int64(bitPattern: last.itemsThrough &- cursor.items))
    let end = tracker.done.last ?? 0
    for segment in segments where segment.first >= cursor.segment ?? 0 && segment.first <= end {
      _ = walk(segment, from: segment.first == cursor.segment ? cursor.offset : SegmentHead.size) {
        header,
        _ in
        if tracker.isDone(header.sequence) { items -= header.items }
        return header.sequence < end
      }
    }
    return max(0, items)
  }

  /// Shows the headers of a segment, without a look at the payloads, until `body` says false.
  /// - Returns: Whether it did, or the disk did not give the rest: what comes behind says nothing then.
  func walk(_ segment: Segment, from start: Int, _ body: (RecordHeader, Int) -> Bool) -> Bool {
    var isFound = true
    read(segment) { reader in
      var (offset, sequence) = (start, UInt64(0))
      while offset < segment.end {
        if let header = reader.header(at: offset), header.sequence > sequence {
          guard body(header, offset) else { return }
          sequence = header.sequence
          offset += header.recordBytes
          continue
        }
        switch reader.next(at: offset, after: sequence) {
        case .damaged(let range): offset = range.upperBound
        // It was given at the second time.
        case .record: continue
        case .unreadable: return
        case .end: offset = segment.end
        }
      }
      isFound = false
    }
    return isFound
  }

  private func read(_ segment: Segment, _ body: (SegmentReader) -> Void) {
    guard let file = try? fileSystem.open("\(folder)/\(segment.name)", writing: false) else { return }
    defer { fileSystem.close(file) }
    body(SegmentReader(fileSystem: fileSystem, file: file, end: segment.end))
  }

  private func openMark(_ cursor: inout StoreCursor) {
    guard let file = try? fileSystem.open("\(folder)/\(Self.markName)", writing: true) else { return }
    cursor.markFile = file
    cursor.mark = HandlingMark((try? fileSystem.read(file, at: 0, count: HandlingMark.size)) ?? [])
    cursor.carefulThrough = cursor.mark.suspect
  }
}
