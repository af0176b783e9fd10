import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// What happens on one stream.
extension HTTP2Connection {
  func receive(
    _ headers: HTTP2Frame.FramePayload.Headers,
    on number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    if let stream = streams[number] {
      // Trailers: what they say has no meaning here.
      if headers.endStream { receiveEnd(stream) }
      return act(on: stream, number, context)
    }
    let stream = HTTP2Stream(
      HTTPRequestHead(headers.headers),
      inputEnded: headers.endStream,
      limits: limits.connection,
      at: .now()
    )
    begin(stream, number, context)
    act(on: stream, number, context)
  }

  func receive(
    _ data: HTTP2Frame.FramePayload.Data,
    on number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    guard let stream = streams[number], case .byteBuffer(let bytes) = data.data else { return }
    // It takes of the window, too, with the byte that says how long it is (RFC 9113, section 6.9.1), and is kept nowhere.
    if let padding = data.paddingBytes { stream.takenBytes += padding + 1 }
    if bytes.readableBytes > 0, !stream.isAnswered {
      if stream.machine.isAtStart, let length = stream.request?.declaredLength(in: bytes) {
        stream.machine.declare(length, at: .now())
      }
      stream.heldBytes += bytes.readableBytes
      heldBytes += bytes.readableBytes
      stream.machine.receive(.body(bytes))
    }
    if data.endStream { receiveEnd(stream) }
    act(on: stream, number, context)
    // Those that wait for room must not keep the others waiting.
    if heldBytes > limits.maximumHeldBytes, stream.heldBytes > 0 {
      stream.machine.reserved(false, at: .now())
      act(on: stream, number, context)
    }
  }

  private func receiveEnd(_ stream: HTTP2Stream) {
    stream.inputEnded = true
    stream.machine.receive(.end(nil))
  }

  /// Neither side sends any more, or one of them has broken off.
  func closed(_ number: HTTP2StreamID, _ context: ChannelHandlerContext) {
    guard let stream = streams[number] else { return }
    stream.isClosed = true
    // One whose answer is still being written counts until it has left.
    if !stream.isAnswered {
      abandon(stream)
      remove(number, context)
    }
  }

  /// The peer is gone, or does not want the answer any more.
  func abandon(_ stream: HTTP2Stream) {
    release(stream)
    if stream.machine.readsBody { _ = stream.request?.answer(to: .aborted) }
    stream.machine.disconnected()
    stream.request = nil
  }

  /// Carries out what the machine asks for until it waits for something, and lets the peer send what can be taken.
  func act(on stream: HTTP2Stream, _ number: HTTP2StreamID, _ context: ChannelHandlerContext) {
    while let action = stream.machine.next(at: .now()) { perform(action, stream, number, context) }
    guard stream.machine.wantsInput || stream.isAnswered else { return }
    stream.takenBytes += stream.heldBytes
    release(stream)
    let grant = stream.grant()
    if grant > 0, !stream.isClosed { write(number, .windowUpdate(windowSizeIncrement: grant), context) }
  }

  private func release(_ stream: HTTP2Stream) {
    heldBytes -= stream.heldBytes
    stream.heldBytes = 0
  }

  private func perform(
    _ action: ConnectionStateMachine.Action,
    _ stream: HTTP2Stream,
    _ number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    switch action {
    case .begin(let head):
      switch service.admit(head, on: context.channel) {
      case .collect(let request):
        stream.request = request
        stream.machine.collect(declaredLength: stream.declaredLength, asksAhead: false, at: .now())
      case .answer(let answer):
        _ = stream.machine.refuse(closing: false, at: .now())
        send(answer, stream, number, context)
      }
    case .reserve(let bytes): reserve(bytes, stream, number, context)
    case .sendContinue:
      write(number, .headers(.init(headers: [":status": "100"])), context)
    case .deliver(let body): deliver(body, stream, number, context)
    case .reject(let rejection, _):
      // Answered, and so counted, before it ends: who waits until none is left finds the count complete.
      let answer = stream.request?.answer(to: rejection) ?? service.answer(to: rejection)
      send(answer, stream, number, context)
    case .close: breakOff(stream, number, .cancel, context)
    // These are for requests that are read part by part, and for pipelined requests. HTTP/2 has neither.
    case .hand, .breakOff, .yield: break
    }
  }

  private func reserve(
    _ bytes: Int,
    _ stream: HTTP2Stream,
    _ number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    switch stream.request?.reserve(bytes, on: context.eventLoop) ?? .refused {
    case .granted: stream.machine.reserved(true, at: .now())
    case .refused: stream.machine.reserved(false, at: .now())
    case .later(let reply):
      let bound = NIOLoopBound((self, stream, context), eventLoop: context.eventLoop)
      reply.hop(to: context.eventLoop).whenComplete { reply in
        let (connection, stream, context) = bound.value
        guard context.channel.isActive else { return }
        stream.machine.reserved((try? reply.get()) ?? false, at: .now())
        connection.act(on: stream, number, context)
        connection.settle(context)
      }
    }
  }

  private func deliver(
    _ body: ByteBuffer,
    _ stream: HTTP2Stream,
    _ number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    guard let request = stream.request else { return }
    // It was reserved in steps.
    _ = request.reserve(body.readableBytes, on: context.eventLoop)
    let bound = NIOLoopBound((self, stream, context), eventLoop: context.eventLoop)
    request.respond(to: body, on: context.eventLoop).whenComplete { result in
      let (connection, stream, context) = bound.value
      let answer = (try? result.get()) ?? HTTPAnswer(status: .internalServerError)
      guard context.channel.isActive, !stream.isClosed else { return }
      _ = stream.machine.answer(closing: false, at: .now())
      connection.send(answer, stream, number, context)
      connection.act(on: stream, number, context)
      connection.settle(context)
    }
  }

  private func send(
    _ answer: HTTPAnswer,
    _ stream: HTTP2Stream,
    _ number: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    stream.isAnswered = true
    credit.earn()
    let written = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, stream, context), eventLoop: context.eventLoop)
    written.futureResult.whenComplete { _ in
      let (connection, stream, context) = bound.value
      stream.request = nil
      stream.machine.answerWritten(at: .now())
      connection.remove(number, context)
    }
    let hasBody = !answer.body.isEmpty && !stream.isHead
    write(
      number,
      .headers(.init(headers: answer.fields, endStream: !hasBody)),
      context,
      hasBody ? nil : written
    )
    if hasBody {
      let trailers = answer.trailingFields
      let body = context.channel.allocator.buffer(bytes: answer.body)
      write(
        number,
        .data(.init(data: .byteBuffer(body), endStream: trailers == nil)),
        context,
        trailers == nil ? written : nil
      )
      if let trailers {
        write(number, .headers(.init(headers: trailers, endStream: true)), context, written)
      }
    }
    // The peer need not send the rest (RFC 9113, section 8.1).
    if !stream.inputEnded { breakOff(stream, number, .noError, context) }
  }

  private func breakOff(
    _ stream: HTTP2Stream,
    _ number: HTTP2StreamID,
    _ code: HTTP2ErrorCode,
    _ context: ChannelHandlerContext
  ) {
    guard !stream.isClosed else { return }
    write(number, .rstStream(code), context)
  }
}
