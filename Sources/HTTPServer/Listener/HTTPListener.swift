package import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL

/// A bound port with its connections.
package final class HTTPListener: Sendable {
  private let channel: any Channel
  private let bound: ListenAddress
  private let socketFile: UnixSocketFile.Identity?
  private let connections: OpenConnections

  /// Adds to a pipeline what speaks the protocol of the port.
  private typealias ProtocolHandlers =
    @Sendable (any Channel, OpenConnections.Place, ConnectionEnd) throws -> Void

  /// Binds `address` and serves HTTP/1.1 on it from now on.
  ///
  /// - Parameters:
  ///   - tls: For TLS on the way in; nil for plain text.
  ///   - maximumConnections: One more takes the place of one that does nothing, if there is any.
  ///   - report: Called on an event loop when there are too many connections.
  /// - Throws: When the address cannot be bound.
  package convenience init(
    address: ListenAddress,
    service: any HTTPService,
    limits: HTTPConnectionLimits,
    tls: ServerTLS? = nil,
    maximumConnections: Int,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    report: @escaping @Sendable (ConnectionShortage) -> Void = { _ in }
  ) async throws {
    let connections = OpenConnections(limit: maximumConnections, patience: limits.patience, report: report)
    let turns = LoopTurns()
    try await self.init(address, connections, tls: tls, group: group) { channel, place, end in
      try channel.pipeline.syncOperations.addHandlers([
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

  /// Binds `address` and serves HTTP/2 on it from now on, in TLS or by prior knowledge (RFC 9113, section 3.3).
  ///
  /// - Parameters:
  ///   - tls: For TLS on the way in; nil for plain text.
  ///   - maximumConnections: One more takes the place of one that does nothing, if there is any.
  ///   - report: Called on an event loop when there are too many connections.
  /// - Throws: When the address cannot be bound.
  package convenience init(
    address: ListenAddress,
    http2Service service: any HTTP2Service,
    limits: HTTP2Limits,
    tls: ServerTLS? = nil,
    maximumConnections: Int,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    report: @escaping @Sendable (ConnectionShortage) -> Void = { _ in }
  ) async throws {
    let patience = limits.connection.patience
    let connections = OpenConnections(limit: maximumConnections, patience: patience, report: report)
    try await self.init(address, connections, tls: tls, group: group) { channel, place, end in
      try channel.pipeline.syncOperations.addHandlers([
        PrefaceCheck(service: service),
        NIOHTTP2Handler(mode: .server, connectionConfiguration: limits.handler),
        HTTP2Connection(service: service, limits: limits, place: place, end: end),
      ])
    }
  }

  private init(
    _ address: ListenAddress,
    _ connections: OpenConnections,
    tls: ServerTLS?,
    group: any EventLoopGroup,
    _ addHandlers: @escaping ProtocolHandlers
  ) async throws {
    self.connections = connections
    bound = address
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptRest(connections))
        }
      }
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.autoRead, value: false)
      // One read at a time.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: ReceiveSizes())
      .childChannelInitializer { channel in
        guard let place = connections.add(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          let end = ConnectionEnd()
          try channel.pipeline.syncOperations.addHandler(end)
          if let tls { try channel.pipeline.syncOperations.addHandler(HandshakeOnArrival(tls)) }
          try addHandlers(channel, place, end)
        }
      }
    (channel, socketFile) =
      switch address {
      case .internet(let host, let port):
        (
          try await bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: host, port: port).get(),
          nil
        )
      case .unix(let path): try await UnixSocketFile.bind(bootstrap, to: path)
      }
  }

  /// The address that was bound, with the port the system chose where 0 was asked for.
  package var address: ListenAddress? {
    if case .unix = bound { bound } else { channel.localAddress.flatMap(ListenAddress.init) }
  }

  /// Connections that are open.
  package var openConnections: Int { connections.count }
  package var counts: ConnectionCounts { connections.counts }

  /// Tells every peer to begin no more requests, where the protocol has words for that.
  package func drainConnections() { connections.drainAll() }

  /// Closes every connection, and leaves the port open.
  package func closeConnections() { connections.closeAll() }

  /// Closes the port and every connection.
  package func close() async {
    try? await channel.close().get()
    if case .unix(let path) = bound { UnixSocketFile.remove(path, socketFile) }
    connections.closeAll()
  }
}
