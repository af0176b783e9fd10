import NIOCore
import NIOHTTP1

/// Ends a connection to the MLflow server behind an answer of 500: with the answer, not with what is sent next.
///
/// MLflow's server closes a connection when its application has failed, and does not say so in the answer. Another client's
/// request that was sent on it in that moment would get no answer.
final class UpstreamConnection: ChannelInboundHandler, Sendable {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// Puts it behind the decoder of answers.
  static func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(UpstreamConnection(), position: .after(decoder))
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data), head.status == .internalServerError else {
      return context.fireChannelRead(data)
    }
    head.headers.replaceOrAdd(name: "connection", value: "close")
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}
