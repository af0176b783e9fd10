import NIOCore
import NIOHTTP1

/// What an ``HTTPExchange`` asks for. The number says for which request: that may be over.
extension HTTPConnection {
  func take(
    _ number: Int,
    _ taker: CheckedContinuation<ByteBuffer?, any Error>,
    _ context: ChannelHandlerContext
  ) {
    guard number == exchanges, self.taker == nil, machine.demand(at: .now()) else {
      return taker.resume(throwing: HTTPExchange.Aborted())
    }
    self.taker = taker
    act(context)
  }

  func answer(
    _ number: Int,
    _ answer: HTTPAnswer,
    _ written: EventLoopPromise<Void>,
    _ context: ChannelHandlerContext
  ) {
    guard isOpen(number, context), let closing = machine.beginAnswer(closing: answer.closes),
      machine.endAnswer(at: .now())
    else { return written.fail(HTTPExchange.ClientGone()) }
    breakOff()
    send(answer, closing: closing, written, context)
    act(context)
  }

  func answer(
    _ number: Int,
    _ status: HTTPResponseStatus,
    _ headers: HTTPHeaders,
    _ body: ByteBuffer,
    _ written: EventLoopPromise<Void>,
    _ context: ChannelHandlerContext
  ) {
    guard let head = begin(number, status, headers, context), machine.endAnswer(at: .now()) else {
      return written.fail(HTTPExchange.ClientGone())
    }
    breakOff()
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if body.readableBytes > 0, !isHead {
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    sendEnd(written, context)
    act(context)
  }

  func beginAnswer(
    _ number: Int,
    _ status: HTTPResponseStatus,
    _ headers: HTTPHeaders,
    _ context: ChannelHandlerContext
  ) {
    guard let head = begin(number, status, headers, context) else { return }
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  /// - Returns: The head as it is sent; nil when the request is over.
  private func begin(
    _ number: Int,
    _ status: HTTPResponseStatus,
    _ headers: HTTPHeaders,
    _ context: ChannelHandlerContext
  ) -> HTTPResponseHead? {
    // Without a length such an answer ends with the connection.
    let isFramed = headers.contains(name: "content-length") || version != .http1_0 && !isHead
    guard isOpen(number, context), let closing = machine.beginAnswer(closing: !isFramed) else { return nil }
    var head = HTTPResponseHead(version: version, status: status, headers: headers)
    head.headers.announce(closing: closing, in: version)
    return head
  }

  func write(
    _ number: Int,
    _ part: ByteBuffer,
    _ written: EventLoopPromise<Void>,
    _ context: ChannelHandlerContext
  ) {
    guard isOpen(number, context), machine.writePart(at: .now()) else {
      return written.fail(HTTPExchange.ClientGone())
    }
    guard !isHead else {
      machine.partWritten()
      return written.succeed()
    }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    written.futureResult.whenComplete { _ in
      if bound.value.exchanges == number { bound.value.machine.partWritten() }
    }
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part))), promise: written)
  }

  func endAnswer(_ number: Int, _ written: EventLoopPromise<Void>, _ context: ChannelHandlerContext) {
    guard isOpen(number, context), machine.endAnswer(at: .now()) else {
      return written.fail(HTTPExchange.ClientGone())
    }
    breakOff()
    sendEnd(written, context)
    act(context)
  }

  func abandon(_ number: Int, _ context: ChannelHandlerContext) {
    guard isOpen(number, context) else { return }
    machine.abandon()
    act(context)
  }

  /// Breaks the body off: whoever waits for a part of it gets an error.
  func breakOff() { taker.take()?.resume(throwing: HTTPExchange.Aborted()) }

  private func isOpen(_ number: Int, _ context: ChannelHandlerContext) -> Bool {
    number == exchanges && context.channel.isActive
  }
}
