import NIOCore
import NIOHTTP1

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// One connection of a ``ScriptedServer``.
final class ScriptedConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: ScriptedServer
  private let number: Int
  private var request: ReceivedRequest?
  private var answer = ScriptedAnswer.ok

  init(server: ScriptedServer, number: Int) {
    self.server = server
    self.number = number
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let bytes): request?.body.append(contentsOf: bytes.readableBytesView)
    case .end: finish(context)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    answer = server.nextAnswer()
    request = ReceivedRequest(
      method: head.method.rawValue,
      uri: head.uri,
      headers: head.headers.map { ($0.name, $0.value) },
      body: [],
      connection: number
    )
    if case .resetBeforeReading = answer {
      if let request { server.keep(request) }
      request = nil
      reset(context)
    }
    server.begun.increment()
  }

  private func finish(_ context: ChannelHandlerContext) {
    guard let request else { return }
    self.request = nil
    server.keep(request)
    switch answer {
    case .deciding(let decide):
      send(status: decide(request), headers: [("Content-Length", "0")], [], context)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    case .when(let gate):
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      gate.hop(to: context.eventLoop).whenSuccess {
        let (connection, context) = bound.value
        connection.send(status: 200, headers: [("Content-Length", "0")], [], context)
        context.writeAndFlush(connection.wrapOutboundOut(.end(nil)), promise: nil)
      }
    case .answer(let status, let headers, let body):
      send(status: status, headers: headers + [("Content-Length", "\(body.count)")], body, context)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    case .resetBeforeReading, .resetAfterReading: reset(context)
    case .stall: break
    case .stallInBody(let body):
      send(status: 200, headers: [("Content-Length", "\(body.count + 1)")], body, context)
    case .breakInBody(let body):
      send(status: 200, headers: [("Content-Length", "\(body.count + 1)")], body, context)
      context.close(promise: nil)
    case .endlessBody:
      send(status: 200, headers: [], [], context)
      sendEndlessly(context)
    }
    server.received.increment()
  }

  private func send(
    status: Int,
    headers: [(String, String)],
    _ body: [UInt8],
    _ context: ChannelHandlerContext
  ) {
    let head = HTTPResponseHead(
      version: .http1_1,
      status: HTTPResponseStatus(statusCode: status),
      headers: HTTPHeaders(headers)
    )
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let bytes = ByteBuffer(bytes: body)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
  }

  private func sendEndlessly(_ context: ChannelHandlerContext) {
    let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(repeating: 0, count: 64 << 10)))
    let written = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    written.futureResult.whenSuccess {
      let (connection, context) = bound.value
      connection.sendEndlessly(context)
    }
    context.writeAndFlush(wrapOutboundOut(part), promise: written)
  }

  /// Closes with a reset rather than an orderly end.
  private func reset(_ context: ChannelHandlerContext) {
    if let options = context.channel as? any SocketOptionProvider {
      let close = NIOLoopBound(context, eventLoop: context.eventLoop)
      options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in close.value.close(promise: nil)
      }
    } else {
      context.close(promise: nil)
    }
  }
}
