package import NIOCore
package import NIOHTTP1

/// Handles the requests of a listener that speaks HTTP/2. It is called on event loops.
package protocol HTTP2Service: Sendable {
  /// Decides about a request by its head, before a byte of its body is read.
  /// - Parameter channel: The connection it comes on.
  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTP2Admission

  /// The answer to what did not become a request. Nobody may be there to get it.
  func answer(to rejection: HTTPRejection) -> HTTPAnswer

  /// The text of the answer to a peer that speaks HTTP/1. Reading it counts the peer.
  var answerToHTTP1: String { get }
}

/// The decision about a head.
package enum HTTP2Admission {
  /// The whole body is to be read, within the limits of the connection.
  case collect(any CollectedRequest)
  /// The answer is there already. The body is not read.
  case answer(HTTPAnswer)
}
