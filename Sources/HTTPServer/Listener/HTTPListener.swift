package import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL

/// A bound port with its connections.
package final class HTTPListener: Sendable {
  private let channel: any Channel
  private let connections: OpenConnections

  /// Binds `address` and serves it from now on.
  ///
  /// - Parameter tls: For TLS on the way in; nil for plain text.
  /// - Throws: When the address cannot be bound.
  package init(
    address: ListenAddress,
    service: any HTTPService,
    limits: HTTPConnectionLimits,
    tls: NIOSSLContext? = nil,
    maximumConnections: Int,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws {
    let connections = OpenConnections(limit: maximumConnections)
    self.connections = connections
    channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(.autoRead, value: false)
      // One read at a time, of a size that makes a copy of a megabyte cost what it costs in C.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(minimum: 1 << 16, initial: 1 << 16, maximum: 1 << 18)
      )
      .childChannelInitializer { channel in
        guard connections.add(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandlers([
            ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits.head)),
            HTTPResponseEncoder(),
            HTTPConnection(service: service, limits: limits),
          ])
        }
      }
      .bind(host: address.host, port: address.port).get()
  }

  /// The address that was bound, with the port the system chose where 0 was asked for.
  package var address: ListenAddress? { channel.localAddress.flatMap(ListenAddress.init) }

  /// Connections that are open.
  package var openConnections: Int { connections.count }
  /// Connections that were closed at once because there were too many.
  package var refusedConnections: Int { connections.refused }

  /// Closes every connection, and leaves the port open.
  package func closeConnections() { connections.closeAll() }

  /// Closes the port and every connection.
  package func close() async {
    try? await channel.close().get()
    connections.closeAll()
  }
}
