import NIOCore
import NIOHTTP1
import NIOPosix
import Workload

/// The sink's listener on loopback.
struct SinkServer {
  /// How the sink tells its port; `bench` looks for it in the sink's output.
  static let startLine = "sink listening on 127.0.0.1:"

  private let channel: any Channel

  var port: Int { channel.localAddress?.port ?? 0 }

  static func start(_ sink: Sink, port: Int, group: any EventLoopGroup) async throws -> SinkServer {
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(SinkConnection(sink))
        }
      }
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(
        .recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(minimum: 64 << 10, initial: 64 << 10, maximum: 1 << 20)
      )
      .bind(host: "127.0.0.1", port: port)
      .get()
    return SinkServer(channel: channel)
  }

  func waitUntilClosed() async throws {
    try await channel.closeFuture.get()
  }

  func close() async throws {
    try await channel.close()
  }
}
