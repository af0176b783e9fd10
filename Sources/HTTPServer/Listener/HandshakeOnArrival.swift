import NIOCore
import NIOSSL

/// Stands in for TLS until the peer's first bytes come. A connection that does nothing has no state of TLS then, which is
/// most of what it would take in memory.
final class HandshakeOnArrival: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let tls: ServerTLS

  init(_ tls: ServerTLS) { self.tls = tls }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let pipeline = context.pipeline.syncOperations
    do {
      try pipeline.addHandler(NIOSSLServerHandler(context: tls.context), position: .after(self))
    } catch {
      // Without TLS nothing may pass.
      return context.close(promise: nil)
    }
    context.fireChannelRead(data)
    pipeline.removeHandler(context: context, promise: nil)
  }
}
