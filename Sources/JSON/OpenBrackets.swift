/// The kind of each open bracket, the innermost last. Each takes one bit, so that even a document of brackets alone
/// takes an eighth of its bytes.
struct OpenBrackets {
  /// The last ones, the innermost in the lowest bit.
  private var word: UInt64 = 0
  /// The brackets before them, in full words.
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
