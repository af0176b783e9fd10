/// Ids of sessions: the values of cookies that carry one, and of names such as `PHPSESSID` and `session_id`.
struct SessionRecognizer: Recognizer {
  let entity = EntityType.sessionID
  let triggers: [Trigger] = [
    "cookie", "sid=", "sid:", "sid\"", "sid'", "nid=", "nid:", "nid\"", "nid'", "on_id", "on-id", "s_id=",
    "s_id\"",
    "session=", "session\"", "session: ", "sessionh", "sess=", "sess\"", "cf_clear", "awsalb",
  ].map { .literal($0, anyCase: true) }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard let (name, range) = SecretName.found(text, at: hit, floor: findings.floor) else { return }
    guard name.kind == .session || name.kind == .cookies else { return }
    // Statements of AWS' policies have names.
    guard !text.has("\"Sid\"", at: range.lowerBound - 1) else { return }
    let floor = findings.floor
    findings.floor = range.upperBound
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
}
