import NIOCore
import NIOHTTP1

/// The transitions that several events share.
extension RequestAssembler {
  /// Asks for a reservation of `bytes` in all before more of the body is taken.
  mutating func ask(for bytes: Int, _ body: PartialBody) {
    var body = body
    body.reserved = bytes
    state = .reserving(body)
    urgent = .reserve(bytes)
  }

  /// Refuses a body that is still coming in.
  mutating func rejectBody(_ rejection: Rejection, of body: PartialBody, at now: NIODeadline) {
    let closing = rejection == .tooLarge || mustClose(body.head, declaredLength: body.declaredLength)
    reject(rejection, body.head, inputEnded: false, closing: closing, at: now)
  }

  mutating func reject(
    _ rejection: Rejection,
    _ head: HTTPRequestHead?,
    inputEnded: Bool,
    closing: Bool,
    at now: NIODeadline
  ) {
    beginAnswer(closing: closing, inputEnded: inputEnded, at: now)
    urgent = .reject(rejection, head, closing: closing)
  }

  mutating func beginAnswer(closing: Bool, inputEnded: Bool, at now: NIODeadline) {
    let time =
      if inputEnded { limits.answerTimeout } else if closing { limits.lingerTimeout } else {
        limits.bodyTimeout
      }
    state = .answering(
      Answering(closing: closing, inputEnded: inputEnded, dropLimit: limits.lingerBytes, until: now + time)
    )
  }

  mutating func close() {
    inbox.removeAll()
    state = .closed
    urgent = .close
  }

  /// Whether a request that is answered before its body came leaves the connection unusable: the rest of the
  /// body is too long to be dropped, or nobody knows whether it will be sent at all.
  func mustClose(_ head: HTTPRequestHead, declaredLength: Int?) -> Bool {
    !Self.keepsAlive(head) || Self.expectsContinue(head) || (declaredLength ?? 0) > limits.lingerBytes
  }

  /// After a request that asks for another protocol the decoder reads no further, so that a client that
  /// only offers one, as Java's does with `h2c`, needs a new connection.
  static func keepsAlive(_ head: HTTPRequestHead) -> Bool {
    head.isKeepAlive && head.method != .CONNECT && !head.headers.contains(name: "upgrade")
  }

  static func expectsContinue(_ head: HTTPRequestHead) -> Bool {
    head.version != .http1_0
      && head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
  }

  /// Length of the body in bytes, 0 for none, nil for one in chunks. The decoder has made sure that there is
  /// one valid length at most.
  static func declaredLength(_ head: HTTPRequestHead) -> Int? {
    if head.headers.contains(name: "transfer-encoding") { return nil }
    guard let text = head.headers.first(name: "content-length") else { return 0 }
    return Int(text) ?? Int.max
  }
}
