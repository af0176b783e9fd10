import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

extension OTLPService {
  /// Decides by the head alone. Who may not come in learns nothing else, so the token is looked at first.
  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    let encoding = PayloadEncoding(head.headers)
    let signal = Self.signal(head.uri)
    if let tokens = policy.tokens, !tokens.admit(head.headers) {
      return refuse(
        .unauthorized,
        signal,
        .error(.unauthorized, .unauthenticated, "a valid bearer token is required", as: encoding),
        ("www-authenticate", "Bearer realm=\"traceveil\"")
      )
    }
    guard let signal else {
      let message = "there is nothing here; OTLP is at /v1/traces, /v1/logs and /v1/metrics"
      return refuse(.notFound, nil, .error(.notFound, .notFound, message, as: encoding))
    }
    guard head.method == .POST else {
      return refuse(
        .methodNotAllowed,
        signal,
        .error(.methodNotAllowed, .unimplemented, "only POST is allowed here", as: encoding),
        ("allow", "POST")
      )
    }
    guard let sink = sinks[signal] else {
      let message = "\(signal.rawValue) have no destination and are not served"
      return refuse(.notFound, signal, .error(.notFound, .unimplemented, message, as: encoding))
    }
    guard let encoding else {
      let message = "the content type must be application/x-protobuf or application/json"
      return refuse(
        .unsupportedMediaType,
        signal,
        .error(.unsupportedMediaType, .invalidArgument, message, as: nil)
      )
    }
    guard let coding = ContentCoding(head.headers) else {
      let message = "the content encoding must be gzip, deflate or identity"
      return refuse(
        .unsupportedMediaType,
        signal,
        .error(.unsupportedMediaType, .invalidArgument, message, as: encoding)
      )
    }
    // MLflow answers 200 to traces whose experiment is blank, and drops them.
    let name = MLflowDestination.experimentHeader
    guard
      !policy.forwardedHeaders.contains(name)
        || head.headers[name].allSatisfy(MLflowDestination.isExperimentID)
    else {
      let message = "\(name) must be the number of an experiment"
      return refuse(.invalidHeader, signal, .error(.badRequest, .invalidArgument, message, as: encoding))
    }
    // Their bytes are gone: what would be sent on is not what came.
    if let name = policy.forwardedHeaders.first(where: { name in
      head.headers[name].contains { $0.unicodeScalars.contains("\u{FFFD}") }
    }) {
      let message = "\(name) holds bytes that are not UTF-8"
      return refuse(.invalidHeader, signal, .error(.badRequest, .invalidArgument, message, as: encoding))
    }
    guard let hops = HopCount(head.headers[canonicalForm: HopCount.header]) else {
      let message = "\(HopCount.header) must be a number"
      return refuse(.invalidHeader, signal, .error(.badRequest, .invalidArgument, message, as: encoding))
    }
    guard !hops.isExhausted else {
      let message = "the request has come through \(HopCount.limit) gateways: they send in a circle"
      return refuse(.looped, signal, .error(.loopDetected, .failedPrecondition, message, as: encoding))
    }
    guard let presence = occupancy.enter() else {
      return refuse(.shuttingDown, signal, Self.shuttingDown(as: encoding))
    }
    return .collect(
      OTLPRequest(
        self,
        sink,
        signal: signal,
        encoding: encoding,
        coding: coding,
        headers: ForwardedHeaders(
          policy.forwardedHeaders.flatMap { name in head.headers[name].map { (name, $0) } }
            + [(HopCount.header, hops.next)]
        ),
        presence: presence
      )
    )
  }

  private func refuse(
    _ outcome: RequestOutcome,
    _ signal: Signal?,
    _ answer: HTTPAnswer,
    _ header: (name: String, value: String)? = nil
  ) -> HTTPAdmission {
    counters.count(outcome, signal)
    var answer = answer
    if let header { answer.headers.append(header) }
    return .answer(answer)
  }

  /// What the path is for; nil for any other path. A query is allowed and means nothing.
  private static func signal(_ uri: String) -> Signal? {
    guard uri.hasPrefix("/v1/") else { return nil }
    return Signal(rawValue: String(uri.dropFirst(4).prefix { $0 != "?" }))
  }
}
