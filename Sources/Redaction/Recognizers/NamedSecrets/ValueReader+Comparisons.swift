// Names that are compared with a value, or stand beside one in an expression.
extension ValueReader {
  /// `!=`, `!==`, `<>`, `||`, `||=`, `.=`, and the words for them: `or`, `eq`, `-ne`.
  func isOperator(_ at: Int) -> Bool { endOfOperator(at) != nil }

  private func endOfOperator(_ at: Int) -> Int? {
    switch text[at] {
    case UInt8(ascii: "!"):
      guard text[at + 1] == UInt8(ascii: "=") || text[at + 1] == UInt8(ascii: "~") else { return nil }
      return text.end(from: at + 1, limit: 2) { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "~") }
    case UInt8(ascii: "<"): return text[at + 1] == UInt8(ascii: ">") ? at + 2 : nil
    case UInt8(ascii: "|"), UInt8(ascii: "&"):
      guard text[at + 1] == text[at] else { return nil }
      return text[at + 2] == UInt8(ascii: "=") ? at + 3 : at + 2
    case UInt8(ascii: "."): return text[at + 1] == UInt8(ascii: "=") ? at + 2 : nil
    case UInt8(ascii: "?") where text.has("??", at: at) && text[at + 2] != UInt8(ascii: "="): return at + 2
    case UInt8(ascii: "?") where text[at + 1].isBlank && text[at - 1].isBlank: return at + 1
    case UInt8(ascii: "-"), UInt8(ascii: "o"), UInt8(ascii: "e"), UInt8(ascii: "n"), UInt8(ascii: "l"),
      UInt8(ascii: "L"), UInt8(ascii: "i"), UInt8(ascii: "I"):
      guard text[at - 1].isBlank else { return nil }
      let first = text[at] == UInt8(ascii: "-") ? at + 1 : at
      let end = text.end(from: first, limit: 8) { $0.isLetter }
      return text[end].isBlank && Self.operators.contains(text, first..<end) ? end : nil
    default: return nil
    }
  }

  private static let operators = WordSet([
    "or", "eq", "ne", "ceq", "cne", "ieq", "ine", "like", "notlike", "in",
  ])

  /// The literal behind an operator.
  func readCompared(_ start: Int, _ body: (SecretValue) -> Bool) {
    guard let end = endOfOperator(start) else { return }
    var at = text.end(from: end, limit: 8) { $0.isBlank }
    if text[at] == UInt8(ascii: "("), text[at + 1].isQuote { at += 1 }
    if text[at].isLetter, text[at + 1].isQuote { at += 1 }
    guard text[at].isQuote else { return }
    // A condition has two branches, of which words are none.
    readLiteral(at, .loose, body)
  }

  /// The literal that the name is compared with and stands behind: `"VALUE" == password`, `"VALUE".equals(password)`.
  func readComparedLiteral(isQuoted: Bool, _ body: (SecretValue) -> Bool) {
    guard !isQuoted, let end = endOfComparedLiteral, end > floor + 1 else { return }
    let quote = text[end]
    let start = text.start(before: end, floor: max(floor, end - SecretValue.preview)) {
      $0 != quote && !$0.isLineEnd
    }
    guard start > floor, text[start - 1] == quote, end > start else { return }
    _ = body(SecretValue(range: start..<end, form: .loose, closing: quote))
  }

  /// Index of the mark that closes a literal before the name.
  private var endOfComparedLiteral: Int? {
    var at = name.lowerBound
    if text[at - 1] == UInt8(ascii: "(") {
      guard text.hasAnyCase("equals", endingAt: at - 1) || text.hasAnyCase("case", endingAt: at - 1) else {
        return nil
      }
      at = text.start(before: at - 1, floor: max(floor, at - 20)) { $0.isLetter }
      return text[at - 1] == UInt8(ascii: ".") && text[at - 2].isQuote ? at - 2 : nil
    }
    at = text.start(before: at, floor: max(floor, at - 2)) { $0 == UInt8(ascii: "$") || $0.isBlank }
    guard text[at - 1] == UInt8(ascii: "="),
      text[at - 2] == UInt8(ascii: "=") || text[at - 2] == UInt8(ascii: "!")
    else { return nil }
    at = text.start(before: at - 1, floor: max(floor, at - 3)) {
      $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "!")
    }
    at = text.start(before: at, floor: max(floor, at - 2)) { $0.isBlank }
    return text[at - 1].isQuote ? at - 1 : nil
  }

  /// Whether the name is the first of two literals of a condition, `? "PASS" : "FAIL"`.
  var isBranch: Bool {
    guard text[name.lowerBound - 1].isQuote else { return false }
    let before = text.start(before: name.lowerBound - 1, floor: max(floor, name.lowerBound - 4)) {
      $0.isBlank
    }
    return text[before - 1] == UInt8(ascii: "?")
  }

  /// `expect(password).toBe("VALUE")`
  func readExpected(_ start: Int, _ body: (SecretValue) -> Bool) {
    guard text[start + 1] == UInt8(ascii: "."), text[name.lowerBound - 1] == UInt8(ascii: "(") else { return }
    let end = text.end(from: start + 2, limit: 24) { $0.isLetter || $0 == UInt8(ascii: ".") }
    guard text[end] == UInt8(ascii: "("), text[end + 1].isQuote,
      Self.expectations.contains(text, text.start(before: end, floor: start + 2, while: \.isLetter)..<end)
    else { return }
    readLiteral(end + 1, .loose, body)
  }

  private static let expectations = WordSet([
    "tobe", "toequal", "tostrictequal", "isequalto", "equal", "equals", "eql", "eq", "is", "beequalto",
    "shouldbe",
  ])

  /// `strcmp(password, "VALUE")`
  func readCompared(behindComma start: Int, _ body: (SecretValue) -> Bool) -> Bool {
    guard text[name.lowerBound - 1] == UInt8(ascii: "(") else { return false }
    let end = name.lowerBound - 1
    let isCompared = ["cmp", "casecmp", "equals", "equal", "compare", "hash_equals"].contains {
      text.hasAnyCase($0, endingAt: end)
    }
    let value = text.end(from: start, limit: 4) { $0.isBlank }
    guard isCompared, text[value].isQuote else { return false }
    readLiteral(value, .loose, body)
    return true
  }

  /// `secret.assign("VALUE", 17)`, `token.equals("VALUE")`
  func isAssignment(_ word: Range<Int>) -> Bool { Self.assignments.holds(word, of: text) }

  private static let assignments = NameWords(["assign", "append", "equals", "case", "compare", "eq"])
}
