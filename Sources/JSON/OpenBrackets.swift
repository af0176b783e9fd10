/// What each bracket that is open was, the innermost last: a bit each, so that what is nested as deeply as it has bytes
/// takes an eighth of them.
struct OpenBrackets {
  /// The last ones, the innermost in the lowest bit.
  private var word: UInt64 = 0
  /// Those before them, in full words.
  private var words: [UInt64] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Whether the innermost is an object's; it must not be empty.
  var isObject: Bool { word & 1 == 1 }

  mutating func open(isObject: Bool) {
    if count > 0, count % 64 == 0 { words.append(word) }
    word = word << 1 | (isObject ? 1 : 0)
    count += 1
  }

  mutating func close() {
    count -= 1
    word >>= 1
    if count % 64 == 0, let before = words.popLast() { word = before }
  }
}
