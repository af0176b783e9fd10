extension TokenForm {
  /// Whether a text of this form is no placeholder, such as `sk-ant-your-key-here` or `ghp_xxxxxxxxxxxx`.
  func isSecret(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard demand != .nothing else { return true }
    var look = TokenLook()
    var at = range.lowerBound
    for part in parts[firstOfValue...] where at < range.upperBound {
      switch part {
      case .text(let bytes): at += bytes.count
      case .run(let alphabet, let lengths):
        let end = min(
          text.end(from: at, limit: lengths.upperBound) { alphabet.contains($0) },
          range.upperBound
        )
        for index in at..<end { look.add(text[index]) }
        // What a form of two runs begins with may be a word: `scheduledUpdateGroupAction:8e86b655-...`.
        if demand == .mixed, at == range.lowerBound, look.isLikeWords { return false }
        at = end
      }
    }
    if look.isSecret(mixed: demand == .mixed, needsDigit: !hasCapitalsAlone) { return true }
    // Letters of one case alone are no words either, where no language has them in this order.
    return demand == .random && !look.isMask && ValueLook(text, range).isGibberish
  }

  private var hasCapitalsAlone: Bool {
    parts.contains { part in
      guard case .run(let alphabet, _) = part else { return false }
      return alphabet == .capitals
    }
  }
}

/// What the characters of a token look like together.
private struct TokenLook {
  private var seen: (UInt64, UInt64) = (0, 0)
  private var count = 0
  private var digits = 0
  private var capitals = 0
  private var small = 0
  /// Capital letters right behind small ones, which most words have none of.
  private var turns = 0
  private var repeated = 0
  private var hasMask = false
  private var last: UInt8 = 0

  /// A run of `x` that is this long is a mask. Such a run is rare by chance.
  private static let longestMask = 8

  mutating func add(_ byte: UInt8) {
    count += 1
    if byte < 64 { seen.0 |= 1 << UInt64(byte) } else { seen.1 |= 1 << UInt64(byte & 63) }
    if byte.isDigit {
      digits += 1
    } else if byte.isUppercase {
      capitals += 1
      if last.isLowercase { turns += 1 }
    } else if byte.isLowercase {
      small += 1
    }
    repeated = byte == last ? repeated + 1 : 1
    if repeated >= Self.longestMask, byte | 0x20 == UInt8(ascii: "x") { hasMask = true }
    last = byte
  }

  /// Whether it is letters with as few capitals as words that are written together have. One in 1,300 random texts of
  /// 24 letters has so few.
  var isLikeWords: Bool { digits == 0 && capitals * 6 <= count }

  /// Whether few characters are repeated, or one is for long.
  var isMask: Bool { hasMask || seen.0.nonzeroBitCount + seen.1.nonzeroBitCount < min(8, count / 2) }

  /// - Parameter needsDigit: Whether letters of one case alone are words.
  func isSecret(mixed: Bool, needsDigit: Bool) -> Bool {
    let different = seen.0.nonzeroBitCount + seen.1.nonzeroBitCount
    let isMixed = digits > 0 && capitals > 0 && small > 0
    // Few characters are a mask or a counter, unless they are of all kinds.
    guard !hasMask, isMixed || different >= min(5, max(2, count / 2)) else { return false }
    if mixed { return isMixed }
    return digits > 0 || turns > 0 || !needsDigit && small == 0
  }
}
