import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

// Spans that are answered when they are on disk.
extension MLflowExchange {
  /// The headers that are stored with spans; nil where their client waits for MLflow's own answer.
  func storedHeaders(_ spans: RedactedSpans, _ target: RequestTarget) -> ForwardedHeaders? {
    // Stored spans are all sent to one address.
    guard let queue = proxy.queue, let body = spans.body, spans.itemCount > 0,
      proxy.headers.url(target) == proxy.headers.spansURL
    else { return nil }
    return queue.headers(of: head.headers, bytes: body.readableBytes)
  }

  /// Stores spans, and answers.
  func store(
    _ spans: RedactedSpans,
    _ body: ByteBuffer,
    _ request: StoredSpans.Request,
    _ headers: ForwardedHeaders,
    in queue: MLflowQueue,
    holding held: HeldBody,
    _ encoding: PayloadEncoding
  ) async throws {
    guard queue.requests.hasRoom(for: body.readableBytes) else {
      return try await answer(MLflowAnswers.queueFull, .overloaded, .otlp)
    }
    let kept = await settleDropped(spans, body, request)
    let items = spans.itemCount
    let made = await proxy.work(on: body.readableBytes) {
      queue.requests.seal(body, items: items, headers: headers)
    }
    guard let made else { return try await answer(MLflowRedaction.Failure.ended, .otlp) }
    guard let sealed = made else { return try await answer(MLflowRedaction.Failure.failed, .otlp) }
    guard await queue.append(sealed, of: kept, holding: held) else {
      return try await answer(MLflowAnswers.notStored, .notStored, .otlp)
    }
    return try await answer(Self.accepted(spans, encoding), .stored, .otlp)
  }

  /// Spans that a rule has dropped are not waited for. What becomes of the others is told by who sends them.
  /// - Returns: The others.
  private func settleDropped(
    _ spans: RedactedSpans,
    _ body: ByteBuffer,
    _ request: StoredSpans.Request
  ) async -> StoredSpans.Request {
    guard spans.itemCount < spans.spans.count else { return request }
    let sent = await proxy.work(on: body.readableBytes) {
      SpanReferences(ofRedacted: body.readableBytesUInt8Span).map { Set($0.spans.map(\.spanID)) }
    }
    guard let sent = sent ?? nil else { return request }
    let dropped = request.mapValues { $0.filter { !sent.contains($0.spanID) } }.filter { !$0.value.isEmpty }
    proxy.claims.send(dropped)
    proxy.claims.settle(dropped, isStored: true)
    return request.mapValues { $0.filter { sent.contains($0.spanID) } }.filter { !$0.value.isEmpty }
  }
}
