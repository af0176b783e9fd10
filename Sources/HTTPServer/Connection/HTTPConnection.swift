import NIOCore
import NIOHTTP1

/// The shell round a ``ConnectionStateMachine``: socket, timer and the request at hand. Lives on its event loop.
///
/// Reading is by hand. While a request is being answered nothing is read, which is what bounds a client
/// that sends request after request.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let service: any HTTPService
  private let limits: HTTPConnectionLimits
  private let place: OpenConnections.Place
  private let end: ConnectionEnd
  private let turns: ConnectionTurns
  /// Whether heads are read in small steps: some came with further ones behind them.
  private var readsSmallHeads = false
  private var readsSmall = false
  private var standing = ConnectionStanding.newcomer
  /// Whether a request has been let in or answered.
  private var hasServed = false
  var machine: ConnectionStateMachine
  /// Nil between requests.
  private var request: (any CollectedRequest)?
  var version = HTTPVersion.http1_1
  var isHead = false
  /// Requests that are streamed, so far.
  var exchanges = 0
  /// The last one of them, for as long as it is served.
  private weak var streamed: (any StreamedRequest)?
  /// Waits for the next part of a body.
  var taker: CheckedContinuation<ByteBuffer?, any Error>?
  private var timer: RepeatedTask?
  private var isActing = false
  /// Whether what is being read has come to anything.
  private var hasDecoded = false
  private var isReading = false

  init(
    service: any HTTPService,
    limits: HTTPConnectionLimits,
    place: OpenConnections.Place,
    end: ConnectionEnd,
    turns: ConnectionTurns
  ) {
    self.service = service
    self.limits = limits
    self.place = place
    self.end = end
    self.turns = turns
    machine = ConnectionStateMachine(limits: limits, at: .now())
  }

  func channelActive(context: ChannelHandlerContext) {
    startTimer(context)
    act(context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    hasDecoded = true
    machine.receive(unwrapInboundIn(data))
    if standing == .waiting { place.change(to: .waiting) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    if !hasDecoded { machine.receiveUndecoded() }
    hasDecoded = false
    act(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    machine.disconnected()
    request = nil
    timer?.cancel()
    timer = nil
    act(context)
    breakOff()
    streamed?.clientLeft()
    context.fireChannelInactive()
  }

  /// Closes for another connection. What has a request by now stays, and says so.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is OpenConnections.GiveWay else { return context.fireUserInboundEventTriggered(event) }
    if machine.isIdle || machine.waitsForPeer {
      end.close()
    } else {
      place.change(to: standing)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let parserError = error as? HTTPParserError else {
      context.close(promise: nil)
      return
    }
    switch parserError {
    case .headerOverflow: machine.receiveFailure(.headTooLarge)
    case .invalidEOFState: machine.receiveFailure(.aborted)
    default: machine.receiveFailure(.malformed)
    }
    act(context)
  }

  /// Carries out what the machine asks for until it waits for something.
  func act(_ context: ChannelHandlerContext) {
    guard !isActing else { return }
    isActing = true
    while let action = machine.next(at: .now()) { perform(action, context) }
    isActing = false
    takeStanding()
    if machine.wantsInput, !isReading {
      isReading = true
      takeReceiveSizes(context)
      context.read()
    }
  }

  /// Adapts the size of reads. Everything that one read brings is decoded at once, before other connections have a
  /// turn. So if requests are pipelined, little is read until a body is expected.
  private func takeReceiveSizes(_ context: ChannelHandlerContext) {
    let readsSmall = readsSmallHeads && machine.isIdle
    guard readsSmall != self.readsSmall else { return }
    self.readsSmall = readsSmall
    let sizes = readsSmall ? ReceiveSizes.smallest : ReceiveSizes()
    try? context.channel.syncOptions?.setOption(.recvAllocator, value: sizes)
  }

  private func yield(_ context: ChannelHandlerContext) {
    readsSmallHeads = true
    turns.wait { [self] in
      machine.takeTurn(at: .now())
      act(context)
    }
  }

  private func takeStanding() {
    let standing: ConnectionStanding =
      if machine.isIdle { hasServed ? .kept : .newcomer } else {
        machine.waitsForPeer ? .waiting : .busy
      }
    guard standing != self.standing else { return }
    self.standing = standing
    place.change(to: standing)
  }

  private func perform(_ action: ConnectionStateMachine.Action, _ context: ChannelHandlerContext) {
    switch action {
    case .begin(let head): begin(head, context)
    case .reserve(let bytes): reserve(bytes, context)
    case .sendContinue:
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))))
        .whenFailure { _ in }
    case .deliver(let body): deliver(body, context)
    case .reject(let rejection, let closing):
      // Answered, and so counted, before it ends: who waits until none is left finds the count complete.
      let answer = request?.answer(to: rejection) ?? service.answer(to: rejection)
      request = nil
      send(answer, closing: closing, nil, context)
    case .hand(let part): taker.take()?.resume(returning: part)
    case .breakOff: breakOff()
    case .yield: yield(context)
    case .close: context.close(promise: nil)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    hasServed = true
    version = head.version
    isHead = head.method == .HEAD
    guard head.namesItsHost else {
      let closing = machine.refuse(closing: true, at: .now())
      return send(service.answer(to: .malformed), closing: closing, nil, context)
    }
    switch service.admit(head, on: context.channel) {
    case .collect(let request):
      self.request = request
      machine.collect(at: .now())
    case .stream(let request):
      exchanges += 1
      machine.stream()
      streamed = request
      request.serve(HTTPExchange(head, number: exchanges, self, context))
    case .answer(let answer):
      let closing = machine.refuse(closing: answer.closes, at: .now())
      send(answer, closing: closing, nil, context)
    }
  }

  private func reserve(_ bytes: Int, _ context: ChannelHandlerContext) {
    switch request?.reserve(bytes, on: context.eventLoop) ?? .refused {
    case .granted: machine.reserved(true, at: .now())
    case .refused: machine.reserved(false, at: .now())
    case .later(let reply):
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      reply.hop(to: context.eventLoop).whenComplete { reply in
        let (connection, context) = bound.value
        guard context.channel.isActive else { return }
        connection.machine.reserved((try? reply.get()) ?? false, at: .now())
        connection.act(context)
      }
    }
  }

  private func deliver(_ body: ByteBuffer, _ context: ChannelHandlerContext) {
    guard let request else { return }
    // A body in chunks was reserved in steps.
    _ = request.reserve(body.readableBytes, on: context.eventLoop)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    request.respond(to: body, on: context.eventLoop).whenComplete { result in
      let (connection, context) = bound.value
      let answer = (try? result.get()) ?? HTTPAnswer(status: .internalServerError)
      connection.answered(answer, context)
    }
  }

  private func answered(_ answer: HTTPAnswer, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let closing = machine.answer(closing: answer.closes, at: .now())
    send(answer, closing: closing, nil, context)
    act(context)
  }

  /// - Parameter written: Told when the client's system has taken the answer.
  func send(
    _ answer: HTTPAnswer,
    closing: Bool,
    _ written: EventLoopPromise<Void>?,
    _ context: ChannelHandlerContext
  ) {
    context.write(wrapOutboundOut(.head(answer.head(version: version, closing: closing))), promise: nil)
    if !answer.body.isEmpty, !isHead {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: answer.body)))),
        promise: nil
      )
    }
    sendEnd(written, context)
  }

  func sendEnd(_ written: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    end.cascade(to: written)
    end.whenComplete { _ in
      let (connection, context) = bound.value
      connection.request = nil
      connection.machine.answerWritten(at: .now())
      connection.act(context)
    }
  }

  /// Looks at the deadline every now and then, for as long as the connection lives.
  private func startTimer(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(
      initialDelay: limits.resolution,
      delay: limits.resolution
    ) { _ in
      let (connection, context) = bound.value
      connection.machine.expire(at: .now())
      connection.act(context)
    }
  }
}
