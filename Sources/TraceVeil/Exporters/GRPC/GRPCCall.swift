import NIOCore
import NIOHPACK

/// One call on its way: what is sent, and who waits for the answer.
final class GRPCCall: Sendable {
  let headers: HPACKHeaders
  /// The message without its prefix.
  let message: ByteBuffer
  let isCompressed: Bool
  let promise: EventLoopPromise<GRPCAnswer>

  init(_ headers: HPACKHeaders, _ message: ByteBuffer, isCompressed: Bool, on eventLoop: any EventLoop) {
    self.headers = headers
    self.message = message
    self.isCompressed = isCompressed
    promise = eventLoop.makePromise()
  }

  var prefix: ByteBuffer {
    var prefix = ByteBuffer()
    prefix.writeInteger(isCompressed ? 1 : 0, as: UInt8.self)
    prefix.writeInteger(UInt32(message.readableBytes))
    return prefix
  }
}
