import NIOCore
import NIOHTTP1

/// What happens to a connection, and what the owner replies to an action.
extension ConnectionStateMachine {
  /// A part came from the decoder.
  mutating func receive(_ part: HTTPServerRequestPart) {
    if case .closed = state { return }
    hasUndecoded = false
    inbox.append(.part(part))
  }

  /// Bytes came that are no part yet. Between requests they are the begin of a head.
  mutating func receiveUndecoded() { hasUndecoded = true }

  /// The decoder gave up on what came, and nothing more can be read.
  mutating func receiveFailure(_ reason: HTTPRejection) {
    if case .closed = state { return }
    inbox.append(.failure(reason))
  }

  /// The owner takes the request that begins, and wants its body whole.
  mutating func collect(at now: NIODeadline) {
    guard case .beginning(let head) = state else { return }
    collect(declaredLength: head.declaredBodyLength, asksAhead: true, at: now)
  }

  /// Collects a body whose length the head does not tell, or not in the way of HTTP/1.1.
  ///
  /// - Parameters:
  ///   - declaredLength: The length of the body; nil if nothing tells it.
  ///   - asksAhead: Whether room is reserved before anything has come. The peer may then be kept from sending.
  mutating func collect(declaredLength declared: Int?, asksAhead: Bool, at now: NIODeadline) {
    guard case .beginning(let head) = state else { return }
    var body = PartialBody(
      head: head,
      declaredLength: declared,
      owesContinue: head.expectsContinue,
      started: now,
      rate: limits.arrivalRate
    )
    if let declared, declared > limits.maximumBodyBytes {
      rejectBody(.tooLarge, of: body, at: now)
    } else if declared == 0 || !asksAhead {
      if body.owesContinue, declared != 0 { urgent = .sendContinue }
      body.owesContinue = false
      body.rate.resume(at: now)
      state = .reading(body)
    } else {
      ask(for: min(HTTPConnectionLimits.firstReservation, declared ?? limits.maximumBodyBytes), body, at: now)
    }
  }

  /// The first bytes of the body tell how long it is, before they are received.
  mutating func declare(_ length: Int, at now: NIODeadline) {
    switch state {
    case .reading(var body) where body.declaredLength == nil:
      if length > limits.maximumBodyBytes { return rejectBody(.tooLarge, of: body, at: now) }
      body.declaredLength = length
      state = .reading(body)
    case .reserving(var body, let since) where body.declaredLength == nil:
      body.declaredLength = min(length, limits.maximumBodyBytes)
      state = .reserving(body, since: since)
    default: break
    }
  }

  /// The owner answers the request that begins at once, without its body.
  /// - Parameter closing: Whether the owner wants the connection closed.
  /// - Returns: Whether the connection closes afterwards, which the answer has to say.
  mutating func refuse(closing: Bool, at now: NIODeadline) -> Bool {
    guard case .beginning(let head) = state else { return true }
    let closing = closing || mustClose(head)
    beginAnswer(closing: closing, inputEnded: false, at: now)
    return closing
  }

  /// The reply to `reserve`.
  mutating func reserved(_ granted: Bool, at now: NIODeadline) {
    guard case .reserving(var body, let since) = state else { return }
    state = .changing
    guard granted else { return rejectBody(.overloaded, of: body, at: now) }
    if let part = body.unreserved {
      body.unreserved = nil
      body.append(part)
    }
    if body.owesContinue {
      body.owesContinue = false
      urgent = .sendContinue
    }
    body.started = body.started + (now - since)
    body.rate.resume(at: now)
    state = .reading(body)
  }

  /// The answer to the delivered request is being sent.
  /// - Parameter closing: Whether the owner wants the connection closed.
  /// - Returns: Whether the connection closes afterwards, which the answer has to say.
  mutating func answer(closing: Bool, at now: NIODeadline) -> Bool {
    guard case .processing(let mustClose) = state else { return true }
    let closing = closing || mustClose
    beginAnswer(closing: closing, inputEnded: true, at: now)
    return closing
  }

  /// The answer has left.
  mutating func answerWritten(at now: NIODeadline) {
    guard case .answering(var answering) = state else { return }
    answering.isWritten = true
    state = .answering(answering)
  }

  /// The other connections have had their turn.
  mutating func takeTurn(at now: NIODeadline) {
    if case .yielding = state { state = .idle(until: now + limits.idleTimeout) }
  }

  /// The deadline has passed. Does nothing when it has moved on in the meantime.
  mutating func expire(at now: NIODeadline) {
    guard let deadline, deadline <= now else { return }
    switch state {
    case .reading: reject(.tooSlow, inputEnded: true, closing: true, at: now)
    case .idle where hasUndecoded: reject(.tooSlow, inputEnded: true, closing: true, at: now)
    default: close()
    }
  }

  /// The connection is gone. Who reads part by part still gets what has come.
  mutating func disconnected() {
    urgent = nil
    if case .streaming = state { return inbox.append(.failure(.aborted)) }
    inbox.removeAll()
    state = .closed
  }
}
