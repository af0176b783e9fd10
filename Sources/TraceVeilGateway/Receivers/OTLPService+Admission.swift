import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

extension OTLPService {
  /// Decides by the head alone. What a page in a browser may do is asked without credentials, and answered before they
  /// are looked for.
  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    guard let policy = policy.crossOrigin, let origin = head.headers.first(name: "origin"),
      policy.admits(origin)
    else { return admit(head) }
    if CrossOrigin.isPreflight(head), self.policy.paths.signal(head.uri) != nil {
      return .answer(policy.preflight(origin))
    }
    return switch admit(head) {
    case .collect(let request): .collect(CrossOriginRequest(request, from: origin, by: policy))
    case .answer(let answer): .answer(policy.allow(origin, answer))
    case .stream(let request): .stream(request)
    }
  }

  private func admit(_ head: HTTPRequestHead) -> HTTPAdmission {
    let encoding = PayloadEncoding(head.headers)
    let form = encoding.map { AnswerForm($0) }
    let signal = policy.paths.signal(head.uri)
    if let refusal = refuseUnauthorized(head, signal, as: form) { return .answer(refusal) }
    guard let signal else {
      let message = "there is nothing here; OTLP is at /v1/traces, /v1/logs and /v1/metrics"
      return .answer(refuse(.notFound, nil, .error(.notFound, .notFound, message, as: form)))
    }
    guard head.method == .POST else {
      var answer = HTTPAnswer.error(.methodNotAllowed, .unimplemented, "only POST is allowed here", as: form)
      answer.headers.append(("allow", "POST"))
      return .answer(refuse(.methodNotAllowed, signal, answer))
    }
    guard sinks[signal] != nil else { return .answer(refuseUnserved(signal, as: form)) }
    guard let encoding else {
      let message = "the content type must be application/x-protobuf or application/json"
      return .answer(
        refuse(
          .unsupportedMediaType,
          signal,
          .error(.unsupportedMediaType, .invalidArgument, message, as: nil)
        )
      )
    }
    guard let coding = ContentCoding(head.headers) else {
      let several = ContentCoding.count(head.headers) > 1
      let message =
        several
        ? "a body is compressed once: one content encoding is expected, of \(ContentCoding.named)"
        : "the content encoding must be \(ContentCoding.named)"
      return .answer(
        refuse(
          .unsupportedMediaType,
          signal,
          .error(.unsupportedMediaType, .invalidArgument, message, as: form)
        )
      )
    }
    switch letIn(
      head,
      signal,
      OTLPRequest.Kind(encoding: encoding, form: AnswerForm(encoding), coding: coding)
    ) {
    case .request(let request): return .collect(request)
    case .refused(let answer): return .answer(answer)
    }
  }

  /// Refuses a request without valid credentials. This is checked first, so that an unauthorized sender learns
  /// nothing else.
  func refuseUnauthorized(_ head: HTTPRequestHead, _ signal: Signal?, as form: AnswerForm?) -> HTTPAnswer? {
    guard let credentials = policy.access?.credentials, !credentials.admit(head.headers) else { return nil }
    var answer = HTTPAnswer.error(
      .unauthorized,
      .unauthenticated,
      "valid credentials are required: \(credentials.kinds.joined(separator: " or "))",
      as: form
    )
    if form != .grpc { answer.headers += credentials.challenges.map { ("www-authenticate", $0) } }
    return refuse(.unauthorized, signal, answer)
  }

  func refuseUnserved(_ signal: Signal, as form: AnswerForm?) -> HTTPAnswer {
    let message = "\(signal.rawValue) have no destination and are not served"
    return refuse(.notFound, signal, .error(.notFound, .unimplemented, message, as: form))
  }

  /// What a head comes to.
  enum Entry {
    case request(OTLPRequest)
    case refused(HTTPAnswer)
  }

  /// What is the same for every way in.
  func letIn(_ head: HTTPRequestHead, _ signal: Signal, _ kind: OTLPRequest.Kind) -> Entry {
    let form = kind.form
    guard let sink = sinks[signal] else { return .refused(refuseUnserved(signal, as: form)) }
    // MLflow answers 200 to traces whose experiment is blank, and drops them.
    let name = MLflowDestination.experimentHeader
    guard
      !policy.forwardedHeaders.contains(name)
        || head.headers[name].allSatisfy(MLflowDestination.isExperimentID)
    else { return .refused(refuseHeader("\(name) must be the number of an experiment", signal, as: form)) }
    // Their bytes are gone: what would be sent on is not what came.
    if let name = policy.forwardedHeaders.first(where: { name in
      head.headers[name].contains { $0.unicodeScalars.contains("\u{FFFD}") }
    }) {
      return .refused(refuseHeader("\(name) holds bytes that are not UTF-8", signal, as: form))
    }
    // HTTP/1.1 has refused these; a destination would refuse them when it is too late for the sender.
    if let name = policy.forwardedHeaders.first(where: { name in
      head.headers[name].contains { $0.utf8.contains { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F } }
    }) {
      return .refused(refuseHeader("\(name) holds control characters", signal, as: form))
    }
    guard let hops = HopCount(head.headers[canonicalForm: HopCount.header]) else {
      return .refused(refuseHeader("\(HopCount.header) must be a number", signal, as: form))
    }
    guard !hops.isExhausted else {
      let message = "the request has come through \(HopCount.limit) gateways: they send in a circle"
      return .refused(refuse(.looped, signal, .error(.loopDetected, .failedPrecondition, message, as: form)))
    }
    guard let presence = occupancy.enter() else {
      return .refused(refuse(.shuttingDown, signal, Self.shuttingDown(as: form)))
    }
    return .request(
      OTLPRequest(
        self,
        sink,
        signal: signal,
        kind: kind,
        headers: ForwardedHeaders(
          // Blanks round a value are no part of it (RFC 9110, section 5.5): they must not make another tenant of one.
          policy.forwardedHeaders.flatMap { name in
            head.headers[name].map { (name, String($0.trimmingASCIIWhitespace())) }
          }
            + [(HopCount.header, hops.next)]
        ),
        declaredLength: head.declaredBodyLength,
        presence: presence
      )
    )
  }

  private func refuseHeader(_ message: String, _ signal: Signal, as form: AnswerForm) -> HTTPAnswer {
    refuse(.invalidHeader, signal, .error(.badRequest, .invalidArgument, message, as: form))
  }

  /// Counts the refusal.
  func refuse(_ outcome: RequestOutcome, _ signal: Signal?, _ answer: HTTPAnswer) -> HTTPAnswer {
    counters.count(outcome, signal)
    return answer
  }
}
