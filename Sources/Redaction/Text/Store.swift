/// Memory for views of a text. It grows, is reused from text to text, and is zeroed at its end, because it holds users'
/// texts.
///
/// Sendable although it holds a pointer: it cannot be copied, so its memory has one owner at a time.
struct Store<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  private var memory: UnsafeMutableBufferPointer<Element>
  private let zero: Element

  init(zero: Element) {
    self.zero = zero
    memory = .allocate(capacity: 0)
  }

  deinit {
    memory.update(repeating: zero)
    memory.deallocate()
  }

  var capacity: Int { memory.count }

  /// Makes room for `capacity` elements and keeps the first `kept`.
  mutating func reserve(_ capacity: Int, keeping kept: Int) {
    guard memory.count < capacity else { return }
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(capacity, memory.count * 2, 256))
    larger.initialize(repeating: zero)
    _ = larger.update(fromContentsOf: memory[0..<kept])
    memory.update(repeating: zero)
    memory.deallocate()
    memory = larger
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
