/// UUIDs (RFC 9562): 8-4-4-4-12 hexadecimal digits. Off by default: most of them identify requests, not people.
struct UUIDRecognizer: Recognizer {
  let entity = EntityType.uuid
  let triggers: [Trigger] = [.chain(of: "-", gaps: 5...5, count: 4)]
  let isOnByDefault = false

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = hit.position - 8
    let end = start + 36
    guard start >= 0, !text[start - 1].isTokenByte, !text[end].isTokenByte else { return }
    for index in 0..<36 {
      let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
      guard isHyphen || text[start + index].isHexDigit else { return }
    }
    findings.report(start..<end, score: 1)
    findings.floor = end
  }
}
