/// A copy of messages in protobuf's wire format in which parts were replaced.
///
/// Works from the start to the end. Bytes between two replacements are copied in one piece, and a message gets its new
/// length at its end. A message without a replacement stays byte for byte.
@usableFromInline package struct WireSplice: ~Copyable {
  /// What was written so far, and room behind it.
  @usableFromInline package private(set) var memory: ScratchMemory
  @usableFromInline package private(set) var count = 0
  /// How often something was replaced.
  @usableFromInline package private(set) var edits = 0
  /// The source is in the output up to here.
  @usableFromInline var copied: UnsafePointer<UInt8>?
  /// The end of the source.
  private var sourceEnd: UnsafePointer<UInt8>?

  /// A state to go back to.
  @usableFromInline package struct Mark {
    @usableFromInline let count: Int
    @usableFromInline let edits: Int
    @usableFromInline let copied: UnsafePointer<UInt8>?

    @inlinable init(count: Int, edits: Int, copied: UnsafePointer<UInt8>?) {
      self.count = count
      self.edits = edits
      self.copied = copied
    }
  }

  /// - Parameter memory: To write to; it grows as needed.
  package init(_ memory: consuming ScratchMemory) {
    self.memory = memory
  }

  /// The output, `count` bytes of it, as memory.
  package consuming func finish() -> ScratchMemory { memory }

  /// Takes the memory, for an owner that has more to release.
  package mutating func takeMemory() -> ScratchMemory {
    var taken = ScratchMemory()
    swap(&taken, &memory)
    return taken
  }

  /// Goes on with another source, whose bytes stay where they are until `end`.
  package mutating func begin(_ source: UnsafeBufferPointer<UInt8>) {
    copied = source.baseAddress
    sourceEnd = source.baseAddress.map { $0 + source.count }
    reserve(source.count)
  }

  /// Copies what is left up to the end of the source.
  @inlinable package mutating func copy(upTo position: UnsafePointer<UInt8>) {
    guard let start = copied, start < position else { return }
    append(UnsafeBufferPointer(start: start, count: position - start))
    copied = position
  }

  /// The offset in the output of a place in the source, if nothing before that place is replaced any more.
  @inlinable package func place(of position: UnsafePointer<UInt8>) -> Int {
    copied.map { count + (position - $0) } ?? count
  }

  @inlinable package var mark: Mark { Mark(count: count, edits: edits, copied: copied) }

  /// Takes back what was done since `mark`, and wipes it.
  package mutating func rewind(to mark: Mark) {
    Wiping.wipe(UnsafeMutableRawBufferPointer(rebasing: memory.prefix(count)[mark.count...]))
    (count, edits, copied) = (mark.count, mark.edits, mark.copied)
  }

  /// Leaves out what is between two places of the source.
  @inlinable package mutating func drop(from position: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
    copy(upTo: position)
    copied = end
    edits += 1
  }

  /// Puts a length-prefixed text in the place of the source from `position` to `end`.
  ///
  /// - Parameter tag: The tag of the field, if the tag is replaced, too.
  package mutating func replace(
    from position: UnsafePointer<UInt8>,
    to end: UnsafePointer<UInt8>,
    tag: UInt8? = nil,
    by text: UnsafeBufferPointer<UInt8>
  ) {
    copy(upTo: position)
    // Room for what may follow, too: else that would take a copy of all behind a long text.
    reserve(text.count + 1 + Varint.longest + (sourceEnd.map { max(0, $0 - end) } ?? 0))
    if let tag {
      bytes[count] = tag
      count += 1
    }
    let digits = Varint.digits(text.count)
    write(text.count, digits: digits, at: count)
    count += digits
    append(text)
    copied = end
    edits += 1
  }

  /// Puts bytes that are not known yet in the place of a length-prefixed part of the source.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - write: Writes them.
  package mutating func replace(
    _ part: WirePart,
    count new: Int,
    _ write: (UnsafeMutablePointer<UInt8>) -> Int
  ) {
    copy(upTo: part.prefix)
    reserve(new + Varint.longest)
    let digits = Varint.digits(new)
    self.write(new, digits: digits, at: count)
    count += digits
    let written = write(bytes + count)
    precondition(written == new, "a message has another size than it said")
    count += new
    copied = part.end
    edits += 1
  }

  /// What was written so far. Good until the next change.
  package var output: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory.start, count: count) }

  /// Puts bytes in the place of others in the output. Lengths of messages round them are to be set anew.
  package mutating func replace(output range: Range<Int>, by new: UnsafeBufferPointer<UInt8>) {
    reserve(max(0, new.count - range.count))
    let start = UnsafeMutableRawPointer(bytes + range.lowerBound)
    let behind = UnsafeMutableRawPointer(bytes + range.upperBound)
    (start + new.count).copyMemory(from: behind, byteCount: count - range.upperBound)
    if let source = new.baseAddress { start.copyMemory(from: source, byteCount: new.count) }
    let end = count
    count += new.count - range.count
    if count < end {
      Wiping.wipe(UnsafeMutableRawBufferPointer(start: bytes + count, count: end - count))
    }
    edits += 1
  }

  /// Ends a part after its last field: writes its new length, if it has changed.
  ///
  /// - Parameters:
  ///   - edits: As they were in front of the part.
  ///   - place: Where its length is in the output.
  @inlinable @inline(__always)
  package mutating func close(_ part: WirePart, edits before: Int, place: Int) {
    guard edits != before else { return }
    copy(upTo: part.end)
    setLength(at: place, digits: part.prefixBytes)
  }

  /// Gives a message its new length when all of it was copied.
  ///
  /// - Parameters:
  ///   - place: Where its length is in the output.
  ///   - digits: How many bytes the length has there.
  @usableFromInline package mutating func setLength(at place: Int, digits: Int) {
    let length = count - place - digits
    let needed = Varint.digits(length)
    if needed != digits {
      reserve(max(0, needed - digits))
      let start = UnsafeMutableRawPointer(bytes + place)
      (start + needed).copyMemory(from: start + digits, byteCount: length)
      if needed < digits {
        Wiping.wipe(UnsafeMutableRawBufferPointer(start: start + needed + length, count: digits - needed))
      }
      count += needed - digits
    }
    write(length, digits: needed, at: place)
  }

  private var bytes: UnsafeMutablePointer<UInt8> {
    guard let start = memory.start else { preconditionFailure("there is room before anything is written") }
    return start
  }

  @usableFromInline mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress, source.count > 0 else { return }
    reserve(source.count)
    (bytes + count).update(from: start, count: source.count)
    count += source.count
  }

  private mutating func reserve(_ more: Int) {
    memory.grow(to: count + more, keeping: count)
  }

  private func write(_ length: Int, digits: Int, at place: Int) {
    Varint.write(length, digits: digits, to: UnsafeMutableRawPointer(bytes + place))
  }
}
