/// What a value is made of: of a longer one, what its first bytes are.
struct ValueLook {
  private(set) var count = 0
  private(set) var digits = 0
  private(set) var uppercase = 0
  private(set) var lowercase = 0
  private(set) var nonASCII = 0
  private(set) var blanks = 0
  /// All other bytes.
  private(set) var marks = 0
  private(set) var backslashes = 0
  /// Marks that words, paths and code do without.
  private(set) var secretMarks = 0
  /// Those of the marks with something on either side.
  private(set) var innerMarks = 0
  /// Runs of letters as words are made of, a capital and small letters, and runs of digits.
  private(set) var letterPieces = 0
  private(set) var digitPieces = 0
  private(set) var longestDigits = 0
  /// Capital letters that follow a small one.
  private(set) var humps = 0
  /// Pairs of neighbouring letters, and those among them that languages seldom have.
  private(set) var pairs = 0
  private(set) var rarePairs = 0
  private(set) var hexDigits = 0
  /// Whether a single small letter stands between capitals, which words of programs avoid.
  var isIrregular: Bool { irregularities > 0 }
  /// Whether a small letter follows a digit: in names of programs a new word has a capital there.
  private(set) var isMixed = false

  private var lowercaseRun = 0
  private var isBehindCapital = false
  private var irregularities = 0

  static let limit = SecretValue.preview

  init(_ text: ByteView, _ range: Range<Int>) {
    count = min(range.count, Self.limit)
    var before: UInt8 = 0
    var digitRun = 0
    for index in range.lowerBound..<range.lowerBound + count {
      let byte = text[index]
      if byte.isDigit {
        digits += 1
        if digitRun == 0 { digitPieces += 1 }
        digitRun += 1
        longestDigits = max(longestDigits, digitRun)
        lowercaseRun = 0
      } else {
        digitRun = 0
        if byte.isLetter {
          addLetter(byte, behind: before)
        } else {
          lowercaseRun = 0
          addMark(byte, isInside: index > range.lowerBound && index + 1 < range.upperBound)
        }
      }
      before = byte
    }
    hexDigits += digits
  }

  private mutating func addMark(_ byte: UInt8, isInside: Bool) {
    if byte.isNonASCII {
      nonASCII += 1
    } else if byte.isWhitespace {
      blanks += 1
    } else {
      marks += 1
      if byte == UInt8(ascii: "\\") { backslashes += 1 }
      if byte.isSecretMark {
        secretMarks += 1
        if isInside { innerMarks += 1 }
      }
    }
  }

  @inline(__always)
  private mutating func addLetter(_ byte: UInt8, behind before: UInt8) {
    if byte.isHexDigit { hexDigits += 1 }
    if byte.isUppercase {
      uppercase += 1
      if before.isLowercase || before.isDigit { humps += 1 }
      if before.isLowercase, lowercaseRun == 1, isBehindCapital { irregularities += 1 }
      if !before.isUppercase { letterPieces += 1 }
      lowercaseRun = 0
    } else {
      lowercase += 1
      if before.isDigit { isMixed = true }
      if !before.isLetter { letterPieces += 1 }
      if lowercaseRun == 0 { isBehindCapital = before.isUppercase }
      lowercaseRun += 1
    }
    guard before.isLetter, before.isUppercase == byte.isUppercase || before.isUppercase else { return }
    pairs += 1
    if LetterPairs.isRare(before, byte) { rarePairs += 1 }
  }

  var letters: Int { uppercase + lowercase }
  var alphanumerics: Int { letters + digits }

  /// Nothing but letters: a word, or what looks like one.
  var isWord: Bool { letters + nonASCII == count }

  /// Whether these are letters that no language puts in this order.
  var isGibberish: Bool {
    if letters >= 12, humps >= 2 {
      if humps * 4 > letters || irregularities > 1 || (irregularities == 1 && humps * 6 > letters) {
        return true
      }
    }
    if pairs >= 6, rarePairs * 2 >= pairs { return true }
    return pairs >= 12 && rarePairs * (pairs < 16 ? 3 : 4) >= pairs
  }

  /// Whether capitals and small letters alternate as in no name of a program.
  var isScrambled: Bool {
    guard letters >= 8, uppercase >= 2, lowercase > 0 else { return false }
    return isIrregular || (letters >= 10 && 10 * letters < 32 * letterPieces)
      || (pairs >= 5 && rarePairs * 5 >= pairs * 2)
  }

  /// Capitals, small letters and several digits, as a name of a variable seldom has.
  var isChosen: Bool { uppercase > 0 && lowercase > 1 && digits > 2 && blanks == 0 }

  /// Words of four letters and more, as in Qwen2TokenizerFast, with a short number here and there.
  var isWordy: Bool {
    secretMarks == 0 && !isMixed && !isIrregular && lowercase > uppercase && longestDigits <= 3 && digits <= 4
      && letters >= 4 * letterPieces
      && humps > 0 && !isGibberish
  }

  /// Whether a program made it: digits among letters, or letters in no order of a language.
  var looksRandom: Bool {
    guard alphanumerics >= 8 else { return false }
    if hexDigits == count, count >= 16, digits > 0, letters > 0 { return true }
    if digits == 0 { return isGibberish }
    guard letters > 1 || (letters == 1 && count >= 16) else { return false }
    return !isWordy
  }
}

extension UInt8 {
  fileprivate var isSecretMark: Bool {
    switch self {
    case UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "^"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "~"),
      UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: ";"):
      true
    default: false
    }
  }
}

/// Pairs of letters that make up less than one in 2,500 pairs of the words in software's documentation, most of it English.
enum LetterPairs {
  /// A bit for each second letter, by the first letter.
  private static let rare: [UInt32] = [
    0x2014280, 0x2e9b4e0, 0x2e1a242, 0x3e996c0, 0x2000200, 0x2e1b6ce, 0x3e9862e, 0x3e1beee, 0x1510380,
    0x3ffffee, 0x3fbbeee, 0x2c336c2, 0x3eb26ec, 0x2c31282, 0x3810280, 0x2e1366e, 0x3efffff, 0x2c10280,
    0x2e3024a, 0x2a10642, 0x3f14680, 0x3ffbeee, 0x3f99e6e, 0x3f77eeb, 0x3f346ee, 0x3fffeee,
  ]

  static func isRare(_ first: UInt8, _ second: UInt8) -> Bool {
    let (first, second) = (first | 0x20, second | 0x20)
    return rare[Int(first) - 0x61] >> UInt32(second - 0x61) & 1 == 1
  }
}
