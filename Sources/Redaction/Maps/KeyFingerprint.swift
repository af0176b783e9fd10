/// 128 bits that stand for two texts. No two pairs of different texts have the same ones, in all likelihood: who chooses
/// the texts does not know the seed, which is the process's own.
struct KeyFingerprint: Hashable, Sendable {
  private let low: Int
  private let high: Int

  init(of first: Span<UInt8>, and second: Span<UInt8>) {
    low = Self.half(0, first, second)
    high = Self.half(1, first, second)
  }

  /// 64 bits of one text, for what chance may do no harm to.
  static func short(of text: Span<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(text)
    return hasher.finalize()
  }

  private static func half(_ number: UInt8, _ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(number)
    // Where the one ends and the other begins counts, too.
    hasher.combine(first.count)
    hasher.combine(first)
    hasher.combine(second)
    return hasher.finalize()
  }
}

extension Hasher {
  fileprivate mutating func combine(_ text: Span<UInt8>) {
    text.withUnsafeBytes { combine(bytes: $0) }
  }
}
