import JSON

/// Texts that MLflow's client has cut: previews at 1000 characters, metadata at 250, tags at 4096, most with `...` at
/// the end.
///
/// No recognizer finds a value of which only the beginning is left. So everything at the cut that may be such a value
/// is removed.
enum CutText {
  static let preview = [250, 1000, 10_000]
  static let metadata = [250]
  static let tag = [4096]

  /// Digits in groups, at most, such as those of cards and accounts.
  private static let maximumGroups = 16
  /// A script without blanks goes on in clear behind so many characters.
  private static let maximumLetters = 64

  /// - Parameter lengths: In characters, as Python counts them.
  /// - Returns: With a stand-in where nothing else is left. Nil where the text is not cut, or ends in what begins no value.
  static func trimmed(_ text: String, cutAt lengths: [Int]) -> String? {
    guard text.utf8.count >= lengths[0], lengths.contains(text.unicodeScalars.count) else { return nil }
    let mark = text.hasSuffix("...") ? "..." : ""
    let scalars = Array(text.unicodeScalars.dropLast(mark.count))
    let end = endOfWhole(scalars)
    guard end < scalars.count else { return nil }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: scalars[..<end])
    return (kept.allSatisfy(\.properties.isWhitespace) ? "<REDACTED>" : String(kept)) + mark
  }

  /// Where what may be the beginning of a value begins.
  private static func endOfWhole(_ text: [UnicodeScalar]) -> Int {
    var end = startOfWord(text, before: text.count)
    if end < text.count, !mayBeValue(text[end...]), !isLabeled(text, at: end) { return text.count }
    for _ in 0..<maximumGroups {
      var last = end
      while last > 0, text[last - 1].properties.isWhitespace || "()".unicodeScalars.contains(text[last - 1]) {
        last -= 1
      }
      let start = startOfWord(text, before: last)
      guard start < last, isGroup(text[start..<last]) else { break }
      end = start
    }
    return end
  }

  private static func startOfWord(_ text: [UnicodeScalar], before end: Int) -> Int {
    var start = end
    while start > 0, !isBoundary(text[start - 1]) {
      if end - start >= maximumLetters, text[start - 1].value >= 0x2E80 { break }
      start -= 1
    }
    return start
  }

  private static func isBoundary(_ scalar: UnicodeScalar) -> Bool {
    scalar.properties.isWhitespace || #""'`\(){}[]<>,;"#.unicodeScalars.contains(scalar)
  }

  /// Anything but a word of some language.
  private static func mayBeValue(_ word: ArraySlice<UnicodeScalar>) -> Bool {
    word.count > 24 || !word.allSatisfy(\.properties.isAlphabetic)
      || word.dropFirst().contains(where: \.properties.isUppercase)
      || word.allSatisfy(\.properties.isUppercase)
  }

  /// Whether the name of something secret stands before it, as in `password: hunter`.
  private static func isLabeled(_ text: [UnicodeScalar], at start: Int) -> Bool {
    let before = text[..<start].reversed().drop { isBoundary($0) }
    guard before.first == ":" || before.first == "=" else { return false }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: before.dropFirst().drop { isBoundary($0) }.prefix { !isBoundary($0) }.reversed())
    let label = String(name).lowercased()
    return secrets.contains { label.contains($0) }
  }

  private static let secrets = ["pass", "pwd", "secret", "token", "key", "pin", "credential", "auth"]

  /// `4111`, `+1`, `(212)`, `GB29`, `NWBK`
  private static func isGroup(_ word: ArraySlice<UnicodeScalar>) -> Bool {
    word.count <= 12
      && word.allSatisfy { scalar in
        switch scalar {
        case "0"..."9", "A"..."Z", "+", "-", ".", "/": true
        default: false
        }
      }
  }
}

extension JSONValue {
  /// Removes what may be the beginning of a value, where the text was cut.
  mutating func trim(cutAt lengths: [Int]) {
    if let text, let trimmed = CutText.trimmed(text, cutAt: lengths) { self = .string(trimmed) }
  }
}
