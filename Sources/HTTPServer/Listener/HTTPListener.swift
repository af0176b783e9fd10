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
  /// - Parameters:
  ///   - tls: For TLS on the way in; nil for plain text.
  ///   - maximumConnections: One more takes the place of one that does nothing, if there is any.
  ///   - report: Called on an event loop when there are too many connections.
  /// - Throws: When the address cannot be bound.
  package init(
    address: ListenAddress,
    service: any HTTPService,
    limits: HTTPConnectionLimits,
    tls: NIOSSLContext? = nil,
    maximumConnections: Int,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    report: @escaping @Sendable (ConnectionShortage) -> Void = { _ in }
  ) async throws {
    let connections = OpenConnections(
      limit: maximumConnections,
      patience: limits.patience,
      report: report
    )
    self.connections = connections
    let turns = LoopTurns()
    channel = try await ServerBootstrap(group: group)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptRest(connections))
        }
      }
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(.autoRead, value: false)
      // One read at a time.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: ReceiveSizes())
      .childChannelInitializer { channel in
        guard let place = connections.add(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          let end = ConnectionEnd()
          try pipeline.addHandler(end)
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandlers([
            ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits.head)),
            HTTPResponseEncoder(),
            HTTPConnection(
              service: service,
              limits: limits,
              place: place,
              end: end,
              turns: turns(on: channel.eventLoop)
            ),
          ])
        }
      }
      .bind(host: address.host, port: address.port).get()
  }

  /// The address that was bound, with the port the system chose where 0 was asked for.
  package var address: ListenAddress? { channel.localAddress.flatMap(ListenAddress.init) }

  /// Connections that are open.
  package var openConnections: Int { connections.count }
  package var counts: ConnectionCounts { connections.counts }

  /// Closes every connection, and leaves the port open.
  package func closeConnections() { connections.closeAll() }

  /// Closes the port and every connection.
  package func close() async {
    try? await channel.close().get()
    connections.closeAll()
  }
}
