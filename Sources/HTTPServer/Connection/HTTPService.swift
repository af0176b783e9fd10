package import NIOCore
package import NIOHTTP1

/// Handles the requests of a listener. It is called on event loops.
package protocol HTTPService: Sendable {
  /// Decides about a request by its head, before a byte of its body is read.
  /// - Parameter channel: The connection it comes on.
  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission

  /// The answer to what did not become a request.
  func answer(to rejection: HTTPRejection) -> HTTPAnswer
}

/// The decision about a head.
package enum HTTPAdmission {
  /// The whole body is to be read, within the limits of the connection.
  case collect(any CollectedRequest)
  /// The request is read, and answered, part by part.
  case stream(any StreamedRequest)
  /// The answer is there already. The body is dropped.
  case answer(HTTPAnswer)
}

/// A request that a service has let in: what it has made of the head, and the bytes that are reserved for the body.
/// The connection lets go of it when its answer has left or the client is gone.
package protocol CollectedRequest: AnyObject, Sendable {
  /// Makes the reservation so many bytes large, before they are read. On the event loop. Meanwhile nothing is read.
  /// - Returns: Later false, or now `refused`, when there is no room; the reservation is then as it was. Always
  ///   `granted` for one that becomes smaller.
  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation

  /// What the first bytes of a body say about the length of all of it; nil for nothing. Asked where the head says
  /// nothing. Bodies that turn out to be longer are delivered all the same. On the event loop.
  func declaredLength(in begin: ByteBuffer) -> Int?

  /// Answers the request, whose body is complete. Never fails: a failure is an answer too. On the event loop.
  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer>

  /// The answer when the body will not be complete. On the event loop.
  func answer(to rejection: HTTPRejection) -> HTTPAnswer
}

extension CollectedRequest {
  package func declaredLength(in begin: ByteBuffer) -> Int? { nil }
}

/// A request that a service has let in, and serves as it likes.
package protocol StreamedRequest: AnyObject, Sendable {
  /// Begins to. Whatever comes of it, ``HTTPExchange/finish()`` is called in the end. On the event loop.
  func serve(_ exchange: HTTPExchange)

  /// The client has closed its connection before the request was over. On the event loop.
  func clientLeft()
}

/// The answer to somebody who wants to reserve bytes.
package enum HTTPReservation {
  case granted, refused
  case later(EventLoopFuture<Bool>)
}

/// Why a request is refused before its body is complete.
package enum HTTPRejection: Hashable, Sendable {
  /// The body is longer than the limit.
  case tooLarge
  /// There is no room for the body.
  case overloaded
  /// The head or the body came too slowly.
  case tooSlow
  /// The received bytes are not HTTP.
  case malformed
  /// The head is larger than the limit.
  case headTooLarge
  /// The peer has gone in the middle of it; the answer will reach nobody.
  case aborted
}
