import HTTPServer
import NIOCore
import NIOHTTP1
import Workload

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One export request: lets its fault happen, answers, and checks what came.
final class SinkRequest: CollectedRequest {
  private let sink: Sink
  private let fault: FaultPlan.Fault?
  private let coding: BodyCoding?
  private let channel: any Channel

  init(_ head: HTTPRequestHead, _ fault: FaultPlan.Fault?, _ sink: Sink, on channel: any Channel) {
    self.sink = sink
    self.fault = fault
    self.channel = channel
    coding = head.headers.first(name: "content-encoding").flatMap { BodyCoding(rawValue: $0) }
  }

  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation { .granted }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer { HTTPAnswer(status: .badRequest) }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    let delay = fault == .delay ? TimeAmount.milliseconds(Int64(sink.plan.delayMilliseconds)) : nil
    guard let wait = sink.remainingStall() ?? delay else {
      return eventLoop.makeCompletedFuture { try finish(body, on: eventLoop) }
    }
    return eventLoop.scheduleTask(in: wait) { [self] in try finish(body, on: eventLoop) }.futureResult
  }

  /// - Throws: When there will be no answer. Whoever has given up in the meantime gets none, and the request does not
  ///   count as accepted.
  private func finish(_ body: ByteBuffer, on eventLoop: any EventLoop) throws -> HTTPAnswer {
    guard channel.isActive else { throw ChannelError.alreadyClosed }
    switch fault {
    case .unavailable:
      return HTTPAnswer(
        status: .serviceUnavailable,
        headers: [("retry-after", String(sink.retryAfterSeconds))]
      )
    case .resetBefore, .resetAfter, .lostAcknowledgement:
      Self.reset(channel)
      if fault == .lostAcknowledgement { sink.accept(body, coding) }
      throw ChannelError.alreadyClosed
    case .delay, nil:
      // After the answer, so that the sender need not wait for it.
      eventLoop.execute { [self] in sink.accept(body, coding) }
      return HTTPAnswer(status: .ok, contentType: "application/x-protobuf")
    }
  }

  /// Ends a connection with RST, as a crashed process or an impatient balancer does.
  static func reset(_ channel: any Channel) {
    if let socket = channel as? any SocketOptionProvider {
      _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }
    channel.close(promise: nil)
  }
}
