import NIOCore

/// Stands before HTTP/2 until the first bytes of a server show that it speaks that. One that speaks HTTP/1, or TLS, is
/// another mistake of the address than one that speaks anything else.
final class PeerCheck: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private static let http1 = Array("HTTP/1".utf8)
  /// The begin of an alert: its type, and the larger part of the version.
  private static let alert: [UInt8] = [0x15, 0x03]

  private var begin = ByteBuffer()
  private var hasFailed = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasFailed else { return }
    var bytes = unwrapInboundIn(data)
    begin.writeBuffer(&bytes)
    for (form, failure) in [(Self.http1, GRPCFailure.notHTTP2), (Self.alert, .needsTLS)] {
      let count = min(begin.readableBytes, form.count)
      guard begin.readableBytesView.prefix(count).elementsEqual(form.prefix(count)) else { continue }
      // Not enough of it to be sure.
      if count < form.count { return }
      hasFailed = true
      context.fireErrorCaught(failure)
      return context.close(promise: nil)
    }
    context.fireChannelRead(wrapInboundOut(begin))
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }
}
