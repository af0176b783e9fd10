/// UK NHS numbers: ten digits, plain or as 3-3-4, with a modulus 11 check digit. Off by default: one plain number
/// in eleven passes the check.
struct UKNHSNumberRecognizer: Recognizer {
  let entity = EntityType.ukNHSNumber
  let triggers: [Trigger] = [.digits(atLeast: 10)]
  let contextWords = ["nhs", "national", "health", "patient"]
  let isOnByDefault = false

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard !text[hit.position - 1].isWordByte else { return }
    let end = text.forEachGroup(at: hit.position) { start in
      guard let end = self.end(of: text, from: start), !text[end].isWordByte else { return nil }
      guard NHSChecksum.isValid(text.slice(start..<end).unsafeBytes.span) else { return nil }
      findings.report(start..<end, score: 0.5)
      return end
    }
    findings.floor = end
  }

  private func end(of text: ByteView, from start: Int) -> Int? {
    let first = text.end(from: start, limit: 11) { $0.isDigit }
    if first - start == 10 { return first }
    guard first - start == 3, text[first] == UInt8(ascii: " ") || text[first] == UInt8(ascii: "-") else {
      return nil
    }
    let second = text.end(from: first + 1, limit: 4) { $0.isDigit }
    guard second - first == 4, text[second] == text[first] else { return nil }
    let third = text.end(from: second + 1, limit: 5) { $0.isDigit }
    return third - second == 5 ? third : nil
  }
}
