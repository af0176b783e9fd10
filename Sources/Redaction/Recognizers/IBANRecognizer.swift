/// International bank account numbers (ISO 13616): country, length of that country, and modulus 97.
///
/// Groups may be separated by one space, hyphen, dot or plus, and letters may be small. The length is the country's, so a word that follows
/// (`BE59017396776959 please`) is not swallowed.
struct IBANRecognizer: Recognizer {
  let entity = EntityType.iban
  let triggers: [Trigger] = [.lettersAndDigits]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = hit.position
    guard !text[start - 1].isWordByte else { return }
    guard let end = IBANChecksum.end(in: text.unsafeBytes.span, from: start) else { return }
    guard !text[end].isWordByte else { return }
    findings.report(start..<end, score: 1)
    findings.floor = end
  }
}
