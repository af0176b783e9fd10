import AsyncHTTPClient
import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

// Spans by OTLP.
extension MLflowExchange {
  func redactSpans(in encoding: PayloadEncoding, _ target: RequestTarget) async throws {
    guard let held = try await hold(.otlp) else { return }
    let arrival = proxy.claims.arrive()
    defer { proxy.claims.leave(arrival) }
    let result = await held.work(on: proxy) {
      [redaction = proxy.redaction, isOfMLflowClient] body throws(MLflowRedaction.Failure) in
      try redaction.redact(spans: body, in: encoding, isOfMLflowClient: isOfMLflowClient)
    }
    switch result {
    case .failure(let failure): return try await answer(failure, .otlp)
    case .success(let spans):
      proxy.claims.read(arrival, Set(spans.request(workspace: workspace).keys))
      let all = spans.body
      let spans = await leavingDeepTraces(in: spans, target)
      if spans.body == nil, all != nil { return try await answer(MLflowAnswers.noSpans, .refused, .otlp) }
      if spans.spans.isEmpty, spans.rejectedSpans > 0 {
        let answer = spans.firstFault == nil ? MLflowAnswers.noIdentifiers : MLflowAnswers.noSpans
        return try await self.answer(answer, .malformed, .otlp)
      }
      let request = spans.request(workspace: workspace)
      guard let body = spans.body else {
        // A rule has dropped them, or none of them could be stored: there are no others to wait for.
        proxy.claims.send(request)
        proxy.claims.settle(request, isStored: spans.rejectedSpans == 0)
        return try await answer(Self.accepted(spans, encoding), .dropped, .otlp)
      }
      if let queue = proxy.queue, let headers = storedHeaders(spans, target) {
        defer { proxy.claims.leave(arrival) }
        return try await store(spans, body, request, headers, in: queue, holding: held, encoding)
      }
      proxy.claims.send(request)
      proxy.claims.leave(arrival)
      return try await send(spans, body, request, target, encoding)
    }
  }

  /// Sends on spans that are said to be under way.
  private func send(
    _ spans: RedactedSpans,
    _ body: ByteBuffer,
    _ request: StoredSpans.Request,
    _ target: RequestTarget,
    _ encoding: PayloadEncoding
  ) async throws {
    var upstreamRequest = upstreamRequest(target, .bytes(body), isNewBody: true)
    // MLflow corrupts the ids of links in JSON, so it gets protobuf in any case.
    upstreamRequest.headers.replaceOrAdd(name: "content-type", value: PayloadEncoding.protobuf.contentType)
    let response = await response(to: upstreamRequest)
    let isStored = (try? response.get().status) == .ok
    proxy.claims.settle(request, isStored: isStored)
    if isStored, await !completeRescued(request) {
      _ = try? await response.get().body.collect(upTo: ExportResponse.maximumResponseBytes)
      return try await answer(MLflowAnswers.incomplete, .upstreamFailed, .otlp)
    }
    guard isStored, encoding == .json || spans.rejectedSpans > 0 else {
      return try await relay(response, .redacted, .otlp, .otlp)
    }
    proxy.monitor.observe(.status(200))
    // What MLflow says of success, which is nothing, in the encoding of the request.
    _ = try? await response.get().body.collect(upTo: ExportResponse.maximumResponseBytes)
    return try await answer(Self.accepted(spans, encoding), .redacted, .otlp)
  }

  static func accepted(_ spans: RedactedSpans, _ encoding: PayloadEncoding) -> HTTPAnswer {
    .success(
      spans.rejectedSpans == 0
        ? nil
        : ExportResponse.PartialSuccess(
          rejectedItems: Int64(spans.rejectedSpans),
          errorMessage: spans.firstFault?.message
            ?? "a span must have a trace id of at most 16 bytes, and an id of its own of at most 8"
        ),
      signal: .traces,
      as: AnswerForm(encoding)
    )
  }

  /// The workspace that the request is for.
  var workspace: String { head.headers.first(name: "x-mlflow-workspace") ?? "" }
}

extension RedactedSpans {
  fileprivate func request(workspace: String) -> StoredSpans.Request {
    Dictionary(grouping: spans) { StoredSpans.Trace(id: $0.traceID, workspace: workspace) }
  }
}
