import HTTPServer
import NIOCore

/// A request of a page in a browser, which may read the answers.
final class CrossOriginRequest: CollectedRequest {
  private let request: any CollectedRequest
  private let origin: String
  private let policy: CrossOrigin

  init(_ request: any CollectedRequest, from origin: String, by policy: CrossOrigin) {
    self.request = request
    self.origin = origin
    self.policy = policy
  }

  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation {
    request.reserve(bytes, on: eventLoop)
  }

  func declaredLength(in begin: ByteBuffer) -> Int? { request.declaredLength(in: begin) }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    request.respond(to: body, on: eventLoop).map { [policy, origin] in policy.allow(origin, $0) }
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    policy.allow(origin, request.answer(to: rejection))
  }
}
