import NIOCore
import NIOHTTP1
import NIOPosix

/// Small requests to the administrative paths of the processes under measurement.
struct LoopbackHTTP: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let group: any EventLoopGroup
  let port: Int

  func get(_ path: String) async throws -> ByteBuffer {
    try await request(.GET, path)
  }

  func post(_ path: String) async throws -> ByteBuffer {
    try await request(.POST, path)
  }

  /// The body of a 200.
  private func request(_ method: HTTPMethod, _ path: String) async throws -> ByteBuffer {
    let eventLoop = group.next()
    let answer = eventLoop.makePromise(of: ByteBuffer.self)
    let channel = try await ClientBootstrap(group: eventLoop)
      .connectTimeout(.seconds(10))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(SingleAnswer(answer))
        }
      }
      .connect(host: "127.0.0.1", port: port)
      .get()
    let headers: HTTPHeaders = ["host": "127.0.0.1:\(port)", "connection": "close", "content-length": "0"]
    channel.write(
      HTTPClientRequestPart.head(.init(version: .http1_1, method: method, uri: path, headers: headers)),
      promise: nil
    )
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    return try await answer.futureResult.get()
  }
}

private final class SingleAnswer: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let promise: EventLoopPromise<ByteBuffer>
  private var status = HTTPResponseStatus.ok
  private var body = ByteBuffer()

  init(_ promise: EventLoopPromise<ByteBuffer>) {
    self.promise = promise
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      status = head.status
    case .body(var part):
      body.writeBuffer(&part)
    case .end:
      if status == .ok {
        promise.succeed(body)
      } else {
        promise.fail(LoopbackHTTP.Failure(description: "the answer was \(status.code)"))
      }
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    promise.fail(LoopbackHTTP.Failure(description: "the connection was closed without an answer"))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    promise.fail(error)
    context.close(promise: nil)
  }
}
