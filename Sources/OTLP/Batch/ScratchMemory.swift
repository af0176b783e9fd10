/// Memory that one worker writes its output to, batch after batch. Grows by doubling, never shrinks, is
/// not initialized.
public struct ScratchMemory: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  public init() {}

  deinit {
    memory.deallocate()
  }

  /// At least `count` bytes; what was there before is gone.
  public mutating func room(for count: Int) -> UnsafeMutableRawBufferPointer {
    if memory.count < count {
      let larger = max(count, 2 * memory.count)
      memory.deallocate()
      memory = .allocate(byteCount: larger, alignment: 16)
    }
    return memory
  }
}
