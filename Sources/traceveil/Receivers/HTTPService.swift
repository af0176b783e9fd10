import NIOCore
import NIOHTTP1
import TraceVeil

/// What stands behind a listener: it decides about heads and answers requests. Called on event loops.
protocol HTTPService: Sendable {
  /// Where the bytes of bodies are reserved from.
  var budget: ByteBudget { get }

  /// Decides about a request by its head, before a byte of its body is read.
  func admit(_ head: HTTPRequestHead) -> HTTPAdmission

  /// The answer to a request that was refused on the way; no head where there was none.
  func answer(to rejection: RequestAssembler.Rejection, _ head: HTTPRequestHead?) -> HTTPAnswer

  /// Answers a complete request. Never fails: a failure is an answer too.
  /// - Parameter reservation: Covers the body; nil for an empty one.
  func respond(
    to head: HTTPRequestHead,
    body: ByteBuffer,
    reservation: consuming ByteBudget.Reservation?,
    on eventLoop: any EventLoop
  ) -> EventLoopFuture<HTTPAnswer>
}

/// The decision about a head. The presence counts the request as being handled until its answer has left.
enum HTTPAdmission: ~Copyable {
  case accept(Occupancy.Presence)
  case answer(HTTPAnswer)
}
