import NIOCore
import NIOHTTP1

/// The transitions that several events share.
extension ConnectionStateMachine {
  /// Asks for a reservation of `bytes` in all before more of the body is taken.
  mutating func ask(for bytes: Int, _ body: PartialBody, at now: NIODeadline) {
    var body = body
    body.reserved = bytes
    body.rate.pause(at: now)
    state = .reserving(body, since: now)
    urgent = .reserve(bytes)
  }

  /// Refuses a body that is still coming in.
  mutating func rejectBody(_ rejection: HTTPRejection, of body: PartialBody, at now: NIODeadline) {
    let closing = rejection == .tooLarge || mustClose(body.head)
    reject(rejection, inputEnded: false, closing: closing, at: now)
  }

  mutating func reject(_ rejection: HTTPRejection, inputEnded: Bool, closing: Bool, at now: NIODeadline) {
    beginAnswer(closing: closing, inputEnded: inputEnded, at: now)
    urgent = .reject(rejection, closing: closing)
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
  func mustClose(_ head: HTTPRequestHead) -> Bool {
    !head.keepsConnection || head.expectsContinue || (head.declaredBodyLength ?? 0) > limits.lingerBytes
  }
}
