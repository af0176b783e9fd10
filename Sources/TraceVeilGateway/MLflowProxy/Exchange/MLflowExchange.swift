import AsyncHTTPClient
import HTTPServer
import JSON
import Logging
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

/// One request and its answer.
struct MLflowExchange {
  let proxy: MLflowProxy
  let client: HTTPExchange
  var head: HTTPRequestHead { client.head }

  /// - Throws: When it has to be closed at once: the client is gone, or half of an answer has been sent.
  func run() async throws {
    guard proxy.configuration.hosts.allows(host) else {
      return try await answer(MLflowAnswers.foreignHost, .foreignHost, .unknown)
    }
    // Others, such as h2c, may be ignored (RFC 9110, section 7.8), and are not sent on.
    guard !head.headers["upgrade"].contains(where: { $0.lowercased().contains("websocket") }) else {
      return try await answer(MLflowAnswers.upgrade, .refused, .unknown)
    }
    guard let hops = HopCount(head.headers[canonicalForm: HopCount.header]) else {
      return try await answer(MLflowAnswers.badHops, .malformed, .unknown)
    }
    guard !hops.isExhausted else { return try await answer(MLflowAnswers.looped, .looped, .unknown) }
    // A request line may have a whole URL (RFC 9112, section 3.2.2). Then its path is the target.
    let line = RequestTarget.parts(ofRequestLine: head.uri)
    guard line.authority.map({ proxy.configuration.hosts.allows(String($0)) }) ?? true else {
      return try await answer(MLflowAnswers.foreignHost, .foreignHost, .unknown)
    }
    guard let target = RequestTarget(String(line.target)) else {
      return try await answer(MLflowAnswers.ambiguous, .malformed, .unknown)
    }
    let decision = MLflowRouteTable.decide(head.method, target)
    if !decision.owners.isEmpty, await isOwned(by: decision.owners, target) {
      return try await pass(target, .other)
    }
    switch decision.treatment {
    case .pass: return try await pass(target, decision.routeClass)
    case .refuse(let refusal):
      return try await answer(MLflowAnswers.refusal(refusal), .refused, decision.routeClass)
    case .redact(let form):
      let redacted = await proxy.work(on: target.raw.utf8.count) { [redaction = proxy.redaction] in
        try? redaction.redact(queryOf: target)
      }
      guard let redacted else { return try await answer(MLflowRedaction.Failure.ended, decision.routeClass) }
      guard let target = redacted else {
        return try await answer(MLflowRedaction.Failure.failed, decision.routeClass)
      }
      return try await redact(form, target, decision.routeClass)
    case .attachment: return try await treatAttachment(target)
    case .file: return try await treatFile(target)
    case .ask(let question): return try await ask(question, target, decision.routeClass)
    case .delete(let deletion): return try await delete(deletion, target, decision.routeClass)
    case .upload(let step): return try await upload(step, target, decision.routeClass)
    // The list has decided by the path which of the others it is.
    case .artifact: return try await answer(MLflowAnswers.refusal(.unknown), .refused, decision.routeClass)
    }
  }

  private func redact(
    _ form: MLflowBodyForm,
    _ target: RequestTarget,
    _ routeClass: MLflowRouteClass
  ) async throws {
    let encoding = PayloadEncoding(head.headers)
    if form == .otlp, encoding == nil {
      return try await answer(MLflowAnswers.unsupportedMediaType, .unsupportedMediaType, routeClass)
    }
    // MLflow answers 200 to spans whose experiment is blank, and drops them.
    let experiments = head.headers[MLflowDestination.experimentHeader]
    guard form != .otlp || experiments.allSatisfy(MLflowDestination.isExperimentID) else {
      return try await answer(MLflowAnswers.noExperiment, .malformed, routeClass)
    }
    if form == .otlp { return try await redactSpans(in: encoding ?? .protobuf, target) }
    if form == .traceData { return try await treatTraceData(target) }
    guard let held = try await hold(routeClass) else { return }
    let result = await held.work(on: proxy) {
      [redaction = proxy.redaction] body throws(MLflowRedaction.Failure) in
      try redaction.redact(body, as: form)
    }
    switch result {
    case .failure(let failure): return try await answer(failure, routeClass)
    case .success(nil): return try await answer(MLflowAnswers.json(.object([])), .dropped, routeClass)
    case .success(let body?):
      let request = upstreamRequest(target, .bytes(body), isNewBody: true)
      return try await exchange(request, .redacted, routeClass, form)
    }
  }

  private func ask(
    _ question: MLflowQuestion,
    _ target: RequestTarget,
    _ routeClass: MLflowRouteClass
  ) async throws {
    let result = await proxy.work(on: target.raw.utf8.count) { [redaction = proxy.redaction] in
      Result { () throws(MLflowRedaction.Failure) in try redaction.redact(target, question) }
    }
    switch result {
    case .success(let target?)?: return try await pass(target, routeClass)
    case .success(nil)?: return try await answer(MLflowAnswers.json(.object([])), .dropped, routeClass)
    case .failure(let failure)?: return try await answer(failure, routeClass)
    case nil: return try await answer(MLflowRedaction.Failure.ended, routeClass)
    }
  }
}

// Answers of the proxy itself.
extension MLflowExchange {
  var host: String? {
    let hosts = head.headers["host"]
    return hosts.count == 1 ? hosts[0] : nil
  }

  /// The answer in the encoding of the request, as OTLP demands. MLflow answers its clients' requests in JSON. A
  /// browser shows a text to the user who opens a page.
  private func readable(_ answer: HTTPAnswer) -> HTTPAnswer {
    switch PayloadEncoding(head.headers) {
    case .protobuf: answer.asProtobuf()
    case .json: answer.asJSON()
    case nil: head.headers["accept"].contains { $0.contains("text/html") } ? answer : answer.asJSON()
    }
  }

  func answer(
    _ answer: HTTPAnswer,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass
  ) async throws {
    proxy.counters.count(outcome, routeClass)
    try await client.answer(readable(answer))
  }

  func answer(_ failure: MLflowRedaction.Failure, _ routeClass: MLflowRouteClass) async throws {
    let (answer, outcome) = MLflowAnswers.failure(failure, limit: proxy.maximumRequestBytes)
    if failure == .tooLarge { proxy.failures.noteTooLarge(routeClass) }
    if failure == .failed {
      proxy.logger.warning(
        "A request to MLflow could not be redacted",
        metadata: ["route": "\(routeClass.rawValue)"]
      )
    }
    return try await self.answer(answer, outcome, routeClass)
  }
}
