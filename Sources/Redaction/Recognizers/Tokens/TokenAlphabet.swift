/// The ASCII characters that a part of a token is made of.
struct TokenAlphabet: Sendable, Equatable {
  /// The letter that stands for it in the table of forms.
  let name: Character
  private let low: UInt64
  private let high: UInt64

  /// Makes an alphabet from `characters`. In it `A` stands for all capital letters, `a` for all small ones, `0` for
  /// all digits, and `f` for the letters of hexadecimal digits in either case.
  private init(_ name: Character, _ characters: String) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    func add(_ byte: UInt8) {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }
    for character in characters.utf8 {
      switch character {
      case UInt8(ascii: "A"): (UInt8(ascii: "A")...UInt8(ascii: "Z")).forEach(add)
      case UInt8(ascii: "a"): (UInt8(ascii: "a")...UInt8(ascii: "z")).forEach(add)
      case UInt8(ascii: "0"): (UInt8(ascii: "0")...UInt8(ascii: "9")).forEach(add)
      case UInt8(ascii: "f"): "abcdefABCDEF".utf8.forEach(add)
      default: add(character)
      }
    }
    (self.name, self.low, self.high) = (name, low, high)
  }

  private init(_ name: Character, _ characters: String, without others: String) {
    let (all, left) = (TokenAlphabet(name, characters), TokenAlphabet(name, others.utf8))
    (self.name, low, high) = (name, all.low & ~left.low, all.high & ~left.high)
  }

  /// Makes an alphabet from these bytes. None of them stands for others.
  init(_ name: Character, _ bytes: some Sequence<UInt8>) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }
    (self.name, self.low, self.high) = (name, low, high)
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }

  /// Whether all of it is in `other`.
  func isWithin(_ other: TokenAlphabet) -> Bool { low & ~other.low == 0 && high & ~other.high == 0 }

  /// What the table writes in braces.
  static let all: [TokenAlphabet] = [
    digits, TokenAlphabet("h", "0f"), TokenAlphabet("l", "a0"), capitals, alphanumeric,
    TokenAlphabet("w", "Aa0_"),
    TokenAlphabet("t", "Aa0_-"), TokenAlphabet("p", "Aa0_-."), TokenAlphabet("e", "Aa0_-="),
    TokenAlphabet("x", "Aa0_-.="), TokenAlphabet("b", "Aa0+/"), TokenAlphabet("m", "Aa0+/="),
    TokenAlphabet("s", "Aa0+/_-"), TokenAlphabet("y", "Aa0+/_-.="), TokenAlphabet("v", "Aa0_-.~"),
    TokenAlphabet("q", "Aa0%"),
    // Of base 58.
    TokenAlphabet("z", "Aa0", without: "0OIl"),
  ]

  static let digits = TokenAlphabet("d", "0")
  static let capitals = TokenAlphabet("u", "A0")
  static let alphanumeric = TokenAlphabet("a", "Aa0")

  /// What a word is made of in which the scanner looks for prefixes.
  static let ofPrefixes = TokenAlphabet("-", "Aa0.-_+/=?;[]")
}
