package import NIOCore
package import NIOHPACK
package import NIOHTTP2
import NIOPosix
import Synchronization

/// A server of HTTP/2 that answers frames as a test says, on a free port of loopback.
package final class FrameServer: Sendable {
  /// What a test does with a connection. On its event loop.
  package struct Connection {
    /// Counts from 0.
    package let number: Int
    fileprivate let context: ChannelHandlerContext

    package var eventLoop: any EventLoop { context.eventLoop }

    package func send(_ stream: HTTP2StreamID, _ payload: HTTP2Frame.FramePayload) {
      context.channel.pipeline.syncOperations.writeAndFlush(
        NIOAny(HTTP2Frame(streamID: stream, payload: payload)),
        promise: nil
      )
    }

    package func close() { context.close(promise: nil) }

    /// A message, and the status behind it.
    package func answer(_ stream: HTTP2StreamID, message: [UInt8] = [], status: String = "0") {
      send(stream, .headers(.init(headers: [":status": "200", "content-type": "application/grpc"])))
      let frame: [UInt8] = [0] + withUnsafeBytes(of: UInt32(message.count).bigEndian) { Array($0) } + message
      send(stream, .data(.init(data: .byteBuffer(ByteBuffer(bytes: frame)))))
      send(stream, .headers(.init(headers: ["grpc-status": status], endStream: true)))
    }

    /// A status alone.
    package func refuse(_ stream: HTTP2StreamID, _ fields: [(String, String)]) {
      let all = [(":status", "200"), ("content-type", "application/grpc")] + fields
      send(stream, .headers(.init(headers: HPACKHeaders(all), endStream: true)))
    }
  }

  /// A call as it came.
  package struct Call: Sendable {
    package let connection: Int
    package var headers: HPACKHeaders
    package var body: [UInt8] = []
  }

  private struct State {
    var connections = 0
    var calls: [Call] = []
  }

  private let channel: any Channel
  private let state: Box

  private final class Box: Sendable {
    let value = Mutex(State())
    let received = EventCounter()
  }

  private init(_ channel: any Channel, _ state: Box) {
    self.channel = channel
    self.state = state
  }

  /// - Parameters:
  ///   - settings: What the server says first.
  ///   - answer: Called when a call has come whole, with how many came before on all connections.
  package static func start(
    settings: [HTTP2Setting] = [],
    _ answer: @escaping @Sendable (Connection, HTTP2StreamID, Int) -> Void
  ) async throws -> FrameServer {
    let state = Box()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let number = state.value.withLock { state in
            defer { state.connections += 1 }
            return state.connections
          }
          let sync = channel.pipeline.syncOperations
          try sync.addHandler(NIOHTTP2Handler(mode: .server, initialSettings: settings))
          try sync.addHandler(Handler(number, state, answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return FrameServer(channel, state)
  }

  /// Calls that have come whole.
  package var received: EventCounter { state.received }

  package var port: Int { channel.localAddress?.port ?? 0 }
  package var url: String { "http://127.0.0.1:\(port)" }
  package var calls: [Call] { state.value.withLock { $0.calls } }
  package var connectionCount: Int { state.value.withLock { $0.connections } }

  package func stop() async { try? await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    private let number: Int
    private let state: Box
    private let answer: @Sendable (Connection, HTTP2StreamID, Int) -> Void
    private var open: [HTTP2StreamID: Call] = [:]

    init(_ number: Int, _ state: Box, _ answer: @escaping @Sendable (Connection, HTTP2StreamID, Int) -> Void)
    {
      self.number = number
      self.state = state
      self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let frame = unwrapInboundIn(data)
      let stream = frame.streamID
      switch frame.payload {
      case .headers(let headers): open[stream] = Call(connection: number, headers: headers.headers)
      case .data(let data):
        guard case .byteBuffer(let bytes) = data.data else { return }
        open[stream]?.body += Array(bytes.readableBytesView)
        let connection = Connection(number: number, context: context)
        if bytes.readableBytes > 0 {
          connection.send(.rootStream, .windowUpdate(windowSizeIncrement: bytes.readableBytes))
          if !data.endStream {
            connection.send(stream, .windowUpdate(windowSizeIncrement: bytes.readableBytes))
          }
        }
        guard data.endStream, let call = open.removeValue(forKey: stream) else { return }
        let before = state.value.withLock { state in
          defer { state.calls.append(call) }
          return state.calls.count
        }
        answer(connection, stream, before)
        state.received.increment()
      default: break
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
