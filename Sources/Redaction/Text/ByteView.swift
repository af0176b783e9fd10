/// The bytes of a text, readable at any index.
///
/// Reading outside gives 0 instead of a trap, so a recognizer needs no special case at either end. A view holds a
/// pointer: it is valid for the duration of the call it was passed to, and must not be stored.
struct ByteView {
  @usableFromInline let start: UnsafePointer<UInt8>?
  let count: Int

  #if DEBUG
    /// Bytes read through this view and its copies, for tests that prove a scan is linear.
    let reads: UnsafeMutablePointer<Int>?
  #endif

  /// `bytes` must outlive the view.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    start = bytes.baseAddress
    count = bytes.count
    #if DEBUG
      reads = nil
    #endif
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    #if DEBUG
      reads?.pointee += 1
    #endif
    // One comparison for both ends: an index below 0 is beyond every count then. What has bytes has a pointer.
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    return start.unsafelyUnwrapped[index]
  }

  /// Whether these are the same bytes in memory, not only equal ones.
  @inline(__always)
  func isSame(as other: ByteView) -> Bool { start == other.start && count == other.count }

  /// Eight bytes from `index` on, the first one lowest. Those outside are 0.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    guard index >= 0, index <= count &- 8 else { return partialWord(at: index) }
    #if DEBUG
      reads?.pointee += 1
    #endif
    let bytes = UnsafeRawPointer(start.unsafelyUnwrapped)
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// A word that is not all inside.
  private func partialWord(at index: Int) -> UInt64 {
    guard index > -8, index < count, let start else { return 0 }
    #if DEBUG
      reads?.pointee += 1
    #endif
    let bytes = UnsafeRawPointer(start)
    if count >= 8 {
      let at = min(max(0, index), count - 8)
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      return index < 0 ? word << UInt64(8 * -index) : word >> UInt64(8 * (index - at))
    }
    var word: UInt64 = 0
    if count >= 4 {
      let first = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
      let last = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      word = UInt64(first) | UInt64(last) << UInt64(8 * (count - 4))
    } else {
      for offset in 0..<count { word |= UInt64(start[offset]) << UInt64(8 * offset) }
    }
    return index < 0 ? word << UInt64(8 * -index) : word >> UInt64(8 * index)
  }

  /// The part of the bytes inside `range`, clamped to them.
  func slice(_ range: Range<Int>) -> ByteView {
    let inside = range.clamped(to: 0..<count)
    var view = ByteView(UnsafeBufferPointer(rebasing: unsafeBytes[inside]))
    #if DEBUG
      view = ByteView(view.unsafeBytes, reads: reads)
    #endif
    return view
  }

  /// For calls into C, and for copying.
  var unsafeBytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
}

#if DEBUG
  extension ByteView {
    init(_ bytes: UnsafeBufferPointer<UInt8>, reads: UnsafeMutablePointer<Int>?) {
      start = bytes.baseAddress
      count = bytes.count
      self.reads = reads
    }
  }
#endif

extension ByteView {
  /// Below 0, 0 or above it as the bytes come before `text`, are the same, or come behind it.
  func order(against text: StaticString) -> Int {
    for offset in 0..<min(text.utf8CodeUnitCount, count) where self[offset] != text.utf8Start[offset] {
      return Int(self[offset]) - Int(text.utf8Start[offset])
    }
    return count - text.utf8CodeUnitCount
  }

  /// Whether the bytes at `index` are `text`.
  func has(_ text: StaticString, at index: Int) -> Bool {
    guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where self[index + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Whether `text` is at this index, ignoring the case of ASCII letters. `text` must be lower case.
  func hasAnyCase(_ text: StaticString, at index: Int) -> Bool {
    guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where self[index + offset].lowercased != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Index of the first byte at or behind `index` that fails `test`, looking at `limit` bytes at most.
  @inline(__always)
  func end(from index: Int, limit: Int = .max, while test: (UInt8) -> Bool) -> Int {
    let stop = limit < count - index ? index + limit : count
    var at = index
    while at < stop, test(self[at]) { at += 1 }
    return at
  }

  /// Index of the first byte of the run of bytes before `index` that pass `test`, not below `floor`.
  @inline(__always)
  func start(before index: Int, floor: Int, while test: (UInt8) -> Bool) -> Int {
    var at = index
    while at > floor, test(self[at - 1]) { at -= 1 }
    return at
  }
}
