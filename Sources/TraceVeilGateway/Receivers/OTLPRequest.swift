import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP
import Synchronization
import TraceVeil

/// A request that has been let in: what its head says, and the bytes that are reserved for its body.
final class OTLPRequest: CollectedRequest {
  /// What a head says about its request.
  struct Kind: Sendable {
    var encoding: PayloadEncoding
    /// The form of the answer.
    var form: AnswerForm
    var coding: ContentCoding
    /// How long its sender waits; nil where it does not say.
    var timeout: Duration?
  }

  let service: OTLPService
  let sink: any RequestSink
  let signal: Signal
  let kind: Kind
  /// The headers that are sent on with the data.
  let headers: ForwardedHeaders
  private let presence: Occupancy.Presence
  /// What the body is going to need, whole and in the form in which it is queued.
  private let claim: BudgetClaim
  private let arrival = NIODeadline.now().uptimeNanoseconds
  /// Nil before the first byte is reserved, and once the work on the body has begun.
  private let reservation = Mutex<ByteBudget.Reservation?>(nil)
  private let waiting = Mutex(Waiting())

  private struct Waiting {
    /// The deadline of all waits of the request together; nil before the first.
    var deadline: NIODeadline?
    var wait: ByteBudget.Wait?
    var reply: EventLoopPromise<Bool>?
  }

  /// Bodies up to this size that need no more than validation are validated on the event loop: 0.05 to 0.3 ms for a
  /// request of spans, some milliseconds for one that is made to be slow. To wake a thread and to be woken by it takes
  /// 0.05 ms of two cores, and the bytes are in this core's cache.
  private static let quickBytes = 320 << 10

  init(
    _ service: OTLPService,
    _ sink: any RequestSink,
    signal: Signal,
    kind: Kind,
    headers: ForwardedHeaders,
    declaredLength: Int?,
    presence: consuming Occupancy.Presence
  ) {
    self.service = service
    self.sink = sink
    self.signal = signal
    self.kind = kind
    self.headers = headers
    claim =
      switch (kind.coding, declaredLength) {
      // In JSON it is there twice while it is transcoded.
      case (.identity, let length?): .total(kind.encoding == .json ? 2 * length : length)
      default: .unknown
      }
    self.presence = presence
  }

  deinit {
    endWait()
    // Before the presence ends: once nobody is present, all bytes are given back.
    _ = takeReservation()
  }

  /// Where there is no room, the request waits for it, unread in its socket.
  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation {
    reserve(bytes, isHere: false, on: eventLoop)
  }

  private func reserve(_ bytes: Int, isHere: Bool, on eventLoop: any EventLoop) -> HTTPReservation {
    let held = reservation.withLock { reservation in
      if let held = reservation?.bytes, bytes <= held { _ = reservation?.resize(to: bytes) }
      return reservation?.bytes ?? 0
    }
    guard bytes > held else { return .granted }
    let reply = eventLoop.makePromise(of: Bool.self)
    // If the body is here, its need is known.
    let claim = isHere ? BudgetClaim.asked : claim
    let party = ByteBudget.Party.signal(signal)
    let admission = service.budget.admit(
      bytes - held,
      holding: held,
      claiming: claim,
      since: arrival,
      for: party
    ) { [weak self] granted in
      switch consume granted {
      case .some(let granted):
        self?.keep(granted)
        reply.succeed(self != nil)
      case nil: reply.succeed(false)
      }
    }
    switch consume admission {
    case .granted(let granted):
      reply.succeed(true)
      keep(granted)
      return .granted
    case .refused:
      reply.succeed(false)
      return .refused
    case .waiting(let wait):
      begin(wait, reply, on: eventLoop)
      return .later(reply.futureResult)
    }
  }

  /// Adds bytes to the reservation.
  private func keep(_ granted: consuming ByteBudget.Reservation) {
    reservation.add(granted)
  }

  /// Puts the reservation back, for another attempt at the work on the body.
  func keep(_ reservation: consuming ByteBudget.Reservation, covering bytes: Int) {
    _ = reservation.resize(to: bytes)
    keep(reservation)
  }

