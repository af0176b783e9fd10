/// International bank account numbers (ISO 13616): country, length of that country, and modulus 97.
///
/// Groups may be separated by one space, hyphen, dot or plus, and letters may be small. The length is the country's, so a word that follows
/// (`BE59017396776959 please`) is not swallowed.
struct IBANRecognizer: Recognizer {
  let entity = EntityType.iban
  let triggers: [Trigger] = [.lettersAndDigits]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = hit.position
    guard !text[start - 1].isWordByte || isCalled(text, start) else { return }
    guard let end = IBANChecksum.end(in: text.unsafeBytes.span, from: start) else { return }
    guard !text[end].isWordByte, !isWords(text, start..<end) else { return }
    findings.report(start..<end, score: 1)
    findings.floor = end
  }

  /// Whether `IBAN` stands right before it, as a word.
  private func isCalled(_ text: ByteView, _ start: Int) -> Bool {
    text.hasAnyCase("iban", endingAt: start) && !text[start - 5].isWordByte
  }

  /// Words of a sentence, as in `be16 and be32 types`: letters of both cases, or small ones in groups that are not of
  /// four.
  private func isWords(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard range.contains(where: { text[$0].isLowercase }) else { return false }
    if range.contains(where: { text[$0].isUppercase }) {
      // `gb71WEST...`: only the country is in small letters, and nothing is between.
      return !range.dropFirst(2).allSatisfy { text[$0].isDigit || text[$0].isUppercase }
        || !text[range.lowerBound].isLowercase || !text[range.lowerBound + 1].isLowercase
    }
    var start = range.lowerBound
    while start < range.upperBound {
      let end = text.end(from: start, limit: range.upperBound - start) { $0.isAlphanumeric }
      if end - start != 4, end < range.upperBound { return true }
      start = end + 1
    }
    return false
  }
}
