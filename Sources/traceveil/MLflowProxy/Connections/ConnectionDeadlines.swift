import HTTPServer
import NIOCore
import NIOHTTP1

/// Closes a connection whose peer takes too long: for a head, between two parts of a body, or to take an answer.
/// While an answer is being made there is no limit here.
///
/// Stands where the parts of HTTP are, and sees both directions. Lives on the event loop.
final class ConnectionDeadlines: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum Phase {
    case head(until: NIODeadline)
    case body
    case answer
  }

  private let limits: HTTPConnectionLimits
  private let opened: @Sendable (any Channel) -> Void
  private var phase: Phase
  /// When somebody began to wait for the peer's next bytes.
  private var waitsSince: NIODeadline?
  /// Since when the peer takes nothing.
  private var blockedSince: NIODeadline?
  private var requestHasEnded = true
  private var timer: RepeatedTask?

  /// - Parameter opened: Called on the event loop when the connection is there.
  init(limits: HTTPConnectionLimits, opened: @escaping @Sendable (any Channel) -> Void = { _ in }) {
    self.limits = limits
    self.opened = opened
    phase = .head(until: .now() + limits.firstHeadTimeout)
  }

  func channelActive(context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(
      initialDelay: limits.resolution,
      delay: limits.resolution
    ) { _ in
      let (handler, context) = bound.value
      if handler.isOverdue(at: .now()) { context.close(promise: nil) }
    }
    context.fireChannelActive()
    opened(context.channel)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    context.fireChannelInactive()
  }

  func read(context: ChannelHandlerContext) {
    if waitsSince == nil { waitsSince = .now() }
    context.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    waitsSince = nil
    switch unwrapInboundIn(data) {
    case .head:
      phase = .body
      requestHasEnded = false
    case .body: break
    case .end:
      requestHasEnded = true
      phase = .answer
    }
    context.fireChannelRead(data)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    blockedSince = context.channel.isWritable ? nil : .now()
    context.fireChannelWritabilityChanged()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data), requestHasEnded {
      phase = .head(until: .now() + limits.idleTimeout)
    }
    context.write(data, promise: promise)
  }

  private func isOverdue(at now: NIODeadline) -> Bool {
    if let blockedSince, blockedSince + limits.answerTimeout < now { return true }
    switch phase {
    case .head(let until): return until < now
    case .body: return waitsSince.map { $0 + limits.stallTimeout < now } ?? false
    case .answer: return false
    }
  }
}
