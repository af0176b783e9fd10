import HTTPServer
import JSON
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

// A trace of which MLflow has some spans, and its client has uploaded all as an artifact. MLflow shows what it has
// itself, and lets nobody say that the artifact is the whole: so it gets those that it lacks.
extension MLflowExchange {
  private enum Completion {
    /// MLflow has all, or shows the artifact, or will not have them in this way.
    case done
    /// What failed may not fail again.
    case failed
  }

  /// Sends on MLflow's answer to the upload of a trace's spans, once MLflow shows all of them.
  ///
  /// - Parameter body: The artifact as MLflow has it.
  func relayTraceData(
    _ response: Result<UpstreamResponse, any Error>,
    _ body: ByteBuffer,
    _ target: RequestTarget
  ) async throws {
    guard case .success(let stored) = response, (200..<300).contains(stored.status.code),
      let trace = target.trace(workspace: workspace)
    else { return try await relay(response, .redacted, .traceData, .traceData) }
    proxy.claims.rescue(trace, at: target.raw)
    guard let accepted = await proxy.claims.accepted(of: trace),
      await complete(trace, accepted, body, target) == .failed
    else { return try await relay(response, .redacted, .traceData, .traceData) }
    _ = try? await stored.body.collect(upTo: Self.maximumAnswer)
    // Its client comes again.
    return try await answer(MLflowAnswers.incomplete, .upstreamFailed, .traceData)
  }

  /// Completes the traces of a request whose spans were uploaded as artifacts before MLflow has accepted any.
  ///
  /// - Returns: False where that may succeed when the request comes again.
  func completeRescued(_ request: StoredSpans.Request) async -> Bool {
    var isComplete = true
    for (trace, path) in proxy.claims.rescued(request) {
      guard let target = RequestTarget(path) else { continue }
      let artifact = await proxy.upstream.read(question(target))
      guard let artifact, let accepted = await proxy.claims.accepted(of: trace) else { continue }
      if await complete(trace, accepted, artifact, target) == .failed { isComplete = false }
    }
    return isComplete
  }

  private func complete(
    _ trace: StoredSpans.Trace,
    _ accepted: Set<UInt64>,
    _ artifact: ByteBuffer,
    _ target: RequestTarget
  ) async -> Completion {
    let made = await proxy.work(on: artifact) { [redaction = proxy.redaction] in
      try? redaction.request(ofRedacted: artifact, except: accepted)
    }
    guard let request = made ?? nil, let places = target.places(of: trace) else { return .done }
    guard let answer = await proxy.upstream.read(question(places.info)),
      let info = try? JSONParser.parse(Array(answer.readableBytesView))["trace"]?["trace_info"]
    else { return .failed }
    guard info["tags"]?[StartOfTrace.tag]?.text == StartOfTrace.inStore,
      let experiment = info["trace_location"]?["mlflow_experiment"]?["experiment_id"]?.text
    else { return .done }
    return await send(request, of: trace, to: experiment, places.spans)
  }

  private func send(
    _ request: TraceDataRequest,
    of trace: StoredSpans.Trace,
    to experiment: String,
    _ target: RequestTarget
  ) async -> Completion {
    var upstream = upstreamRequest(target, .bytes(request.body), isNewBody: true)
    upstream.method = .POST
    upstream.headers.replaceOrAdd(name: "content-type", value: PayloadEncoding.protobuf.contentType)
    upstream.headers.replaceOrAdd(name: MLflowDestination.experimentHeader, value: experiment)
    let spans: StoredSpans.Request = [trace: request.spans]
    proxy.claims.send(spans)
    let response = try? await proxy.upstream.send(upstream)
    let answer = try? await response?.body.collect(upTo: Self.maximumAnswer)
    proxy.claims.settle(spans, isStored: response?.status == .ok)
    if let response, var refusal = UpstreamFailures.refusalBody(response, to: .POST) {
      refusal.append(answer ?? ByteBuffer())
      let othersSucceed = proxy.monitor.hasServed
      proxy.failures.note(response, refusal, to: head, .traceData, othersSucceed: othersSucceed)
    }
    switch response?.status.code {
    case nil, 408, 429, 500, 502, 503, 504: return .failed
    // What MLflow refuses for good, its client cannot make better. The log has it.
    default: return .done
    }
  }

  /// A request to read something with the credentials of this one.
  func question(_ target: RequestTarget) -> UpstreamRequest {
    var request = UpstreamRequest(url: proxy.headers.url(target))
    request.headers = proxy.headers.request(head.headers, isNewBody: true)
    for name in ["content-type", "accept-encoding"] { request.headers.remove(name: name) }
    return request
  }
}

extension RequestTarget {
  /// Whose artifact is at this path; nil for that of no trace.
  fileprivate func trace(workspace: String) -> StoredSpans.Trace? {
    let segments = raw.prefix { $0 != "?" }.split(separator: "/")
    guard segments.count > 3, segments[segments.count - 3].hasPrefix("tr-"),
      let id = TraceID(hex: segments[segments.count - 3].dropFirst(3))
    else { return nil }
    return StoredSpans.Trace(id: id, workspace: workspace)
  }

  /// Where MLflow says what it has of a trace, and where it takes spans, beside this path of an artifact.
  fileprivate func places(of trace: StoredSpans.Trace) -> (info: RequestTarget, spans: RequestTarget)? {
    guard let root = raw.firstRange(of: "/2.0/mlflow-artifacts/")?.lowerBound,
      let prefix = raw[..<root].lastIndex(of: "/"),
      let info = RequestTarget("\(raw[..<root])/3.0/mlflow/traces/tr-\(trace.id)"),
      let spans = RequestTarget("\(raw[..<prefix])/v1/traces")
    else { return nil }
    return (info, spans)
  }
}
