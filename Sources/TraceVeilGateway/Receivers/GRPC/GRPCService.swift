import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

/// OTLP over gRPC: the same receiver as that of OTLP over HTTP, behind other heads and frames.
///
/// A message's bytes go to the same validator, so there is no second model of them. Health is served (`Check`),
/// reflection is not.
final class GRPCService: HTTP2Service {
  private let receiver: OTLPService
  private let health: GRPCHealth

  /// - Parameter isServing: Whether the gateway takes requests, at the moment.
  init(_ receiver: OTLPService, isServing: @escaping @Sendable () -> Bool) {
    self.receiver = receiver
    health = GRPCHealth(signals: Set(receiver.sinks.keys), isServing: isServing)
  }

  /// Decides by the head alone.
  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTP2Admission {
    guard head.method == .POST else {
      var answer = HTTPAnswer.error(
        .methodNotAllowed,
        .unimplemented,
        "gRPC calls are POST requests",
        as: nil
      )
      answer.headers.append(("allow", "POST"))
      return .answer(receiver.refuse(.methodNotAllowed, nil, answer))
    }
    guard Self.isGRPC(head.headers.first(name: "content-type")) else {
      return .answer(
        receiver.refuse(
          .unsupportedMediaType,
          nil,
          .error(.unsupportedMediaType, .invalidArgument, Self.wrongPort, as: nil)
        )
      )
    }
    // Whoever looks after the gateway has no token.
    if let answer = health.admit(head) { return answer }
    let signal = Signal(grpcPath: head.uri)
    if let refusal = receiver.refuseUnauthorized(head, signal, as: .grpc) { return .answer(refusal) }
    guard let signal else {
      let message =
        "there is no such method; OTLP's are Export of TraceService, LogsService and MetricsService"
      return .answer(receiver.refuse(.notFound, nil, .grpc(.unimplemented, message)))
    }
    let codings = head.headers[canonicalForm: "grpc-encoding"].map { $0.lowercased() }
    guard let coding = ContentCoding(codings) else {
      var answer = HTTPAnswer.grpc(.unimplemented, "the encoding must be \(ContentCoding.named)")
      answer.headers.append(("grpc-accept-encoding", "identity,gzip,deflate,zstd,snappy,lz4"))
      return .answer(receiver.refuse(.unsupportedMediaType, signal, answer))
    }
    let timeout: Duration?
    switch head.headers.first(name: "grpc-timeout").map({ GRPCTimeout($0) }) {
    case nil: timeout = nil
    case .some(let value?): timeout = value.duration
    case .some(nil):
      return .answer(
        receiver.refuse(.malformed, signal, .grpc(.invalidArgument, "grpc-timeout is not a time"))
      )
    }
    let kind = OTLPRequest.Kind(encoding: .protobuf, form: .grpc, coding: coding, timeout: timeout)
    switch receiver.letIn(head, signal, kind) {
    case .request(let request): return .collect(GRPCRequest(request))
    case .refused(let answer): return .answer(answer)
    }
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    receiver.answer(to: rejection, nil, as: .grpc)
  }

  private static let wrongPort =
    "this port speaks gRPC; OTLP over HTTP has a port of its own, 4318 by default"

  var answerToHTTP1: String {
    _ = answer(to: .malformed)
    return Self.wrongPort + "\n"
  }

  /// `application/grpc`, with `+proto` or without. Messages in JSON are not taken.
  private static func isGRPC(_ contentType: String?) -> Bool {
    guard let contentType else { return false }
    let mediaType = contentType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
    return mediaType == "application/grpc" || mediaType == "application/grpc+proto"
  }
}

extension Signal {
  /// The signal of a method's path; nil for any other path.
  init?(grpcPath path: String) {
    guard let signal = Signal.allCases.first(where: { "/\($0.grpcService)/Export" == path }) else {
      return nil
    }
    self = signal
  }

  /// The full name of its service.
  var grpcService: String {
    switch self {
    case .traces: "opentelemetry.proto.collector.trace.v1.TraceService"
    case .logs: "opentelemetry.proto.collector.logs.v1.LogsService"
    case .metrics: "opentelemetry.proto.collector.metrics.v1.MetricsService"
    }
  }
}
