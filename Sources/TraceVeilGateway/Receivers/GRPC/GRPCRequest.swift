import HTTPServer
import NIOCore
import OTLP

/// A call that has been let in: a request whose body is in a frame.
final class GRPCRequest: CollectedRequest {
  private let request: OTLPRequest

  init(_ request: OTLPRequest) { self.request = request }

  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation {
    request.reserve(bytes, on: eventLoop)
  }

  func declaredLength(in begin: ByteBuffer) -> Int? { GRPCFrame.length(begin) }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    do throws(GRPCFrame.Fault) {
      let message = try GRPCFrame.message(body)
      if message.isCompressed, request.kind.coding == .identity {
        return refuse(
          .internal,
          "the message is compressed, and grpc-encoding does not say how",
          on: eventLoop
        )
      }
      let coding = message.isCompressed ? request.kind.coding : .identity
      return request.respond(to: message.bytes, in: coding, on: eventLoop)
    } catch {
      return switch error {
      case .none, .several: refuse(.unimplemented, "Export takes exactly one message", on: eventLoop)
      case .truncated: refuse(.invalidArgument, "the message is truncated", on: eventLoop)
      case .invalidFlag: refuse(.invalidArgument, "the message's frame is invalid", on: eventLoop)
      }
    }
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer { request.answer(to: rejection) }

  private func refuse(
    _ code: StatusCode,
    _ message: String,
    on eventLoop: any EventLoop
  ) -> EventLoopFuture<HTTPAnswer> {
    request.service.counters.count(.malformed, request.signal)
    return eventLoop.makeSucceededFuture(.grpc(code, message))
  }
}
