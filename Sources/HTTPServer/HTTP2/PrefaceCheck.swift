import NIOCore

/// Stands before HTTP/2 until a peer's first bytes show that it speaks that, and holds what is sent so far. A peer that
/// speaks HTTP/1 has taken the wrong port, and is told so in words that it can read.
///
/// It does not end the connection: a peer that is still sending would lose the answer. It leaves by itself, or is closed like
/// everybody who never begins.
final class PrefaceCheck: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// RFC 9113, section 3.4.
  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  private enum State {
    /// So many bytes of the preface have come.
    case expecting(from: Int)
    case open
    case refused
  }

  private let service: any HTTP2Service
  private var state = State.expecting(from: 0)
  /// Writes that wait: the settings that a server sends first, some hundred bytes.
  private var held: [(ByteBuffer, EventLoopPromise<Void>?)] = []

  init(service: any HTTP2Service) { self.service = service }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .expecting(let known) = state else { return }
    let bytes = unwrapInboundIn(data)
    let expected = Self.preface[known...]
    let count = min(bytes.readableBytes, expected.count)
    guard bytes.readableBytesView.prefix(count).elementsEqual(expected.prefix(count)) else {
      return mismatch(bytes, known, context)
    }
    state = .expecting(from: known + count)
    if known + count == Self.preface.count { return leave(passing: bytes, context) }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch state {
    case .expecting: held.append((unwrapOutboundIn(data), promise))
    case .open: context.write(data, promise: promise)
    case .refused: promise?.fail(ChannelError.ioOnClosedChannel)
    }
  }

  func flush(context: ChannelHandlerContext) {
    if case .open = state { context.flush() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    drop()
    context.fireChannelInactive()
  }

  /// Handles bytes that are not the preface. A peer that speaks HTTP/1 gets a text as the answer. Bytes that are
  /// neither go to the next handler, which refuses them.
  private func mismatch(_ bytes: ByteBuffer, _ known: Int, _ context: ChannelHandlerContext) {
    let first = known > 0 ? Self.preface[0] : bytes.readableBytesView.first
    guard let first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
      return leave(passing: bytes, context)
    }
    state = .refused
    drop()
    let answer = service.answerToHTTP1
    let head =
      "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: \(answer.utf8.count)\r\n\r\n"
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head + answer)), promise: nil)
  }

  private func leave(passing bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    state = .open
    for (bytes, promise) in held { context.write(wrapOutboundOut(bytes), promise: promise) }
    held = []
    context.flush()
    context.fireChannelRead(wrapInboundOut(bytes))
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }

  private func drop() {
    for (_, promise) in held { promise?.fail(ChannelError.ioOnClosedChannel) }
    held = []
  }
}
