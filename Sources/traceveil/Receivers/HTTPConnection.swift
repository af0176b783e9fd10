import NIOCore
import NIOHTTP1
import NIOSSL
import TraceVeil

/// The shell round a ``RequestAssembler``: socket, timer and the reservations of one connection. Lives on its
/// event loop.
///
/// Reading is by hand. While a request is being answered nothing is read, which is what bounds a client
/// that sends request after request.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let service: any HTTPService
  private let limits: HTTPConnectionLimits
  private var assembler: RequestAssembler
  private var presence: Occupancy.Presence?
  private var reservation: ByteBudget.Reservation?
  private var version = HTTPVersion.http1_1
  private var isHead = false
  private var timer: RepeatedTask?
  private var isActing = false
  private var isReading = false

  init(service: any HTTPService, limits: HTTPConnectionLimits) {
    self.service = service
    self.limits = limits
    assembler = RequestAssembler(limits: limits, at: .now())
  }

  func channelActive(context: ChannelHandlerContext) {
    startTimer(context)
    act(context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    assembler.receive(unwrapInboundIn(data))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    act(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    assembler.disconnected()
    release()
    timer?.cancel()
    timer = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let parserError = error as? HTTPParserError else {
      context.close(promise: nil)
      return
    }
    switch parserError {
    case .headerOverflow: assembler.receiveFailure(.headTooLarge)
    case .invalidEOFState: assembler.receiveFailure(.aborted)
    default: assembler.receiveFailure(.malformed)
    }
    act(context)
  }

  /// Carries out what the assembler asks for until it waits for something.
  private func act(_ context: ChannelHandlerContext) {
    guard !isActing else { return }
    isActing = true
    while let action = assembler.next(at: .now()) { perform(action, context) }
    isActing = false
    if assembler.wantsInput, !isReading {
      isReading = true
      context.read()
    }
  }

  private func perform(_ action: RequestAssembler.Action, _ context: ChannelHandlerContext) {
    switch action {
    case .begin(let head): begin(head, context)
    case .reserve(let bytes): reserve(bytes)
    case .sendContinue:
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))))
        .whenFailure { _ in }
    case .deliver(let head, let body): deliver(head, body, context)
    case .reject(let rejection, let head, let closing):
      // Counted before the presence ends: who waits until nobody is here any more finds the count complete.
      let answer = service.answer(to: rejection, head)
      release()
      send(answer, closing: closing, context)
    case .close: context.close(promise: nil)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    version = head.version
    isHead = head.method == .HEAD
    switch service.admit(head) {
    case .accept(let presence):
      self.presence = consume presence
      assembler.admit(at: .now())
    case .answer(let answer):
      let closing = assembler.refuse(closing: answer.closes, at: .now())
      send(answer, closing: closing, context)
    }
  }

  private func reserve(_ bytes: Int) {
    let granted: Bool
    if reservation == nil {
      reservation = service.budget.reserve(bytes)
      granted = reservation != nil
    } else {
      granted = reservation?.resize(to: bytes) ?? false
    }
    assembler.reserved(granted, at: .now())
  }

  private func deliver(_ head: HTTPRequestHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
    // A body in chunks was reserved in steps. Smaller than it was: cannot fail.
    _ = reservation?.resize(to: body.readableBytes)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    service.respond(to: head, body: body, reservation: reservation.take(), on: context.eventLoop)
      .whenComplete { result in
        let (connection, context) = bound.value
        let answer = (try? result.get()) ?? HTTPAnswer(status: .internalServerError)
        connection.answered(answer, context)
      }
  }

  private func answered(_ answer: HTTPAnswer, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let closing = assembler.answer(closing: answer.closes, at: .now())
    send(answer, closing: closing, context)
    act(context)
  }

  private func send(_ answer: HTTPAnswer, closing: Bool, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(.head(answer.head(version: version, closing: closing))), promise: nil)
    if !answer.body.isEmpty, !isHead {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: answer.body)))),
        promise: nil
      )
    }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      let (connection, context) = bound.value
      connection.presence = nil
      connection.assembler.answerWritten(at: .now())
      connection.act(context)
    }
  }

  /// Gives back what the request held.
  private func release() {
    reservation = nil
    presence = nil
  }

  /// Looks at the deadline every now and then, for as long as the connection lives.
  private func startTimer(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(
      initialDelay: limits.resolution,
      delay: limits.resolution
    ) { _ in
      let (connection, context) = bound.value
      connection.assembler.expire(at: .now())
      connection.act(context)
    }
  }
}
