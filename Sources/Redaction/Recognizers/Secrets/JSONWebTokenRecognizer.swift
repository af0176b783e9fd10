/// JSON Web Tokens (RFC 7519): three or five dotted base64url parts whose header decodes to a JSON object with
/// `alg`.
struct JSONWebTokenRecognizer: Recognizer {
  let entity = EntityType.jsonWebToken
  let triggers: [Trigger] = [.prefix("eyJ")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = hit.position
    guard !text[start - 1].isTokenByte, text[start - 1] != UInt8(ascii: ".") else { return }
    let header = text.end(from: start) { $0.isTokenByte }
    findings.floor = header
    guard text[header] == UInt8(ascii: ".") else { return }
    guard JWTHeader.isValid(text.slice(start..<header).unsafeBytes.span) else { return }
    var end = text.end(from: header + 1) { $0.isTokenByte }
    guard end > header + 1, text[end] == UInt8(ascii: ".") else { return }
    for _ in 2..<5 where text[end] == UInt8(ascii: ".") {
      end = text.end(from: end + 1) { $0.isTokenByte }
    }
    findings.floor = end
    findings.report(start..<end, score: 1)
  }
}
