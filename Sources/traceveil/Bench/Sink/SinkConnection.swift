import NIOCore
import NIOHTTP1
import Workload

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One connection to the sink: reads a request, lets its fault happen, answers, and checks what it read.
final class SinkConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let sink: Sink
  private let inflater = GzipInflater()
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()
  private var inflated = ByteBuffer()
  private var isGzip = false
  private var keepsAlive = true
  private var fault: FaultPlan.Fault?

  init(_ sink: Sink) {
    self.sink = sink
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      begin(head, context)
    case .body(var part):
      body.writeBuffer(&part)
    case .end:
      guard let head else { return }
      if head.uri == "/v1/traces" {
        receive(context)
      } else {
        answerAdministrator(head, context)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = head
    body.clear()
    let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    body.reserveCapacity(min(length, 64 << 20))
    keepsAlive = head.isKeepAlive
    isGzip = head.headers.first(name: "content-encoding") == "gzip"
    fault = head.uri == "/v1/traces" ? sink.drawFault() : nil
    if fault == .resetBefore { reset(context) }
  }

  private func receive(_ context: ChannelHandlerContext) {
    if let rest = sink.remainingStall() {
      continueLater(rest, context)
    } else if fault == .delay {
      continueLater(.milliseconds(Int64(sink.plan.delayMilliseconds)), context)
    } else {
      finish(context)
    }
  }

  /// Whoever has given up in the meantime gets no answer, and the request does not count as accepted.
  private func continueLater(_ amount: TimeAmount, _ context: ChannelHandlerContext) {
    context.eventLoop.assumeIsolated().scheduleTask(in: amount) { [context] in
      if context.channel.isActive { self.finish(context) }
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    switch fault {
    case .resetBefore:
      return
    case .unavailable:
      answer(.serviceUnavailable, ["retry-after": String(sink.retryAfterSeconds)], nil, context)
      return
    case .resetAfter:
      reset(context)
      return
    case .lostAcknowledgement:
      reset(context)
    case .delay, nil:
      answer(.ok, ["content-type": "application/x-protobuf"], nil, context)
    }
    check()
  }

  /// After the answer, so that the sender need not wait for it.
  private func check() {
    sink.recordArrival()
    let wireBytes = body.readableBytes
    if isGzip {
      do {
        try inflater.inflate(&body, into: &inflated)
        sink.inspect(inflated, wireBytes: wireBytes)
      } catch {
        sink.recordMalformed(wireBytes: wireBytes)
      }
    } else {
      sink.inspect(body, wireBytes: wireBytes)
    }
  }

  private func answerAdministrator(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let parts = head.uri.split(separator: "?", maxSplits: 1)
    switch parts.first {
    case "/summary":
      answer(.ok, ["content-type": "application/json"], JSONRecord.encode(sink.summary), context)
    case "/received":
      answer(.ok, ["content-type": "application/octet-stream"], sink.bitmap, context)
    case "/stall":
      sink.stall(for: .seconds(parts.dropFirst().first.flatMap { Int64($0) } ?? 0))
      answer(.ok, [:], nil, context)
    default:
      answer(.notFound, [:], nil, context)
    }
  }

  private func answer(
    _ status: HTTPResponseStatus,
    _ headers: HTTPHeaders,
    _ content: [UInt8]?,
    _ context: ChannelHandlerContext
  ) {
    var headers = headers
    headers.add(name: "content-length", value: String(content?.count ?? 0))
    if !keepsAlive { headers.add(name: "connection", value: "close") }
    context.write(
      wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
      promise: nil
    )
    if let content {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: content)))), promise: nil)
    }
    let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !keepsAlive {
      written.assumeIsolated().whenComplete { [context] _ in context.close(promise: nil) }
    }
  }

  /// Ends the connection with RST, as a crashed process or an impatient balancer does.
  private func reset(_ context: ChannelHandlerContext) {
    fault = .resetBefore
    head = nil
    if let socket = context.channel as? any SocketOptionProvider {
      _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }
    context.close(promise: nil)
  }
}
