import NIOCore

/// Ends a connection at its socket, without the farewell of TLS, for which the peer would have to be waited for.
/// The first handler of a connection.
final class ConnectionEnd: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func close() { context?.close(promise: nil) }
}
