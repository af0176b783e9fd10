/// Ids of sessions: the values of cookies that carry one, in headers, maps and calls, and of names such as `PHPSESSID` and
/// `session_id`.
struct SessionRecognizer: Recognizer {
  let entity = EntityType.sessionID
  let triggers: [Trigger] = [
    "cookie", "sid=", "sid:", "sid\"", "sid'", "nid=", "nid:", "nid\"", "nid'", "on_id", "on-id", "s_id=",
    "s_id\"",
    "session=", "session\"", "session: ", "sessionh", "sess=", "sess\"", "cf_clear", "awsalb", " -b ",
  ].map { .literal($0, anyCase: true) }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    if text[hit.position] == 0x20 { return readOption(text, at: hit.position, &findings) }
    if let end = CookieHeader.readCall(text, at: hit.position, { findings.report($0, score: 0.85) }) {
      findings.floor = end
      return
    }
    guard let (name, range) = SecretName.found(text, at: hit, floor: findings.floor) else { return }
    guard name.kind == .session || name.kind == .cookies else { return }
    // Statements of AWS' policies have names.
    guard !text.has("\"Sid\"", at: range.lowerBound - 1) else { return }
    let floor = findings.floor
    findings.floor = range.upperBound
    if name.kind == .cookies,
      let end = CookieHeader.readMap(text, behind: range, { findings.report($0, score: 0.85) })
    {
      findings.floor = end
      return
    }
    ValueReader(text, behind: range, floor: floor).forEachValue { value in
      if name.kind == .cookies {
        findings.floor = CookieHeader.forEachSecret(text, from: value.range.lowerBound) {
          findings.report($0, score: 0.85)
        }
      } else if value.isSecret(text, of: name) {
        let parameter = value.wholeParameter(in: text)
        // The next column of a line of CSV is no part of it.
        let isQuoted = text[parameter.lowerBound - 1].isQuote
        let end = text.end(from: parameter.lowerBound, limit: parameter.count) { $0 != UInt8(ascii: ",") }
        let whole = parameter.lowerBound..<(isQuoted ? parameter.upperBound : end)
        findings.floor = max(findings.floor, whole.upperBound)
        findings.report(whole, score: 0.85)
      }
      return true
    }
  }

  /// `curl -b 'NAME=VALUE'`
  private func readOption(_ text: ByteView, at option: Int, _ findings: inout Findings) {
    let start = text.start(before: option, floor: max(0, option - 120)) { !$0.endsCommand }
    guard (start..<option).contains(where: { text.has("curl", at: $0) && !text[$0 - 1].isTokenByte }) else {
      return
    }
    let value = option + 4
    findings.floor = CookieHeader.forEachSecret(text, from: text[value].isQuote ? value + 1 : value) {
      findings.report($0, score: 0.85)
    }
  }
}
