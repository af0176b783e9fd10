/// URLs with a scheme and a host (RFC 3986). Off by default: most of them name services, not people.
struct URLRecognizer: Recognizer {
  let entity = EntityType.url
  let triggers: [Trigger] = [.literal("://")]
  let isOnByDefault = false

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = text.start(before: hit.position, floor: max(findings.floor, hit.position - 16)) {
      $0.isLetter
    }
    let rest = text.end(from: hit.position + 3) { !$0.endsURL }
    findings.floor = rest
    let end = text.start(before: rest, floor: hit.position + 3) { $0.isClosingPunctuation }
    guard start < hit.position, !text[start - 1].isWordByte, end > hit.position + 3 else { return }
    findings.report(start..<end, score: 0.6)
  }
}
