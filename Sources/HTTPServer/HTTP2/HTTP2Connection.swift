import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// A connection in HTTP/2: frames, windows and the requests at hand. Lives on its event loop, behind NIO's handler,
/// which knows the protocol.
///
/// Reading is by hand: what a peer does not take of its answers keeps it from sending more.
final class HTTP2Connection: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame
  typealias OutboundOut = HTTP2Frame

  let service: any HTTP2Service
  let limits: HTTP2Limits
  private let place: OpenConnections.Place
  private let end: ConnectionEnd
  private var standing = ConnectionStanding.newcomer
  private var hasServed = false
  private var lifetime: HTTP2Lifetime
  var credit: ControlFrameCredit
  var streams: [HTTP2StreamID: HTTP2Stream] = [:]
  private var lastStream = HTTP2StreamID.rootStream
  /// The bytes that all streams hold together.
  var heldBytes = 0
  private var timer: RepeatedTask?
  private var isReading = false
  private var needsFlush = false

  init(service: any HTTP2Service, limits: HTTP2Limits, place: OpenConnections.Place, end: ConnectionEnd) {
    self.service = service
    self.limits = limits
    self.place = place
    self.end = end
    let now = NIODeadline.now()
    lifetime = HTTP2Lifetime(limits, spread: .random(in: 0...1), at: now)
    credit = ControlFrameCredit(
      limit: limits.controlFrames,
      perSecond: limits.controlFramesPerSecond,
      at: now
    )
  }

  func channelActive(context: ChannelHandlerContext) {
    startTimer(context)
    let more = HTTP2Limits.connectionWindow - HTTP2Limits.initialWindow
    write(.rootStream, .windowUpdate(windowSizeIncrement: more), context)
    settle(context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    lifetime.frameReceived(at: .now())
    switch frame.payload {
    case .headers(let headers): receive(headers, on: frame.streamID, context)
    case .data(let data): receive(data, on: frame.streamID, context)
    case .ping(_, ack: true):
      perform(lifetime.pingAnswered(requests: streams.count, at: .now()), context)
    case .ping, .settings, .priority, .windowUpdate:
      if !credit.spend(at: .now()) { refuseFlood(context) }
    case .goAway, .rstStream, .pushPromise, .alternativeService, .origin: break
    }
    if standing == .waiting { place.change(to: .waiting) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    settle(context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    settle(context)
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    for stream in streams.values { abandon(stream) }
    streams.removeAll()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case let event as StreamClosedEvent: closed(event.streamID, context)
    case let event as NIOHTTP2WindowUpdatedEvent where event.streamID == .rootStream:
      grantConnection(event.inboundWindowSize, context)
    case is OpenConnections.GiveWay:
      if standing == .busy { place.change(to: standing) } else { end.close() }
    case is OpenConnections.Drain:
      perform(lifetime.drain(at: .now()), context)
      settle(context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  /// The handler has told the peer. A mistake in one request ends that request, any other the connection.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !error.isOfOneRequest else { return }
    if error is any NIOHTTP2Error { _ = service.answer(to: .malformed) }
    context.close(promise: nil)
  }

  /// Must be called after every event: updates the standing, writes what must be sent, and decides what is read next.
  func settle(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    takeStanding()
    if needsFlush {
      needsFlush = false
      context.flush()
    }
    if !isReading, context.channel.isWritable {
      isReading = true
      context.read()
    }
  }

  func write(
    _ stream: HTTP2StreamID,
    _ payload: HTTP2Frame.FramePayload,
    _ context: ChannelHandlerContext,
    _ promise: EventLoopPromise<Void>? = nil
  ) {
    needsFlush = true
    context.write(wrapOutboundOut(HTTP2Frame(streamID: stream, payload: payload)), promise: promise)
  }

  /// A request begins.
  func begin(_ stream: HTTP2Stream, _ number: HTTP2StreamID, _ context: ChannelHandlerContext) {
    hasServed = true
    lastStream = max(lastStream, number)
    streams[number] = stream
    perform(lifetime.requestsChanged(to: streams.count, at: .now()), context)
  }

  /// A request is over.
  func remove(_ number: HTTP2StreamID, _ context: ChannelHandlerContext) {
    guard streams.removeValue(forKey: number) != nil else { return }
    perform(lifetime.requestsChanged(to: streams.count, at: .now()), context)
  }

  private func perform(_ action: HTTP2Lifetime.Action?, _ context: ChannelHandlerContext) {
    switch action {
    case nil: break
    case .end:
      write(.rootStream, .goAway(lastStreamID: lastStream, errorCode: .noError, opaqueData: nil), context)
      write(.rootStream, .ping(HTTP2PingData(), ack: false), context)
    case .close:
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      context.eventLoop.execute { bound.value.close(promise: nil) }
    }
  }

  private func refuseFlood(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    _ = service.answer(to: .malformed)
    let calm = HTTP2Frame.FramePayload.goAway(
      lastStreamID: lastStream,
      errorCode: .enhanceYourCalm,
      opaqueData: nil
    )
    write(.rootStream, calm, context)
    context.flush()
    context.close(promise: nil)
  }

  /// Grants received bytes again at once, in large steps. Other bounds limit what is kept.
  private func grantConnection(_ window: Int?, _ context: ChannelHandlerContext) {
    guard let window, window < HTTP2Limits.connectionWindow / 2, context.channel.isActive else { return }
    write(.rootStream, .windowUpdate(windowSizeIncrement: HTTP2Limits.connectionWindow - window), context)
  }

  private func takeStanding() {
    let standing: ConnectionStanding =
      if streams.isEmpty { hasServed ? .kept : .newcomer } else {
        streams.values.allSatisfy(\.machine.waitsForPeer) ? .waiting : .busy
      }
    guard standing != self.standing else { return }
    self.standing = standing
    place.change(to: standing)
  }

  /// Looks at the deadlines every now and then, for as long as the connection lives.
  private func startTimer(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let resolution = limits.connection.resolution
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: resolution, delay: resolution) { _ in
      let (connection, context) = bound.value
      connection.expire(context)
    }
  }

  private func expire(_ context: ChannelHandlerContext) {
    let now = NIODeadline.now()
    for (number, stream) in streams {
      stream.machine.expire(at: now)
      act(on: stream, number, context)
    }
    perform(lifetime.expire(requests: streams.count, at: now), context)
    settle(context)
  }
}

extension Error {
  /// Whether NIO's handler has ended one request because of it, and not the connection.
  fileprivate var isOfOneRequest: Bool {
    switch self {
    case is NIOHTTP2Errors.ForbiddenHeaderField, is NIOHTTP2Errors.InvalidHTTP2HeaderFieldName,
      is NIOHTTP2Errors.InvalidHTTP2HeaderFieldValue, is NIOHTTP2Errors.MissingPseudoHeader,
      is NIOHTTP2Errors.DuplicatePseudoHeader, is NIOHTTP2Errors.PseudoHeaderAfterRegularHeader,
      is NIOHTTP2Errors.UnknownPseudoHeader, is NIOHTTP2Errors.UnsupportedPseudoHeader,
      is NIOHTTP2Errors.InvalidPseudoHeaders, is NIOHTTP2Errors.InvalidPseudoHeaderValue,
      is NIOHTTP2Errors.MissingHostHeader, is NIOHTTP2Errors.DuplicateHostHeader,
      is NIOHTTP2Errors.EmptyPathHeader, is NIOHTTP2Errors.TrailersWithoutEndStream,
      is NIOHTTP2Errors.ContentLengthViolated, is NIOHTTP2Errors.ContentLengthHeadersMismatch,
      is NIOHTTP2Errors.ContentLengthHeaderNegative, is NIOHTTP2Errors.ContentLengthHeaderMalformedValue,
      is NIOHTTP2Errors.StreamClosed, is NIOHTTP2Errors.StreamError,
      // A request that came when the last one was over, and the peer had not read that it was the last.
      is NIOHTTP2Errors.IOOnClosedConnection:
      true
    default: false
    }
  }
}
