/// The words of one recognizer that raise the score of a match, and those that lower it.
///
/// Presidio's rule: a match whose context holds one of them gains 0.35, and is worth 0.4 at least. The
/// context is the five words in front of it and the key of the value. Words are compared whole, so `public`
/// does not count as `lic`. A plural counts as its singular, and `customerSSN` and `customer_ssn` contain `ssn`.
/// Two words with a space between are a phrase: both must occur, one after the other.
///
/// If the key of a value ends in an opposing word, such as `phone_id` or `service.version`, a match of the whole
/// value does not count.
///
/// Shared by all workers: as a value it would be copied with all of its sets for each match.
final class ContextWords: Sendable {
  static let boost: Float = 0.35
  static let minimumScore: Float = 0.4

  private let words: WordSet
  /// Last words of phrases, and the first words of each.
  private let phrases: [(last: WordSet, first: WordSet)]
  /// The last words of all phrases.
  private let phraseEnds: WordSet
  private let opposing: WordSet

  init(_ words: [String], opposing: [String] = []) {
    self.words = WordSet(words.filter { !$0.contains(" ") })
    phrases = words.filter { $0.contains(" ") }.map { phrase in
      let parts = phrase.split(separator: " ").map(String.init)
      return (WordSet([parts[1]]), WordSet([parts[0]]))
    }
    phraseEnds = WordSet(words.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
    self.opposing = WordSet(opposing)
  }

  private var isEmpty: Bool { words.isEmpty && phrases.isEmpty }

  /// The score of a match that starts at `start`, raised if its context asks for it.
  func score(_ score: Float, in text: ByteView, before start: Int, key: ByteView) -> Float {
    guard score < 1 else { return score }
    if start == 0, isOpposed(by: key) { return 0 }
    guard !isEmpty, holdsWord(text, before: start) || holdsWord(key, before: key.count) else { return score }
    return min(1, max(score + ContextWords.boost, ContextWords.minimumScore))
  }

  private func isOpposed(by key: ByteView) -> Bool {
    guard !opposing.isEmpty, key.count > 0 else { return false }
    var walk = WordWalk(key, before: key.count)
    return walk.next().map { opposing.contains(key, $0) } ?? false
  }

  /// Looks at five words and at 128 bytes, at most.
  private func holdsWord(_ text: ByteView, before end: Int) -> Bool {
    var walk = WordWalk(text, before: end)
    var behind: Range<Int>?
    for _ in 0..<5 {
      guard let word = walk.next() else { return false }
      if matches(words, text, word) { return true }
      if let behind, phraseEnds.contains(text, behind),
        phrases.contains(where: { $0.last.contains(text, behind) && $0.first.contains(text, word) })
      {
        return true
      }
      behind = word
    }
    return false
  }

  private func matches(_ words: WordSet, _ text: ByteView, _ word: Range<Int>) -> Bool {
    if words.contains(text, word) { return true }
    let isPlural = text[word.upperBound - 1].lowercased == UInt8(ascii: "s") && word.count > 1
    return isPlural && words.contains(text, word.lowerBound..<(word.upperBound - 1))
  }
}
