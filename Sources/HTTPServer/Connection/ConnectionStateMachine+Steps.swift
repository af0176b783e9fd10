import NIOCore
import NIOHTTP1

/// How the state moves on by itself, as far as the parts at hand allow.
extension ConnectionStateMachine {
  enum Step {
    case again
    case perform(Action)
  }

  mutating func step(at now: NIODeadline) -> Step? {
    if let action = urgent {
      urgent = nil
      return .perform(action)
    }
    return switch state {
    case .idle: startRequest(at: now)
    case .reading: read(at: now)
    case .answering(let answering): drop(answering, at: now)
    case .streaming(let streaming): hand(streaming, at: now)
    case .yielding, .beginning, .reserving, .processing, .closed, .changing: nil
    }
  }

  private mutating func startRequest(at now: NIODeadline) -> Step? {
    switch inbox.popFirst() {
    case .part(.head(let head)):
      state = .beginning(head)
      return .perform(.begin(head))
    case .failure(let rejection):
      reject(rejection, inputEnded: true, closing: true, at: now)
      return .again
    case .part:
      // A part without a head would be the decoder's mistake; there is nothing to be done with it.
      return .again
    case nil:
      return nil
    }
  }

  private mutating func read(at now: NIODeadline) -> Step? {
    guard let input = inbox.popFirst(), case .reading(var body) = state else { return nil }
    switch input {
    case .part(.body(let bytes)):
      state = .changing
      take(bytes, into: &body, at: now)
    case .part(.end):
      state = .processing(closing: !body.head.keepsConnection)
      return .perform(.deliver(body.bytes))
    case .failure(let rejection):
      reject(rejection, inputEnded: true, closing: true, at: now)
    case .part(.head):
      break
    }
    return .again
  }

  private mutating func take(_ bytes: ByteBuffer, into body: inout PartialBody, at now: NIODeadline) {
    body.rate.receive(bytes.readableBytes, at: now)
    let total = body.bytes.readableBytes + bytes.readableBytes
    if total > limits.maximumBodyBytes {
      rejectBody(.tooLarge, of: body, at: now)
    } else if total > body.reserved {
      // Doubling keeps the number of requests to the budget small.
      let most = body.declaredLength ?? limits.maximumBodyBytes
      body.unreserved = bytes
      ask(for: max(total, min(2 * body.reserved, most)), body, at: now)
    } else {
      body.append(bytes)
      state = .reading(body)
    }
  }

  /// Drops what is left of an answered request, then goes on to the next one or closes.
  private mutating func drop(_ answering: Answering, at now: NIODeadline) -> Step? {
    var answering = answering
    if !answering.inputEnded {
      switch inbox.popFirst() {
      case .part(.body(let bytes)): answering.dropLimit -= bytes.readableBytes
      case .part(.end): answering.inputEnded = true
      case .failure:
        answering.inputEnded = true
        answering.closing = true
      case .part(.head): break
      case nil: return nil
      }
      state = .answering(answering)
      if answering.dropLimit < 0 { close() }
      return .again
    }
    guard answering.isWritten else { return nil }
    if answering.closing {
      close()
    } else if inbox.isEmpty {
      state = .idle(until: now + limits.idleTimeout)
    } else {
      // Whoever sends thousands of requests in one piece would keep all others of its event loop waiting.
      state = .yielding
      return .perform(.yield)
    }
    return .again
  }
}
