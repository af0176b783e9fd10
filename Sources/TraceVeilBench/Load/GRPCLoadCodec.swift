import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// Makes calls of gRPC of requests, and answers of their statuses: one call at a time, behind NIO's handler of HTTP/2.
final class GRPCLoadCodec: ChannelDuplexHandler {
  typealias InboundIn = HTTP2Frame
  typealias InboundOut = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTP2Frame

  private var stream = HTTP2StreamID(1)
  private var nextStream = 1
  private var isOpen = false

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      stream = HTTP2StreamID(nextStream)
      nextStream += 2
      isOpen = true
      var fields = HPACKHeaders([
        (":method", "POST"), (":scheme", "http"), (":path", head.uri),
        (":authority", head.headers.first(name: "host") ?? ""), ("te", "trailers"),
      ])
      for (name, value) in head.headers where name != "host" && name != "content-length" {
        fields.add(name: name, value: value)
      }
      write(.headers(.init(headers: fields)), context, promise)
    case .body(let body): write(.data(.init(data: body)), context, promise)
    case .end: write(.data(.init(data: .byteBuffer(ByteBuffer()), endStream: true)), context, promise)
    }
  }

  private func write(
    _ payload: HTTP2Frame.FramePayload,
    _ context: ChannelHandlerContext,
    _ promise: EventLoopPromise<Void>?,
    on id: HTTP2StreamID? = nil
  ) {
    context.write(wrapOutboundOut(HTTP2Frame(streamID: id ?? stream, payload: payload)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.payload {
    case .data(let data):
      // Answers take room of the connection, which nobody else gives back.
      let count = data.data.readableBytes
      guard count > 0 else { return }
      write(.windowUpdate(windowSizeIncrement: count), context, nil, on: .rootStream)
      context.flush()
    case .headers(let headers) where frame.streamID == stream && headers.endStream && isOpen:
      isOpen = false
      let head = HTTPResponseHead(version: .http2, status: Self.status(headers.headers))
      context.fireChannelRead(wrapInboundOut(.head(head)))
      context.fireChannelRead(wrapInboundOut(.end(nil)))
    case .rstStream where frame.streamID == stream && isOpen: context.close(promise: nil)
    case .goAway: context.close(promise: nil)
    default: break
    }
  }

  /// The HTTP status to which OTLP maps it.
  private static func status(_ fields: HPACKHeaders) -> HTTPResponseStatus {
    switch fields.first(name: "grpc-status") {
    case "0": .ok
    case "8": .tooManyRequests
    case "14": .serviceUnavailable
    default: .internalServerError
    }
  }
}
