import NIOCore
import NIOHTTP1

/// What happens on one HTTP/1.1 connection: its requests, one after another, and their deadlines.
///
/// A value without a clock, a lock or a socket: parts and replies go in, ``next(at:)`` says what to do. The
/// owner calls it until it answers nil, carries every action out, and reports back where the action says so.
/// A request's bytes are asked for as they come, in steps, so what a head only declares takes nobody's room.
struct ConnectionStateMachine {
  enum Action {
    /// A request begins. Reply with ``collect(at:)`` or ``stream()``, or answer it and reply with
    /// ``refuse(closing:at:)``.
    case begin(HTTPRequestHead)
    /// Make the reservation of this request so many bytes large. Reply with ``reserved(_:at:)``.
    case reserve(Int)
    /// Send `100 Continue`.
    case sendContinue
    /// The request is complete. Send its answer with ``answer(closing:at:)``, then ``answerWritten(at:)``.
    case deliver(ByteBuffer)
    /// Answer the request, or the bytes that were none, with an error; then ``answerWritten(at:)``.
    case reject(HTTPRejection, closing: Bool)
    /// Give the part of the body that was asked for; nil at its end.
    case hand(ByteBuffer?)
    /// Tell who has asked for a part that the body will not be complete.
    case breakOff
    /// The next request came along with this one: let other connections go first, then report with ``takeTurn()``.
    case yield
    /// Close the connection.
    case close
  }

  enum Input {
    case part(HTTPServerRequestPart)
    /// The decoder gave up at this place.
    case failure(HTTPRejection)
  }

  enum State {
    /// Waiting for a head.
    case idle(until: NIODeadline)
    /// There is more of the peer than has been answered, and others have their turn.
    case yielding
    /// The owner decides about this head.
    case beginning(HTTPRequestHead)
    case reading(PartialBody)
    /// Waiting for the reply to `reserve`.
    case reserving(PartialBody, since: NIODeadline)
    /// The owner reads and answers part by part.
    case streaming(Streaming)
    /// The owner has the whole request; with its answer the connection may have to close.
    case processing(closing: Bool)
    /// An answer is on its way, and what is left of the body is dropped.
    case answering(Answering)
    case closed
    /// A placeholder while an event is handled. It keeps the body's buffer uniquely referenced.
    case changing
  }

  struct PartialBody {
    let head: HTTPRequestHead
    var bytes = ByteBuffer()
    /// Nil for a body in chunks.
    var declaredLength: Int?
    var reserved = 0
    /// Received but not in `bytes` yet: there is no reservation for it.
    var unreserved: ByteBuffer?
    var owesContinue: Bool
    /// Moved on by the time in which the body waited for room.
    var started: NIODeadline
    var rate: ArrivalRate

    /// Copies: a part is a slice of the receive buffer, and a small body must not keep that whole buffer
    /// alive for as long as it waits in the queue.
    mutating func append(_ part: ByteBuffer) {
      var part = part
      let total = bytes.readableBytes + part.readableBytes
      // Ahead of what has come, so that a large body is not moved often; not by much, as it may never come.
      if total > bytes.capacity { bytes.reserveCapacity(max(total, min(declaredLength ?? 0, 4 * total))) }
      bytes.writeBuffer(&part)
    }
  }

  struct Answering {
    var closing: Bool
    var inputEnded: Bool
    var isWritten = false
    /// Bytes of the body that may still be dropped.
    var dropLimit: Int
    let until: NIODeadline
  }

  let limits: HTTPConnectionLimits
  var state: State
  /// Input that has arrived and was not handled yet. It holds more than parts of one request only if requests are
  /// pipelined, and never more than one read brings.
  var inbox = CircularBuffer<Input>(initialCapacity: 4)
  /// Whether bytes have come of which the decoder has made nothing yet.
  var hasUndecoded = false
  /// An action to hand out before anything else is looked at.
  var urgent: Action?

  init(limits: HTTPConnectionLimits, at now: NIODeadline) {
    self.limits = limits
    state = .idle(until: now + limits.firstHeadTimeout)
  }

  /// Whether the owner should read from the connection.
  var wantsInput: Bool {
    guard inbox.isEmpty, urgent == nil else { return false }
    switch state {
    case .idle, .reading: return true
    case .answering(let answering): return !answering.inputEnded
    case .streaming(let streaming): return streaming.isWaiting
    case .yielding, .beginning, .reserving, .processing, .closed, .changing: return false
    }
  }

  /// When ``expire(at:)`` is due; nil when nothing is being waited for.
  var deadline: NIODeadline? {
    switch state {
    case .idle(let until): until
    case .reading(let body):
      min(body.started + limits.bodyTimeout, body.rate.deadline ?? .distantFuture)
    case .answering(let answering): answering.until
    case .streaming(let streaming):
      [
        streaming.rate.deadline,
        streaming.writesSince.map { $0 + limits.answerTimeout },
      ].compactMap { $0 }.min()
    case .yielding, .beginning, .reserving, .processing, .closed, .changing: nil
    }
  }

  /// Whether the body of a request is being waited for, or for room for it.
  var readsBody: Bool {
    switch state {
    case .reading, .reserving: true
    case .idle, .yielding, .beginning, .processing, .answering, .streaming, .closed, .changing: false
    }
  }

  /// Whether no byte of the body has come yet.
  var isAtStart: Bool {
    switch state {
    case .reading(let body), .reserving(let body, _):
      inbox.isEmpty && body.bytes.readableBytes == 0 && body.unreserved == nil
    case .idle, .yielding, .beginning, .processing, .answering, .streaming, .closed, .changing: false
    }
  }

  /// Whether there is no request, not even the whole head of one.
  var isIdle: Bool { if case .idle = state { true } else { false } }

  /// Whether a request goes on only when the peer sends more of it, or takes its answer.
  var waitsForPeer: Bool {
    switch state {
    case .reading, .answering: true
    case .streaming(let streaming): streaming.isWaiting && streaming.closing == nil
    case .idle, .yielding, .beginning, .reserving, .processing, .closed, .changing: false
    }
  }

  /// What to do next; nil to wait for an event.
  mutating func next(at now: NIODeadline) -> Action? {
    while let step = step(at: now) {
      switch step {
      case .again: continue
      case .perform(let action): return action
      }
    }
    return nil
  }
}
