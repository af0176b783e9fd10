internal import CProtobufC

/// The requests of a batch as they came, or what editing has made of them: in any case bytes that the validator has
/// passed.
///
/// Several export requests behind each other are one: the lists that they hold are joined.
struct HeldRequests: ~Copyable {
  private var requests: [(bytes: any RequestBytes, items: Int)] = []
  /// What editing has made of all of them, once there was any.
  private var edited = ScratchMemory()
  private var editedCount: Int?
  /// Takes the place of `edited` at the next editing.
  private var spare = ScratchMemory()
  /// The message type of the requests, in `MessageSchema` and in `TextSchema`.
  private let type: Int
  private let textType: Int
  private var isTaken = false

  /// Memory beyond this is given back after each batch.
  private static let retainedBytes = 4 << 20

  init(signal: Signal) {
    type = MessageSchema.shared.index(of: signal.requestDescriptor)
    textType = TextSchema.shared.index(of: signal.requestDescriptor)
  }

  var isEmpty: Bool { requests.isEmpty }

  /// Whether all bytes are in memory of its own.
  var isCopied: Bool { editedCount != nil }

  /// - Parameter summary: What the validator answered for these bytes.
  mutating func append(_ bytes: any RequestBytes, _ summary: WireSummary) throws(DecodeError) {
    precondition(editedCount == nil, "requests come before editing")
    let clean = summary.isClean ? bytes : try RewrittenRequest(bytes, summary, type: type)
    requests.append((clean, summary.acceptedItems))
  }

  /// Adds a request that is known to be valid and clean. Copies it.
  mutating func append(copying bytes: UnsafeBufferPointer<UInt8>, items: Int) {
    precondition(requests.isEmpty || editedCount != nil, "a copy cannot come behind what is held")
    let count = editedCount ?? 0
    edited.grow(to: count + bytes.count, keeping: count)
    let room = UnsafeMutableRawBufferPointer(rebasing: edited.prefix(count + bytes.count)[count...])
    room.copyMemory(from: UnsafeRawBufferPointer(bytes))
    editedCount = count + bytes.count
    requests.append((NoBytes(), items))
  }

  /// Calls `body` with the bytes and the number of items of each request, or with those of all when they were edited.
  func visit<Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>, _ items: Int) throws(Failure) -> Void
  ) throws(Failure) {
    if let editedCount {
      let bytes = UnsafeBufferPointer(edited.prefix(editedCount).bindMemory(to: UInt8.self))
      return try body(bytes, requests.reduce(0) { $0 + $1.items })
    }
    for request in requests {
      let result = request.bytes.withBytes { span in
        span.withUnsafeBufferPointer { bytes in
          Result { () throws(Failure) in try body(bytes, request.items) }
        }
      }
      try result.get()
    }
  }

  /// Shows all texts to an editor. When it throws, the requests are as they were.
  ///
  /// - Parameter maximumBytes: Of what comes of them.
  /// - Throws: What the editor throws, or `ArenaFull`.
  mutating func edit(maximumBytes: Int, _ visitor: WireTextVisitor) throws {
    var output = ScratchMemory()
    swap(&output, &spare)
    var walk = WireTextWalk(writingTo: output, maximumBytes: maximumBytes, visitor: visitor)
    do {
      try visit { bytes, _ in try walk.request(bytes, type: textType) }
    } catch {
      let written = walk.count
      spare = walk.finish()
      Wiping.wipe(spare.prefix(written))
      throw error
    }
    let count = walk.count
    output = walk.finish()
    if let editedCount { Wiping.wipe(edited.prefix(editedCount)) }
    swap(&edited, &spare)
    swap(&edited, &output)
    editedCount = count
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
    }
    return UnsafeRawBufferPointer(scratch.prefix(count))
  }

  /// - Returns: How many bytes were written.
  func copy(to memory: UnsafeMutableRawBufferPointer) -> Int {
    var written = 0
    visit { bytes, _ in
      UnsafeMutableRawBufferPointer(rebasing: memory[written...]).copyMemory(
        from: UnsafeRawBufferPointer(bytes)
      )
      written += bytes.count
    }
    return written
  }

  var byteCount: Int {
    var count = 0
    visit { bytes, _ in count += bytes.count }
    return count
  }

  /// Forgets everything, and wipes what it has written.
  mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    if let editedCount { Wiping.wipe(edited.prefix(editedCount)) }
    editedCount = nil
    isTaken = false
    if edited.capacity > Self.retainedBytes { edited = ScratchMemory() }
    if spare.capacity > Self.retainedBytes { spare = ScratchMemory() }
  }
}

/// Of a request that was copied.
private struct NoBytes: RequestBytes {
  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer<UInt8>(start: nil, count: 0).span)
  }
}
