import NIOCore

/// Rests a listener that cannot accept, as the process or the system has no descriptor left.
///
/// The port stays readable all that time, so the loop would find nothing else to do than to try again.
final class AcceptRest: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private static let time = TimeAmount.milliseconds(100)

  private let connections: OpenConnections
  private var isResting = false

  init(_ connections: OpenConnections) { self.connections = connections }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is IOError else { return context.fireErrorCaught(error) }
    connections.noteExhaustion()
    guard !isResting else { return }
    isResting = true
    try? context.channel.syncOptions?.setOption(.autoRead, value: false)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.time) {
      let (rest, context) = bound.value
      rest.isResting = false
      guard context.channel.isActive else { return }
      try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    }
  }
}
