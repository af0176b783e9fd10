import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import ProtobufWire

/// `grpc.health.v1.Health`: `Check`, for probes. There is no `Watch`; clients take `UNIMPLEMENTED` for healthy.
struct GRPCHealth: Sendable {
  private static let service = "/grpc.health.v1.Health/"

  private let names: Set<String>
  private let isServing: @Sendable () -> Bool

  /// - Parameter signals: Those that are served.
  init(signals: Set<Signal>, isServing: @escaping @Sendable () -> Bool) {
    names = Set(signals.map(\.grpcService) + ["", "grpc.health.v1.Health"])
    self.isServing = isServing
  }

  /// Nil for a call of another service.
  func admit(_ head: HTTPRequestHead) -> HTTP2Admission? {
    guard head.uri.hasPrefix(Self.service) else { return nil }
    guard head.uri == Self.service + "Check" else {
      return .answer(.grpc(.unimplemented, "of the health service there is Check only"))
    }
    return .collect(HealthCheck(self))
  }

  fileprivate func answer(_ body: ByteBuffer) -> HTTPAnswer {
    guard let message = try? GRPCFrame.message(body), !message.isCompressed,
      let name = Self.name(message.bytes)
    else { return .grpc(.invalidArgument, "this is not a HealthCheckRequest") }
    guard names.contains(name) else { return .grpc(.notFound, "there is no such service") }
    // HealthCheckResponse: status is SERVING, or NOT_SERVING.
    return .grpc([8, isServing() ? 1 : 2])
  }

  /// The field `service` of a HealthCheckRequest. Nil for what is none.
  private static func name(_ message: ByteBuffer) -> String? {
    message.readableBytesUInt8Span.withUnsafeBufferPointer { bytes in
      guard bytes.count > 0, let origin = bytes.baseAddress else { return "" }
      var cursor = WireCursor(bytes, origin: origin)
      guard let tag = try? cursor.readTag(), tag == (1, WireCursor.WireType.lengthPrefixed),
        let name = try? cursor.readBytes(), cursor.isAtEnd
      else { return nil }
      return String(decoding: name, as: UTF8.self)
    }
  }
}

/// One call. Small, so it needs no part of the budget.
private final class HealthCheck: CollectedRequest {
  private static let maximumBytes = 1024

  private let health: GRPCHealth

  init(_ health: GRPCHealth) { self.health = health }

  func reserve(_ bytes: Int, on eventLoop: any EventLoop) -> HTTPReservation {
    bytes <= Self.maximumBytes ? .granted : .refused
  }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    eventLoop.makeSucceededFuture(health.answer(body))
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    .grpc(.resourceExhausted, "a HealthCheckRequest is small")
  }
}
