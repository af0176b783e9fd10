/// The words that a wallet is made anew from (BIP 39): 12 to 24 of them behind what they are called, such as
/// `seed phrase: legal winner thank ...` and `mnemonic="..."`.
struct SeedPhraseRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] = [
    "seed_phr", "seedphra", "seed phr", "ry_phras", "et_seed", "nic=", "nic:", "nic\"",
  ].map { .literal($0, anyCase: true) }

  /// Words of a phrase.
  private static let counts = 12...24
  /// Bytes between a name and its first word.
  private static let reach = 24

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    // The end of "mnemonic" ends other words, too.
    let isShort = text[hit.position] | 0x20 == UInt8(ascii: "n")
    guard !isShort || text.hasAnyCase("mnemo", endingAt: hit.position) else { return }
    var at = text.end(from: hit.position, limit: 24, while: \.isWordByte)
    for word in [" phrase", " words"] as [StaticString] where text.hasAnyCase(word, at: at) {
      at += word.utf8CodeUnitCount
    }
    findings.floor = at
    let first = text.end(from: at, limit: Self.reach) { !$0.isLetter && $0 != UInt8(ascii: ";") }
    // A verb may join them.
    let verb = text.has("is ", at: first) ? first + 3 : text.has("are ", at: first) ? first + 4 : first
    let start = text.end(from: verb, limit: 8) { !$0.isLetter && !$0.isLineEnd }
    guard first > at, let end = phraseEnd(text, from: start) else { return }
    findings.floor = end
    findings.report(start..<end, score: 0.9)
  }

  /// The position behind the last of as many words as a phrase has: words of three to eight small letters, none of
  /// which is a word that sentences need.
  private func phraseEnd(_ text: ByteView, from start: Int) -> Int? {
    var at = start
    var end = start
    // What joins the first two words joins all of them.
    var hasComma = false
    for count in 0...Self.counts.upperBound {
      let next = text.end(from: at, limit: 9, while: \.isLowercase)
      guard 3...8 ~= next - at, count < Self.counts.upperBound, !text[next].isWordByte,
        !Self.ofSentences.contains(text, at..<next)
      else { return Self.counts ~= count ? end : nil }
      end = next
      if count == 0 { hasComma = text[next] == UInt8(ascii: ",") }
      guard hasComma || text[next] != UInt8(ascii: ",") else {
        return Self.counts ~= count + 1 ? end : nil
      }
      at = text.end(from: next, limit: 6) {
        $0.isWhitespace || $0 == UInt8(ascii: ",") || $0.isQuote || $0.isDigit || $0 == UInt8(ascii: ".")
      }
    }
    return nil
  }

  private static let ofSentences = WordSet([
    "the", "and", "that", "this", "with", "your", "for", "are", "was", "from", "not", "which", "will",
    "must", "have", "has", "been", "them", "they", "their", "were", "into", "its", "but", "our", "who",
  ])
}
