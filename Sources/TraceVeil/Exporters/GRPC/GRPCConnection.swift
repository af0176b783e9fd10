import NIOCore
import NIOHPACK
import NIOHTTP2

/// A connection to a server of gRPC: frames, windows and the calls at hand. Lives on its event loop, behind NIO's handler,
/// which knows HTTP/2, answers pings and settings, and bounds floods of them.
final class GRPCConnection: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame
  typealias OutboundOut = HTTP2Frame

  /// What happens to a connection, for whoever gives it calls. Called on its event loop.
  struct Events: Sendable {
    /// The server has said how many calls it takes at a time; more than once, as it likes.
    let ready: @Sendable (_ calls: Int) -> Void
    /// It takes no more calls. The error is why, where it never was ready.
    let ended: @Sendable (any Error) -> Void
  }

  private struct Stream {
    let call: GRPCCall
    let began: NIODeadline
    var answer = GRPCAnswer()
  }

  /// Calls at a time where the server has no bound.
  static let maximumCalls = 100
  /// Bytes that a server may send before it is let send more; also what is granted at a time.
  private static let window = 65_535
  /// The last number that is given away: far below where they end.
  private static let lastNumber = 1 << 30

  private let events: Events
  private let maximumResponseBytes: Int
  private var streams: [HTTP2StreamID: Stream] = [:]
  private var nextNumber = 1
  private var hasSettings = false
  private var hasEnded = false
  /// The last call that the server says it has processed.
  private var lastProcessed: HTTP2StreamID?
  /// Closed by the handler before it was known why.
  private var closed: Set<HTTP2StreamID> = []
  /// Answered, and not all of the call may have been sent.
  private var halfOpen: Set<HTTP2StreamID> = []
  private var keepAlive = GRPCKeepAlive(at: .now())
  private var timer: RepeatedTask?
  private var failure: (any Error)?
  private var needsFlush = false
  /// While it is in a channel.
  private var context: ChannelHandlerContext?

  init(events: Events, maximumResponseBytes: Int) {
    self.events = events
    self.maximumResponseBytes = maximumResponseBytes
  }

  /// How NIO's handler is set up.
  static var handlerConfiguration: NIOHTTP2Handler.ConnectionConfiguration {
    var configuration = NIOHTTP2Handler.ConnectionConfiguration()
    configuration.initialSettings = [
      HTTP2Setting(parameter: .enablePush, value: 0),
      // Details of a status are in the trailers.
      HTTP2Setting(parameter: .maxHeaderListSize, value: 64 << 10),
    ]
    configuration.maximumBufferedControlFrames = 1000
    // Servers that probe the bandwidth ping with the data that they get.
    configuration.controlFrameRateLimit.maximumCount = 500
    configuration.controlFrameRateLimit.windowLength = .seconds(1)
    return configuration
  }

  // MARK: - Calls

  /// Begins a call. Its promise is kept in any case.
  func begin(_ call: GRPCCall) {
    guard !hasEnded, let context, context.channel.isActive else {
      return call.promise.fail(GRPCFailure.notProcessed)
    }
    let number = HTTP2StreamID(nextNumber)
    nextNumber += 2
    streams[number] = Stream(call: call, began: .now())
    let sent = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    sent.futureResult.whenFailure { error in
      // What is wrong with the connection is told of elsewhere.
      guard error is any NIOHTTP2Error, !(error is NIOHTTP2Errors.StreamClosed) else { return }
      let (connection, context) = bound.value
      connection.finish(number, .failure(GRPCFailure.invalidRequest), context)
    }
    write(number, .headers(.init(headers: call.headers)), context, sent)
    let isEmpty = call.message.readableBytes == 0
    write(number, .data(.init(data: .byteBuffer(call.prefix), endStream: isEmpty)), context)
    if !isEmpty { write(number, .data(.init(data: .byteBuffer(call.message), endStream: true)), context) }
    if nextNumber >= Self.lastNumber { end(GRPCFailure.reset) }
    flush(context)
  }

  /// Cancels a call that nobody waits for any more. If the server has sent nothing since the call began, it may be
  /// gone: later calls use a new connection.
  func cancel(_ call: GRPCCall) {
    guard let context, let (number, stream) = streams.first(where: { $0.value.call === call }) else { return }
    finish(number, .failure(CancellationError()), context)
    if stream.began >= keepAlive.lastRead { end(GRPCFailure.reset) }
    if context.channel.isActive { write(number, .rstStream(.cancel), context) }
    flush(context)
    closeIfDone(context)
  }

  private func finish(
    _ number: HTTP2StreamID,
    _ result: Result<GRPCAnswer, any Error>,
    _ context: ChannelHandlerContext
  ) {
    guard let stream = streams.removeValue(forKey: number) else { return }
    stream.call.promise.completeWith(result)
  }

  private func end(_ reason: any Error) {
    guard !hasEnded else { return }
    hasEnded = true
    events.ended(reason)
  }

  private func closeIfDone(_ context: ChannelHandlerContext) {
    guard hasEnded, streams.isEmpty, context.channel.isActive else { return }
    context.close(promise: nil)
  }

  // MARK: - The channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(10), delay: .seconds(10)) { _ in
      let (connection, context) = bound.value
      connection.expire(context)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    self.context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    keepAlive.read(at: .now())
    switch frame.payload {
    case .settings(.settings(let settings)): receive(settings)
    case .headers(let headers): receive(headers, on: frame.streamID, context)
    case .data(let data): receive(data, on: frame.streamID, context)
    case .rstStream(let code): receive(code, on: frame.streamID, context)
    case .goAway(let last, _, _):
      lastProcessed = min(lastProcessed ?? last, last)
      end(GRPCFailure.reset)
    case .settings(.ack), .ping, .priority, .windowUpdate, .pushPromise, .alternativeService, .origin: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    settleClosed(context)
    flush(context)
    closeIfDone(context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case let event as StreamClosedEvent:
      if halfOpen.remove(event.streamID) == nil { closed.insert(event.streamID) }
    case let event as NIOHTTP2WindowUpdatedEvent: grant(event, context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // It ends that one call, which is told of.
    if error is NIOHTTP2Errors.StreamClosed || error is NIOHTTP2Errors.StreamError { return }
    failure = failure ?? error
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    settleClosed(context)
    let reason: any Error =
      switch failure {
      case is any NIOHTTP2Error where !hasSettings: GRPCFailure.notHTTP2
      case let failure?: failure
      case nil: hasSettings ? GRPCFailure.reset : GRPCFailure.closedEarly
      }
    end(reason)
    for number in streams.keys {
      finish(number, .failure(isUnprocessed(number) ? GRPCFailure.notProcessed : reason), context)
    }
    context.fireChannelInactive()
  }

  private func expire(_ context: ChannelHandlerContext) {
    switch keepAlive.expire(calls: streams.count, at: .now()) {
    case .ping:
      write(.rootStream, .ping(HTTP2PingData(), ack: false), context)
      flush(context)
    case .close: context.close(promise: nil)
    case nil: break
    }
  }
}

// MARK: - Frames

extension GRPCConnection {
  private func receive(_ settings: HTTP2Settings) {
    let limit = settings.last { $0.parameter == .maxConcurrentStreams }.map(\.value)
    guard limit != nil || !hasSettings else { return }
    hasSettings = true
    guard !hasEnded else { return }
    events.ready(min(limit ?? Self.maximumCalls, Self.maximumCalls))
  }

  private func receive(
    _ headers: HTTP2Frame.FramePayload.Headers,
    on number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    streams[number]?.answer.receive(headers.headers)
    if headers.endStream { answered(number, context) }
  }

  private func receive(
    _ data: HTTP2Frame.FramePayload.Data,
    on number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    guard streams[number] != nil, case .byteBuffer(var bytes) = data.data else { return }
    guard streams[number]?.answer.receive(&bytes, limit: maximumResponseBytes) ?? false else {
      finish(number, .failure(GRPCFailure.responseTooLarge), context)
      return write(number, .rstStream(.cancel), context)
    }
    if data.endStream { answered(number, context) }
  }

  /// The server says no more. It may not have read all of the call, whose rest is not sent then.
  private func answered(_ number: HTTP2StreamID, _ context: ChannelHandlerContext) {
    guard let answer = streams[number]?.answer else { return }
    // Without a status nobody knows how the call has ended: as if the connection had been broken off.
    let isWhole = answer.code != nil || !answer.isGRPC
    if !closed.contains(number) { halfOpen.insert(number) }
    finish(number, isWhole ? .success(answer) : .failure(GRPCFailure.reset), context)
  }

  private func receive(_ code: HTTP2ErrorCode, on number: HTTP2StreamID, _ context: ChannelHandlerContext) {
    finish(number, .failure(code == .refusedStream ? GRPCFailure.notProcessed : GRPCFailure.reset), context)
  }

  /// Whoever was closed is answered once all frames that came with it have been seen.
  private func settleClosed(_ context: ChannelHandlerContext) {
    for number in closed {
      finish(number, .failure(isUnprocessed(number) ? GRPCFailure.notProcessed : GRPCFailure.reset), context)
    }
    closed = []
    // The rest of these is not wanted.
    for number in halfOpen where context.channel.isActive { write(number, .rstStream(.cancel), context) }
    halfOpen = []
  }

  private func isUnprocessed(_ number: HTTP2StreamID) -> Bool { lastProcessed.map { number > $0 } ?? false }

  /// Grants received bytes again, in large steps. Other bounds limit what is kept.
  private func grant(_ event: NIOHTTP2WindowUpdatedEvent, _ context: ChannelHandlerContext) {
    guard let window = event.inboundWindowSize, window < Self.window / 2, context.channel.isActive,
      event.streamID == .rootStream || streams[event.streamID] != nil
    else { return }
    write(event.streamID, .windowUpdate(windowSizeIncrement: Self.window - window), context)
  }

  private func write(
    _ number: HTTP2StreamID,
    _ payload: HTTP2Frame.FramePayload,
    _ context: ChannelHandlerContext,
    _ promise: EventLoopPromise<Void>? = nil
  ) {
    needsFlush = true
    context.write(wrapOutboundOut(HTTP2Frame(streamID: number, payload: payload)), promise: promise)
  }

  private func flush(_ context: ChannelHandlerContext) {
    guard needsFlush else { return }
    needsFlush = false
    context.flush()
  }
}
