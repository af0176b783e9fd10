/// Finds any of many byte strings in one pass (Wu and Manber, 1994).
///
/// Most steps look at four bytes and skip as many as the shortest pattern allows, so that the receiver can
/// search everything that arrives and still keep up.
public struct PlantedSearch: Sendable {
  private struct Pattern {
    let bytes: [UInt8]
    let value: Int
  }

  /// Bytes of the block that decides how far to skip.
  private static let blockLength = 4

  private let patterns: [Pattern]
  /// Length of the shortest pattern: the window.
  private let window: Int
  private let shifts: [UInt8]
  /// Patterns by the hash of the last block of their window.
  private let buckets: [UInt16: [Int]]

  /// - Parameter forms: for each value the byte strings that stand for it, of at least four bytes each.
  public init(forms: [[[UInt8]]]) {
    patterns = forms.enumerated().flatMap { index, forms in forms.map { Pattern(bytes: $0, value: index) } }
    precondition(
      patterns.allSatisfy { $0.bytes.count >= Self.blockLength },
      "a pattern has at least four bytes"
    )
    let window = min(patterns.map(\.bytes.count).min() ?? Self.blockLength, 200)
    var shifts = [UInt8](repeating: UInt8(window - Self.blockLength + 1), count: 1 << 16)
    var buckets: [UInt16: [Int]] = [:]
    for (index, pattern) in patterns.enumerated() {
      for end in Self.blockLength...window {
        let hash = Self.hash(pattern.bytes.span.bytes, blockEndingAt: end)
        shifts[Int(hash)] = min(shifts[Int(hash)], UInt8(window - end))
        if end == window { buckets[hash, default: []].append(index) }
      }
    }
    self.window = window
    self.shifts = shifts
    self.buckets = buckets
  }

  public init(_ values: [PlantedValue]) {
    self.init(forms: values.map { $0.forms.map { Array($0.utf8) } })
  }

  /// Calls `found` with the index of the value for each occurrence of one of its forms.
  public func scan(_ text: Span<UInt8>, found: (Int) -> Void) {
    guard !patterns.isEmpty else { return }
    let bytes = text.bytes
    var end = window
    while end <= text.count {
      let hash = Self.hash(bytes, blockEndingAt: end)
      let shift = Int(shifts[Int(hash)])
      if shift == 0 {
        for index in buckets[hash] ?? [] where matches(patterns[index].bytes, text, at: end - window) {
          found(patterns[index].value)
        }
      }
      end += max(shift, 1)
    }
  }

  private func matches(_ pattern: [UInt8], _ text: Span<UInt8>, at start: Int) -> Bool {
    guard start + pattern.count <= text.count else { return false }
    for index in pattern.indices where text[start + index] != pattern[index] {
      return false
    }
    return true
  }

  private static func hash(_ bytes: RawSpan, blockEndingAt end: Int) -> UInt16 {
    let block = bytes.unsafeLoadUnaligned(fromByteOffset: end - blockLength, as: UInt32.self)
    return UInt16(truncatingIfNeeded: (block &* 0x9E37_79B1) >> 16)
  }
}
