internal import ProtobufWire

/// The requests of a batch as they came, or what editing has made of them: in any case bytes that the validator has
/// passed.
///
/// Several export requests behind each other are one: the lists that they hold are joined.
struct HeldRequests: ~Copyable {
  private var requests: [any RequestBytes] = []
  /// The edited form of all of them, and what was copied, if anything was.
  private var edited = ScratchMemory()
  private var editedCount: Int?
  /// Bytes of each request in it.
  private var editedSizes: [Int] = []
  /// Takes the place of `edited` at the next editing.
  private var spare = ScratchMemory()
  /// The message type of the requests, in `MessageSchema`.
  private let type: Int
  private var isTaken = false

  /// Memory beyond this is given back after each batch.
  private static let retainedBytes = 4 << 20

  init(signal: Signal) {
    type = signal.requestType
  }

  /// Adds a request. It is held on to, or copied when others were.
  ///
  /// - Parameter summary: What the validator answered for these bytes.
  mutating func append(_ bytes: any RequestBytes, _ summary: WireSummary) throws(DecodeError) {
    let clean = summary.isClean ? bytes : try RewrittenRequest(bytes, summary, type: type)
    guard editedCount != nil else { return requests.append(clean) }
    clean.withBytes { $0.withUnsafeBufferPointer { append(copying: $0) } }
  }

