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
        look.endRun()
        // What a form of two runs begins with may be a word: `scheduledUpdateGroupAction:8e86b655-...`.
        if demand == .mixed, at == range.lowerBound, look.isLikeWords { return false }
        at = end
      }
    }
    if look.isPath { return false }
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
  private var words = TokenWords()

  /// A run of `x` that is this long is a mask. Such a run is rare by chance.
  private static let longestMask = 8

  mutating func add(_ byte: UInt8) {
    count += 1
    words.add(byte)
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

  mutating func endRun() { words.end() }

  /// Whether all of it is words and short numbers with marks between, as in `container/test/Jamfile.v2`.
  var isPath: Bool { words.isPath }

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

/// The words that a token may be made of: small letters, behind a capital or not, with a digit or two behind them; capitals
/// alone; or a number of four digits at most. Marks of paths and names stand between.
private struct TokenWords {
  private enum State {
    case start, capital, small, capitals, behindLetters, number, none
  }

  private var state = State.start
  private var digits = 0
  private var marks = 0
  private var letters = 0

  /// Whether a mark stands among words, and nothing else.
  var isPath: Bool { state != .none && marks > 0 && letters >= 8 }

  /// Nothing is known of how the next run goes on from this one.
  mutating func end() {
    if state != .none { state = .start }
  }

  mutating func add(_ byte: UInt8) {
    guard state != .none else { return }
    if byte.isDigit {
      digits = state == .behindLetters || state == .number ? digits + 1 : 1
      let isShort = state == .start || state == .number ? digits <= 4 : digits <= 2
      state = !isShort ? .none : state == .start || state == .number ? .number : .behindLetters
    } else if byte.isLowercase {
      letters += 1
      switch state {
      case .start, .capital, .small: state = .small
      default: state = .none
      }
    } else if byte.isUppercase {
      letters += 1
      switch state {
      case .start: state = .capital
      case .capital, .capitals: state = .capitals
      default: state = .none
      }
    } else {
      marks += 1
      let isMark =
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
      state = isMark && state != .start ? .start : .none
    }
  }
}
