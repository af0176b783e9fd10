import Testing

@testable import Redaction

@Suite struct RequestSignatureTests {
  private static let hex = "0b1f2c3d4e5f60718293a4b5c6d7e8f90b1f2c3d4e5f60718293a4b5c6d7e8f9"

  @Test(arguments: [
    "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=«\(hex)»", "X-Hub-Signature-256: «sha256=\(hex)»",
    "X-Slack-Signature: «v0=\(hex)»", #"oauth_signature="«wOJIO9A2W5mFwDgiDvZbTSMK%2FPY%3D»""#,
    "X-Twilio-Signature: «wOJIO9A2W5mFwDgiDvZbTSMK/PY=»",
    "<ds:SignatureValue>\n«\(hex)+\n/\(hex)==»\n</ds:SignatureValue>",
    "<SignatureValue>«\(hex)»</SignatureValue>",
  ])
  func signaturesOfRequestsGo(text: String) throws {
    try expectMarked(text, as: .urlSignature)
  }

  @Test(arguments: [
    "Signature=\(hex)", "signature: valid", "X-Hub-Signature: missing", "SignedHeaders=host, Signature=none",
    "<SignatureValue>MIIC</SignatureValue>",
    "<SignatureValue>see the manual of the provider</SignatureValue>",
  ])
  func otherSignaturesStay(text: String) throws {
    try expectMarked(text)
  }
}
