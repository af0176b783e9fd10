import OTLP

// Where gRPC has said how a call ended.
extension FailureAdvisor {
  /// Advice about a server that answers in HTTP/2 without a gRPC status.
  static let noGRPC =
    "what answers there is no server of gRPC: check the address, or set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"

  /// Advice about a server that closes the connection before it sends anything.
  static let saidNothing =
    "the server, or a proxy before it, ended the connection before it said anything: it may want TLS (https://), or have no gRPC at this port"

  /// - Parameter status: The code as an HTTP status.
  func advice(_ code: GRPCStatusCode, _ status: Int, _ answer: AnswerText, _ request: Request) -> String? {
    standardAdvice(code, status, answer, request).map(named)
  }

  private func standardAdvice(
    _ code: GRPCStatusCode,
    _ status: Int,
    _ answer: AnswerText,
    _ request: Request
  ) -> String? {
    // A path of HTTP, which advice on 404 is about, is nothing that can be set.
    if code == .notFound {
      return
        "the server does not know what the headers name, such as a tenant: check OTEL_EXPORTER_OTLP_HEADERS"
    }
    if code == .resourceExhausted {
      return "the server has reached a limit of its own. It is asked again only where it says when"
    }
    guard code == .unimplemented else {
      if code == .failedPrecondition, answer.says("gateways") { return advice(508, answer, request) }
      return advice(status, answer, request)
    }
    if answer.says("compress") || answer.says("encoding") {
      return
        "the server does not take this compression: set OTEL_EXPORTER_OTLP_COMPRESSION to another, or to none"
    }
    guard let signal = request.signal, signal != .traces else {
      return "the server takes no OTLP over gRPC at this address"
    }
    return
      "the server takes no \(signal.rawValue) over gRPC: \(leaving(signal)), or another endpoint for them"
  }
}
