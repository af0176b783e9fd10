/// A deterministic random source (xoshiro256**, seeded through SplitMix64).
///
/// The same seed gives the same workload on every machine and with every compiler, which is why it draws
/// bounded numbers itself: what the standard library's `random(in:using:)` makes of the bits may change
/// between versions.
public struct SeededRandom: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var mixer = seed
    func word() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      return BitMixer.mix(mixer)
    }
    state = (word(), word(), word(), word())
  }

  /// 64 uniformly distributed bits.
  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number in `0 ..< bound`. The bound must be positive.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a bound must be positive")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in the closed range.
  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// A number in `0 ..< 1`, with 53 random bits.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// One element of a collection that must not be empty.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// `count` characters of an alphabet that must not be empty.
  public mutating func text(of alphabet: [Character], count: Int) -> String {
    String((0..<count).map { _ in pick(alphabet) })
  }
}

/// The finalizer of SplitMix64 and its inverse: a bijection of 64-bit words that looks random.
///
/// Constants: Stafford's variant 13, as in Java's SplittableRandom; the inverse uses the modular inverses of
/// both factors.
enum BitMixer {
  static func mix(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  static func unmix(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 31) ^ (word >> 62)) &* 0x3196_42B2_D24D_8EC3
    word = (word ^ (word >> 27) ^ (word >> 54)) &* 0x96DE_1B17_3F11_9089
    return word ^ (word >> 30) ^ (word >> 60)
  }
}
