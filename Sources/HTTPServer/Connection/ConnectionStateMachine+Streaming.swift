import NIOCore
import NIOHTTP1

/// A request whose body is handed over part by part as the owner asks for it, and that is answered part by part.
extension ConnectionStateMachine {
  struct Streaming {
    let head: HTTPRequestHead
    var owesContinue: Bool
    /// Whether the owner waits for the next part.
    var isWaiting = false
    var rate: ArrivalRate
    var inputEnded = false
    /// Since when the peer has a part of the answer to take.
    var writesSince: NIODeadline?
    /// Whether the connection closes after the answer; nil before that begins.
    var closing: Bool?
  }

  /// The owner takes the request that begins, and will ask for its body. It ends with ``endAnswer(at:)`` or
  /// ``abandon()``.
  mutating func stream() {
    guard case .beginning(let head) = state else { return }
    state = .streaming(
      Streaming(
        head: head,
        owesContinue: head.expectsContinue && head.declaredBodyLength != 0,
        rate: limits.arrivalRate
      )
    )
  }

  /// The owner wants the next part of the body: `hand` or `breakOff` will follow.
  /// - Returns: False when nothing will: the request is over.
  mutating func demand(at now: NIODeadline) -> Bool {
    guard case .streaming(var streaming) = state else { return false }
    streaming.isWaiting = true
    streaming.rate.resume(at: now)
    if streaming.owesContinue, streaming.closing == nil {
      streaming.owesContinue = false
      urgent = .sendContinue
    }
    state = .streaming(streaming)
    return true
  }

  /// The answer begins.
  /// - Parameter closing: Whether the owner wants the connection closed.
  /// - Returns: Whether the connection closes afterwards, which the answer has to say; nil when the request is over.
  mutating func beginAnswer(closing: Bool) -> Bool? {
    guard case .streaming(var streaming) = state, streaming.closing == nil else { return nil }
    let head = streaming.head
    // The rest of the body is too long to be dropped, or nobody knows whether it will be sent at all.
    let isUnread = streaming.owesContinue || (head.declaredBodyLength ?? 0) > limits.lingerBytes
    let closing = closing || !head.keepsConnection || !streaming.inputEnded && isUnread
    streaming.closing = closing
    state = .streaming(streaming)
    return closing
  }

  /// A part of the answer is on its way; ``partWritten()`` follows.
  /// - Returns: False when the request is over.
  mutating func writePart(at now: NIODeadline) -> Bool {
    guard case .streaming(var streaming) = state, streaming.closing != nil else { return false }
    streaming.writesSince = now
    state = .streaming(streaming)
    return true
  }

  mutating func partWritten() {
    guard case .streaming(var streaming) = state else { return }
    streaming.writesSince = nil
    state = .streaming(streaming)
  }

  /// The last part of the answer is on its way; ``answerWritten(at:)`` follows.
  /// - Returns: False when the request is over.
  mutating func endAnswer(at now: NIODeadline) -> Bool {
    guard case .streaming(let streaming) = state, let closing = streaming.closing else { return false }
    beginAnswer(closing: closing, inputEnded: streaming.inputEnded, at: now)
    return true
  }

  /// The owner is done with the request. Half an answer cannot be taken back: the connection closes.
  mutating func abandon() {
    if case .streaming = state { close() }
  }

  /// Hands over what has been asked for, as far as it is there.
  mutating func hand(_ streaming: Streaming, at now: NIODeadline) -> Step? {
    guard streaming.isWaiting else { return nil }
    var streaming = streaming
    var part: ByteBuffer?
    if !streaming.inputEnded {
      switch inbox.popFirst() {
      case .part(.body(let bytes)): part = bytes
      case .part(.end): streaming.inputEnded = true
      case .part(.head): return .again
      case .failure(let rejection):
        if streaming.closing == nil {
          reject(rejection, inputEnded: true, closing: true, at: now)
        } else {
          close()
        }
        return .perform(.breakOff)
      case nil: return nil
      }
    }
    streaming.isWaiting = false
    streaming.rate.receive(part?.readableBytes ?? 0, at: now)
    streaming.rate.pause(at: now)
    state = .streaming(streaming)
    return .perform(.hand(part))
  }
}
