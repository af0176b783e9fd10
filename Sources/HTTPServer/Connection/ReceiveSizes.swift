import NIOCore

/// How many bytes are asked for at a time. A buffer lives no longer than what was read into it.
///
/// NIO's own allocators keep a buffer for each connection, idle or not: of 64 KB each, ten thousand connections that
/// have sent one byte would hold 640 MB. A connection begins with little; large reads, of a size that makes a copy of
/// a megabyte cost what it costs in C, are for those that fill smaller ones.
struct ReceiveSizes: RecvByteBufferAllocator {
  private static let sizes = [4 << 10, 64 << 10, 256 << 10]

  /// Never more than a connection begins with.
  static let smallest = ReceiveSizes(largestStep: 0)

  private let largestStep: Int
  private var step = 0
  /// Reads one after the other that would have fit into the next smaller size.
  private var smallReads = 0

  init() { self.init(largestStep: Self.sizes.count - 1) }

  private init(largestStep: Int) { self.largestStep = largestStep }

  var next: Int { Self.sizes[step] }

  func buffer(allocator: ByteBufferAllocator) -> ByteBuffer { allocator.buffer(capacity: next) }

  /// No buffer is kept for the next read.
  func nextBufferSize() -> Int? { nil }

  mutating func record(actualReadBytes: Int) -> Bool {
    if actualReadBytes >= next {
      step = min(step + 1, largestStep)
      smallReads = 0
    } else if step > 0, actualReadBytes <= Self.sizes[step - 1] {
      smallReads += 1
      if smallReads == 4 { (step, smallReads) = (step - 1, 0) }
    } else {
      smallReads = 0
    }
    // The next one may be larger: a new one is made in any case.
    return true
  }
}
