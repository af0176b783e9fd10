import NIOCore
import Testing

@testable import HTTPServer

@Suite("Sizes of reads")
struct ReceiveSizesTests {
  @Test("A connection begins with little, and asks for more as it fills that")
  func growth() {
    var sizes = ReceiveSizes()
    #expect(sizes.next == 4 << 10)
    _ = sizes.record(actualReadBytes: 4 << 10)
    #expect(sizes.next == 64 << 10)
    for _ in 0..<3 { _ = sizes.record(actualReadBytes: sizes.next) }
    #expect(sizes.next == 256 << 10)
  }

  @Test("It asks for less once it sends less, not at the small end of each large body")
  func decline() {
    var sizes = ReceiveSizes()
    _ = sizes.record(actualReadBytes: 4 << 10)
    for _ in 0..<10 {
      for _ in 0..<3 { _ = sizes.record(actualReadBytes: 100) }
      _ = sizes.record(actualReadBytes: 5 << 10)
    }
    #expect(sizes.next == 64 << 10)
    for _ in 0..<4 { _ = sizes.record(actualReadBytes: 100) }
    #expect(sizes.next == 4 << 10)
  }

  @Test("Who sends requests in front of each other's answers is read in small pieces")
  func smallest() {
    var sizes = ReceiveSizes.smallest
    for _ in 0..<3 { _ = sizes.record(actualReadBytes: sizes.next) }
    #expect(sizes.next == 4 << 10)
  }

  @Test("What was read is not kept for the next read, but for a small first buffer")
  func release() {
    var pool = NIOPooledRecvBufferAllocator(capacity: 1, recvAllocator: ReceiveSizes())
    let sizes = [4 << 10, 64 << 10, 256 << 10].map { count in
      let (buffer, _) = pool.buffer(allocator: ByteBufferAllocator()) {
        $0.writeRepeatingByte(0, count: count)
      }
      pool.record(actualReadBytes: count)
      return buffer.storageCapacity
    }
    #expect(sizes == [4 << 10, 64 << 10, 256 << 10])
    // With a known size the pool would hand out, and keep, a buffer that has grown to it.
    #expect(pool.recvAllocator.nextBufferSize() == nil)
  }
}
