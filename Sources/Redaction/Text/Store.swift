internal import CMalloc

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Memory for views of a text. It grows, is reused from text to text, and is zeroed at its end, because it holds users'
/// texts. What nobody has written to is not even touched: the system provides such pages when they are. Much of it is
/// asked of the system by itself, and goes back there: freed among other blocks, it would stay with the process.
///
/// Sendable although it holds a pointer: it cannot be copied, so its memory has one owner at a time.
struct Store<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  private var memory: UnsafeMutableBufferPointer<Element>

  init() {
    memory = Self.zeros(0)
  }

  deinit {
    Self.end(memory)
  }

  var capacity: Int { memory.count }

  /// Makes room for `capacity` elements and keeps the first `kept`. What is behind them may be anything.
  mutating func reserve(_ capacity: Int, keeping kept: Int) {
    guard memory.count < capacity else { return }
    let larger = max(capacity, memory.count * 2, 256)
    if kept == 0 {
      // Not both at the same time.
      Self.end(memory)
      memory = Self.zeros(larger)
    } else if Self.isMapped(memory.count), let grown = Self.grown(memory, to: larger) {
      memory = grown
    } else {
      let old = memory
      memory = Self.zeros(larger)
      _ = memory.update(fromContentsOf: old[0..<kept])
      Self.end(old)
    }
  }

  /// Gives all memory back if it is more than `bytes`.
  mutating func trim(to bytes: Int) {
    guard memory.count * MemoryLayout<Element>.stride > bytes else { return }
    Self.end(memory)
    memory = Self.zeros(0)
  }

  /// Gives back what whole pages of a large store take that lie in `range`. Its elements are zero, or what they were.
  func release(_ range: Range<Int>) {
    #if os(Linux)
      guard Self.isMapped(memory.count), let start = memory.baseAddress else { return }
      let stride = MemoryLayout<Element>.stride
      let page = 4096
      let first = (range.lowerBound * stride + page - 1) / page * page
      let end = range.upperBound * stride / page * page
      guard first < end else { return }
      _ = madvise(UnsafeMutableRawPointer(start) + first, end - first, MADV_DONTNEED)
    #endif
  }

  /// The elements from `index` on, for C to write to; valid until the store grows.
  func pointer(at index: Int) -> UnsafeMutablePointer<Element>? {
    memory.baseAddress.map { $0 + index }
  }

  subscript(index: Int) -> Element {
    get { memory[index] }
    nonmutating set { memory[index] = newValue }
  }

  /// The elements of a range; valid until the store grows.
  func elements(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(rebasing: memory[range])
  }
}

extension Store {
  /// From this many bytes on, memory consists of pages of its own.
  private static var mappedBytes: Int { 2 << 20 }

  private static func isMapped(_ count: Int) -> Bool { count * MemoryLayout<Element>.stride >= mappedBytes }

  private static func zeros(_ count: Int) -> UnsafeMutableBufferPointer<Element> {
    guard let start = isMapped(count) ? pages(count) : calloc(max(count, 1), MemoryLayout<Element>.stride)
    else { preconditionFailure("no memory is left") }
    return UnsafeMutableBufferPointer(
      start: start.bindMemory(to: Element.self, capacity: count),
      count: count
    )
  }

  private static func pages(_ count: Int) -> UnsafeMutableRawPointer? {
    let size = count * MemoryLayout<Element>.stride
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    return start == MAP_FAILED ? nil : start
  }

  /// Moves the pages to another place, with further pages behind them. Nothing is copied, and no page exists twice.
  /// Nil if the system has no such call.
  private static func grown(
    _ memory: UnsafeMutableBufferPointer<Element>,
    to count: Int
  ) -> UnsafeMutableBufferPointer<Element>? {
    let stride = MemoryLayout<Element>.stride
    guard let moved = cmalloc_grow_pages(memory.baseAddress, memory.count * stride, count * stride)
    else { return nil }
    return UnsafeMutableBufferPointer(
      start: moved.bindMemory(to: Element.self, capacity: count),
      count: count
    )
  }

  private static func end(_ memory: UnsafeMutableBufferPointer<Element>) {
    if isMapped(memory.count) {
      // The system zeroes pages before anyone gets them.
      munmap(memory.baseAddress, memory.count * MemoryLayout<Element>.stride)
      return
    }
    wipe(UnsafeMutableRawBufferPointer(memory))
    free(memory.baseAddress)
  }

  /// Zeroes the pages that are not zero.
  private static func wipe(_ memory: UnsafeMutableRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    for offset in stride(from: 0, to: memory.count, by: 4096) {
      let page = start + offset
      let count = min(4096, memory.count - offset)
      let first = page.load(as: UInt8.self)
      if first == 0, memcmp(page, page + 1, count - 1) == 0 { continue }
      cmalloc_wipe(page, count)
    }
  }
}