  /// Adds a request that is known to be valid and clean. Copies it.
  mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
    append(count: bytes.count) { room in
      if let start = bytes.baseAddress { room.update(from: start, count: bytes.count) }
      return bytes.count
    }
  }

  /// Adds a request that is known to be valid and clean.
  ///
  /// - Parameters:
  ///   - added: Its bytes.
  ///   - write: Writes them, and says how many it wrote.
  mutating func append(count added: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    copyRequests()
    let count = editedCount ?? 0
    edited.grow(to: count + added, keeping: count)
    if added > 0, let start = edited.start {
      let written = write(start + count)
      precondition(written == added, "a request has another size than it said")
    }
    editedCount = count + added
    editedSizes.append(added)
  }

  /// Copies the bytes of the requests that were held so far.
  private mutating func copyRequests() {
    guard editedCount == nil else { return }
    let count = byteCount
    edited.grow(to: count, keeping: 0)
    _ = copy(to: edited.prefix(count))
    editedCount = count
    editedSizes = requests.map { $0.withBytes { $0.count } }
    requests.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with the bytes of each request.
  func visit<Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    if let editedCount {
      let bytes = edited.prefix(editedCount)
      var start = 0
      for size in editedSizes {
        let request = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + size])
        try body(UnsafeBufferPointer(request.bindMemory(to: UInt8.self)))
        start += size
      }
      return
    }
    for request in requests {
      let result = request.withBytes { span in
        span.withUnsafeBufferPointer { bytes in
          Result { () throws(Failure) in try body(bytes) }
        }
      }
      try result.get()
    }
  }

  /// Calls `body` with the bytes of all requests in one piece, copied when there are several.
  func withJoined(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    if let editedCount {
      return body(UnsafeBufferPointer(edited.prefix(editedCount).bindMemory(to: UInt8.self)))
    }
    if requests.count == 1 { return visit(body) }
    var memory = ScratchMemory()
    let room = memory.room(for: byteCount)
    let count = copy(to: room)
    body(
      UnsafeBufferPointer(
        UnsafeMutableRawBufferPointer(rebasing: room.prefix(count)).bindMemory(to: UInt8.self)
      )
    )
    Wiping.wipe(UnsafeMutableRawBufferPointer(rebasing: room.prefix(count)))
  }

  /// Shows all texts to an editor. When it throws, the requests are as they were.
  ///
  /// - Parameter maximumBytes: Most bytes of the edited requests.
  /// - Throws: What the editor throws, or `ArenaFull`.
  mutating func editTexts(maximumBytes: Int, arena: ArenaAllocator, _ visitor: WireTextVisitor) throws {
    var output = ScratchMemory()
    swap(&output, &spare)
    var walk = WireTextWalk(writingTo: output, maximumBytes: maximumBytes, arena: arena, visitor: visitor)
    var sizes: [Int] = []
    let count = max(requests.count, editedSizes.count)
    sizes.reserveCapacity(count)
    do {
      try visit { bytes in
        let before = walk.count
        // One alone is not copied for nothing.
        try walk.request(bytes, type: type, copiesUnchanged: count > 1)
        sizes.append(walk.count - before)
      }
    } catch {
      let written = walk.count
      discard(walk.finish(), written)
      throw error
    }
    let written = walk.count
    guard walk.edits > 0 || count > 1 else { return discard(walk.finish(), written) }
    adopt(walk.finish(), written, sizes)
  }

  /// How many spans have left, and for how many of them there was no memory.
  struct LeftSpans {
    var dropped = 0
    var undecoded = 0
  }

  /// Shows all spans to an editor. When it throws, the requests are as they were.
  ///
  /// - Parameter maximumBytes: Most bytes of the edited requests.
  /// - Throws: What the editor throws, or `ArenaFull`.
  mutating func editSpans(
    maximumBytes: Int,
    arena: ArenaAllocator,
    _ visitor: SpanWalk.Visitor
  ) throws -> LeftSpans {
    var output = ScratchMemory()
    swap(&output, &spare)
    var walk = SpanWalk(writingTo: output, maximumBytes: maximumBytes, arena: arena)
    /// Requests at the beginning in which nothing was changed: they are copied only if something is in a later one.
    var untouched = 0
    var sizes: [Int] = []
    do {
      try visit { bytes in
        let before = walk.count
        try walk.request(bytes, visitor)
        if walk.edits == 0 { untouched += 1 }
        sizes.append(walk.edits == 0 ? bytes.count : walk.count - before)
      }
    } catch {
      let written = walk.count
      discard(walk.finish(), written)
      throw error
    }
    let left = LeftSpans(dropped: walk.droppedSpans, undecoded: walk.undecodedSpans)
    guard walk.edits > 0 else {
      spare = walk.finish()
      return left
    }
    if editedCount == nil {
      for request in requests[..<untouched].reversed() {
        request.withBytes { $0.withUnsafeBufferPointer { walk.prepend($0) } }
      }
    } else {
      let bytes = edited.prefix(sizes[..<untouched].reduce(0, +))
      walk.prepend(UnsafeBufferPointer(bytes.bindMemory(to: UInt8.self)))
    }
    let count = walk.count
    adopt(walk.finish(), count, sizes)
    return left
  }

  /// Takes the output of an edit in the place of the requests.
  private mutating func adopt(_ output: consuming ScratchMemory, _ count: Int, _ sizes: [Int]) {
    if let editedCount { Wiping.wipe(edited.prefix(editedCount)) }
    swap(&edited, &spare)
    swap(&edited, &output)
    if spare.capacity > Self.retainedBytes { spare = ScratchMemory() }
    editedCount = count
    editedSizes = sizes
    requests.removeAll(keepingCapacity: true)
  }

  private mutating func discard(_ output: consuming ScratchMemory, _ written: Int) {
    Wiping.wipe(output.prefix(written))
    spare = output
  }

  /// Gives away all bytes, in one piece: nothing but `removeAll` may follow.
  ///
  /// - Parameter scratch: Where they are, good until its next use. The memory of both may be exchanged.
  mutating func take(into scratch: inout ScratchMemory) -> UnsafeRawBufferPointer {
    precondition(!isTaken, "the bytes were given away")
    isTaken = true
    let count = byteCount
    if editedCount == nil {
      _ = copy(to: scratch.room(for: count))
    } else {
      swap(&edited, &scratch)
      editedCount = 0
      editedSizes = []
    }
    return UnsafeRawBufferPointer(scratch.prefix(count))
  }

  /// - Returns: How many bytes were written.
  func copy(to memory: UnsafeMutableRawBufferPointer) -> Int {
    var written = 0
    visit { bytes in
      UnsafeMutableRawBufferPointer(rebasing: memory[written...]).copyMemory(
        from: UnsafeRawBufferPointer(bytes)
      )
      written += bytes.count
    }
    return written
  }

  /// Where each request ends among the bytes of all; none where there is only one.
  var ends: [Int] {
    let sizes = editedCount == nil ? requests.map { $0.withBytes { $0.count } } : editedSizes
    guard sizes.count > 1 else { return [] }
    var end = 0
    return sizes.map {
      end += $0
      return end
    }
  }

  var byteCount: Int {
    if let editedCount { return editedCount }
    var count = 0
    visit { bytes in count += bytes.count }
    return count
  }

  /// Forgets everything, and wipes what it has written.
  mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    if let editedCount { Wiping.wipe(edited.prefix(editedCount)) }
    editedCount = nil
    editedSizes.removeAll(keepingCapacity: true)
    isTaken = false
    if edited.capacity > Self.retainedBytes { edited = ScratchMemory() }
    if spare.capacity > Self.retainedBytes { spare = ScratchMemory() }
  }
}