  private func begin(_ wait: ByteBudget.Wait, _ reply: EventLoopPromise<Bool>, on eventLoop: any EventLoop) {
    waiting.withLock { ($0.wait, $0.reply) = (wait, reply) }
    let deadline = beginWait()
    let timer = eventLoop.scheduleTask(deadline: deadline) { [weak self] in self?.endWait() }
    reply.futureResult.whenComplete { _ in timer.cancel() }
  }

  /// The request waits: what is in its way is to go on.
  /// - Returns: Until when.
  func beginWait() -> NIODeadline {
    for sink in service.sinks.values { sink.hurry() }
    return waiting.withLock { waiting in
      let deadline = waiting.deadline ?? latestAdmission
      waiting.deadline = deadline
      return deadline
    }
  }

  /// The latest time at which the request may be admitted, before its sender has given up.
  private var latestAdmission: NIODeadline {
    let patience = NIODeadline.now() + TimeAmount(service.policy.admissionWait)
    guard let timeout = kind.timeout else { return patience }
    return min(patience, .uptimeNanoseconds(arrival) + TimeAmount(timeout))
  }

  private func endWait() {
    let (wait, reply) = waiting.withLock { waiting in
      defer { (waiting.wait, waiting.reply) = (nil, nil) }
      return (waiting.wait, waiting.reply)
    }
    // Whoever has granted it by now replies.
    if let wait, service.budget.giveUp(wait) { reply?.succeed(false) }
  }

  /// Nil when it has been taken before.
  func takeReservation() -> ByteBudget.Reservation? { reservation.withLock { $0.take() } }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    respond(to: body, in: kind.coding, on: eventLoop)
  }

  /// - Parameter coding: The content coding of this body.
  func respond(
    to body: ByteBuffer,
    in coding: ContentCoding,
    on eventLoop: any EventLoop
  ) -> EventLoopFuture<HTTPAnswer> {
    guard body.readableBytes > 0 else {
      service.counters.count(.empty, signal)
      return eventLoop.makeSucceededFuture(.success(nil, signal: signal, as: kind.form))
    }
    if coding == .identity, kind.encoding == .protobuf, body.readableBytes <= Self.quickBytes {
      // Without inflation or transcoding it needs no room besides.
      switch take(body, in: coding, on: eventLoop) {
      case .answered(let answer): return eventLoop.makeSucceededFuture(answer)
      case .waits(let answer): return answer
      case .needsRoom: return eventLoop.makeSucceededFuture(service.overloaded(signal, as: kind.form))
      }
    }
    return work(on: body, in: coding, eventLoop)
      .flatMapErrorThrowing { [kind] _ in OTLPService.shuttingDown(as: kind.form) }
  }

  /// Works on the body on a thread for such work. If there is no room for what comes of the body, it works again once
  /// there is.
  private func work(
    on body: ByteBuffer,
    in coding: ContentCoding,
    _ eventLoop: any EventLoop
  ) -> EventLoopFuture<HTTPAnswer> {
    service.threadPool.runIfActive(eventLoop: eventLoop) { [self] in take(body, in: coding, on: eventLoop) }
      .flatMap {
        [self] taken in
        switch taken {
        case .answered(let answer): return eventLoop.makeSucceededFuture(answer)
        case .waits(let answer): return answer
        case .needsRoom(let bytes):
          let room: EventLoopFuture<Bool> =
            switch reserve(bytes, isHere: true, on: eventLoop) {
            case .granted: eventLoop.makeSucceededFuture(true)
            case .refused: eventLoop.makeSucceededFuture(false)
            case .later(let reply): reply
            }
          return room.flatMap { [self] hasRoom in
            if hasRoom { return work(on: body, in: coding, eventLoop) }
            return eventLoop.makeSucceededFuture(service.overloaded(signal, as: kind.form))
          }
        }
      }
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    service.answer(to: rejection, signal, as: kind.form)
  }
}
