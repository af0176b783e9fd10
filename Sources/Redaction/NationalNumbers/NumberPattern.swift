/// The language in which `NationalNumber` says how a number is written.
///
/// `#` is a digit, `@` a letter, `*` either, `[2-6A]` one of a choice, `Ü` one of `ÄÖÜ`. Any other character stands
/// for itself: capital letters, digits, space and `-./:_+()`. `{3}`, `{1,3}` and `?` repeat what stands before. A group
/// of alternatives does not exist: that is another pattern.
enum NumberPattern {
  /// Which characters may stand at a place: a bit for each code of `code(of:)`.
  typealias Choice = UInt64

  static let digits: Choice = (1 << 10) - 1
  static let letters: Choice = ((1 << 26) - 1) << 10

  /// 0 to 35 for digits and letters in either case, more for joints and the bytes of umlauts; nil for all others.
  static func code(of byte: UInt8) -> Int? {
    if byte.isDigit { return byte.digitValue }
    if byte.isLetter { return Int(byte | 0x20) - 0x61 + 10 }
    switch byte {
    case 0x20: return 36
    case 0x2D: return 37
    case 0x2E: return 38
    case 0x2F: return 39
    case 0x3A: return 40
    case 0x5F: return 41
    case 0x2B: return 42
    case 0xC3: return 43
    case 0x28: return 45
    case 0x29: return 46
    case 0x84, 0x96, 0x9C, 0xA4, 0xB6, 0xBC: return 44
    default: return nil
    }
  }

  /// All rows of choices that a pattern stands for. Patterns are the program's own: a mistake in one is a
  /// precondition.
  static func expand(_ pattern: String) -> [[Choice]] {
    var rows: [[Choice]] = [[]]
    var rest = pattern.unicodeScalars[...]
    while !rest.isEmpty {
      let element = takeElement(&rest)
      let times = takeTimes(&rest)
      rows = rows.flatMap { row in
        times.map { count in row + Array(repeatElement(element, count: count).joined()) }
      }
    }
    return rows
  }

  private static func takeElement(_ rest: inout Substring.UnicodeScalarView) -> [Choice] {
    let first = rest.removeFirst()
    switch first {
    case "#": return [digits]
    case "@": return [letters]
    case "*": return [digits | letters]
    case "Ü": return [1 << 43, 1 << 44]
    case "[":
      var choice: Choice = 0
      while let next = rest.first, next != "]" {
        rest.removeFirst()
        let low = codeOfPattern(next)
        if rest.first == "-", rest.dropFirst().first != "]" {
          rest.removeFirst()
          for code in low...codeOfPattern(rest.removeFirst()) { choice |= 1 << Choice(code) }
        } else {
          choice |= 1 << Choice(low)
        }
      }
      rest.removeFirst()
      return [choice]
    default: return [1 << Choice(codeOfPattern(first))]
    }
  }

  /// How often an element stands: once, unless something says otherwise.
  private static func takeTimes(_ rest: inout Substring.UnicodeScalarView) -> ClosedRange<Int> {
    if rest.first == "?" {
      rest.removeFirst()
      return 0...1
    }
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return 1...1 }
    let numbers = String(rest[rest.index(after: rest.startIndex)..<end]).split(separator: ",").compactMap {
      Int($0)
    }
    rest = rest[rest.index(after: end)...]
    precondition(!numbers.isEmpty && numbers[0] <= numbers[numbers.count - 1], "a pattern of a number")
    return numbers[0]...numbers[numbers.count - 1]
  }

  private static func codeOfPattern(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.isASCII, let code = code(of: UInt8(scalar.value)) else {
      preconditionFailure("no pattern of a number has \(scalar)")
    }
    return code
  }
}
