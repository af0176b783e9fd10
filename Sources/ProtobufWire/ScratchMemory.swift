/// Memory that one worker writes its output to, batch after batch. Grows by doubling, never shrinks, is
/// not initialized.
@usableFromInline package struct ScratchMemory: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  package init() {}

  deinit {
    memory.deallocate()
  }

  /// Memory for at least `count` bytes. The previous content is lost.
  package mutating func room(for count: Int) -> UnsafeMutableRawBufferPointer {
    if memory.count < count {
      let larger = max(count, 2 * memory.count)
      memory.deallocate()
      memory = .allocate(byteCount: larger, alignment: 16)
    }
    return memory
  }

  /// Makes it at least `count` bytes large, and keeps the first `kept` bytes. The memory they were in is wiped.
  package mutating func grow(to count: Int, keeping kept: Int) {
    guard memory.count < count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count, 2 * memory.count),
      alignment: 16
    )
    let old = UnsafeMutableRawBufferPointer(rebasing: memory[..<kept])
    larger.copyMemory(from: UnsafeRawBufferPointer(old))
    Wiping.wipe(old)
    memory.deallocate()
    memory = larger
  }

  package var capacity: Int { memory.count }

  /// The beginning; nil when there is no room at all.
  package var start: UnsafeMutablePointer<UInt8>? { memory.baseAddress?.assumingMemoryBound(to: UInt8.self) }

  /// Bytes from the beginning on, good until the next use.
  package func prefix(_ count: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
  }
}
