import NIOHTTP1
import OTLP
import TraceVeil

/// The paths of OTLP/HTTP.
struct OTLPRoute: Hashable {
  let signal: Signal

  /// Nil for any other path. A query is allowed and means nothing.
  init?(_ uri: String) {
    guard uri.hasPrefix("/v1/"), let signal = Signal(rawValue: String(uri.dropFirst(4).prefix { $0 != "?" }))
    else { return nil }
    self.signal = signal
  }
}

extension OTLPService {
  /// Why the head alone is enough to refuse a request; nil when it is not. Who may not come in learns nothing
  /// else, so the token is looked at first.
  func refusal(_ head: HTTPRequestHead) -> HTTPAnswer? {
    let encoding = PayloadEncoding(head.headers)
    let signal = OTLPRoute(head.uri)?.signal
    if let tokens = policy.tokens, !tokens.admit(head.headers) {
      counters.count(.unauthorized, signal)
      var answer = HTTPAnswer.error(
        .unauthorized,
        .unauthenticated,
        "a valid bearer token is required",
        as: encoding
      )
      answer.headers.append(("www-authenticate", "Bearer realm=\"traceveil\""))
      return answer
    }
    guard let signal else {
      counters.count(.notFound, nil)
      return .error(
        .notFound,
        .notFound,
        "there is nothing here; OTLP is at /v1/traces, /v1/logs and /v1/metrics",
        as: encoding
      )
    }
    guard head.method == .POST else {
      counters.count(.methodNotAllowed, signal)
      var answer = HTTPAnswer.error(
        .methodNotAllowed,
        .unimplemented,
        "only POST is allowed here",
        as: encoding
      )
      answer.headers.append(("allow", "POST"))
      return answer
    }
    guard sinks[signal] != nil else {
      counters.count(.notFound, signal)
      return .error(
        .notFound,
        .unimplemented,
        "\(signal.rawValue) have no destination and are not served",
        as: encoding
      )
    }
    return mediaRefusal(head, signal, encoding)
  }

  private func mediaRefusal(
    _ head: HTTPRequestHead,
    _ signal: Signal,
    _ encoding: PayloadEncoding?
  ) -> HTTPAnswer? {
    let message: String
    if encoding == nil {
      message = "the content type must be application/x-protobuf or application/json"
    } else if ContentCoding(head.headers) == nil {
      message = "the content encoding must be gzip, deflate or identity"
    } else {
      return experimentRefusal(head, signal, encoding)
    }
    counters.count(.unsupportedMediaType, signal)
    return .error(.unsupportedMediaType, .invalidArgument, message, as: encoding)
  }

  /// MLflow answers 200 to traces whose experiment is blank, and drops them.
  private func experimentRefusal(
    _ head: HTTPRequestHead,
    _ signal: Signal,
    _ encoding: PayloadEncoding?
  ) -> HTTPAnswer? {
    let name = MLflowDestination.experimentHeader
    guard policy.forwardedHeaders.contains(name),
      !head.headers[name].allSatisfy(MLflowDestination.isExperimentID)
    else { return nil }
    counters.count(.invalidHeader, signal)
    return .error(.badRequest, .invalidArgument, "\(name) must be the number of an experiment", as: encoding)
  }
}
