import AsyncHTTPClient
import HTTPServer
import NIOCore
import NIOHTTP1
import TraceVeil

// Files of traces: attachments, and what else a client puts beside them.
extension MLflowExchange {
  func treatAttachment(_ target: RequestTarget) async throws {
    let policy = proxy.configuration.attachments
    guard policy != .drop else {
      for try await _ in client {}
      return try await answer(Self.stored, .dropped, .attachment)
    }
    guard let held = try await hold(.attachment) else { return }
    switch await redactAttachment(held) {
    case .failure(let failure): return try await answer(failure, .attachment)
    case .success(nil): return try await answer(Self.stored, .dropped, .attachment)
    case .success(let body?):
      let request = upstreamRequest(target, .bytes(body), isNewBody: true)
      return try await exchange(request, .redacted, .attachment, nil)
    }
  }

  /// The spans of a trace as an artifact.
  func treatTraceData(_ target: RequestTarget) async throws {
    guard let held = try await hold(.traceData) else { return }
    switch await redactTraceData(held) {
    case .failure(let failure): return try await answer(failure, .traceData)
    case .success(let body):
      let request = upstreamRequest(target, .bytes(body), isNewBody: true)
      return try await relayTraceData(response(to: request), body, target)
    }
  }

  /// Any other file of a trace.
  func treatFile(_ target: RequestTarget) async throws {
    guard isClean(nameOf: target) else {
      return try await answer(MLflowAnswers.refusal(.unknown), .refused, .unknown)
    }
    guard let held = try await hold(.attachment) else { return }
    switch await redactFile(held) {
    case .failure(let failure): return try await answer(failure, .attachment)
    case .success(let body):
      let request = upstreamRequest(target, .bytes(body), isNewBody: true)
      return try await exchange(request, .redacted, .attachment, nil)
    }
  }

  /// Whether nothing is found in what a file of a trace is called. With another name its client would not find it.
  func isClean(nameOf target: RequestTarget) -> Bool {
    guard let name = target.fileOfTrace else { return false }
    return (try? proxy.redaction.redact(text: name, key: "attachment")) == name
  }

  /// What the setting for attachments leaves of one; nil where it drops all. What it does not allow leaves a text that says
  /// so: its span may still refer to it.
  func redactAttachment(_ held: HeldBody) async -> Result<ByteBuffer?, MLflowRedaction.Failure> {
    await held.work(on: proxy) {
      [redaction = proxy.redaction, policy = proxy.configuration.attachments]
      body throws(MLflowRedaction.Failure) -> ByteBuffer? in
      guard policy != .drop else { return nil }
      let type = MediaTypeSniffer.type(of: body.readableBytesView)
      guard policy.allows(type) else {
        return ByteBuffer(bytes: EmbeddedAttachments.placeholder(type, body.readableBytes))
      }
      return type.hasPrefix("text/") ? try redaction.redact(fileOfText: body) : body
    }
  }

  func redactFile(_ held: HeldBody) async -> Result<ByteBuffer, MLflowRedaction.Failure> {
    await held.work(on: proxy) {
      [redaction = proxy.redaction, policy = proxy.configuration.attachments]
      body throws(MLflowRedaction.Failure) -> ByteBuffer in
      try redaction.redact(file: body, policy)
    }
  }

  /// The spans of a trace. MLflow stores an artifact whatever is in it: what is no JSON is a file like others.
  func redactTraceData(_ held: HeldBody) async -> Result<ByteBuffer, MLflowRedaction.Failure> {
    await held.work(on: proxy) {
      [redaction = proxy.redaction, policy = proxy.configuration.attachments]
      body throws(MLflowRedaction.Failure) -> ByteBuffer in
      do throws(MLflowRedaction.Failure) {
        return try redaction.redact(traceData: body)
      } catch {
        guard case .malformed = error else { throw error }
        return try redaction.redact(file: body, policy)
      }
    }
  }

  /// MLflow's answer when it has stored an artifact. With it, the client does not try again.
  private static let stored = HTTPAnswer(status: .ok)
}

extension MLflowRedaction {
  /// A text is redacted whatever the setting is. What else may not be leaves a text that says so.
  fileprivate func redact(file body: ByteBuffer, _ policy: AttachmentPolicy) throws(Failure) -> ByteBuffer {
    let type = MediaTypeSniffer.type(of: body.readableBytesView)
    if type.hasPrefix("text/") { return try redact(fileOfText: body) }
    return policy.allows(type)
      ? body : ByteBuffer(bytes: EmbeddedAttachments.placeholder(type, body.readableBytes))
  }

  fileprivate func redact(fileOfText body: ByteBuffer) throws(Failure) -> ByteBuffer {
    let bytes = Array(body.readableBytesView)
    return ByteBuffer(
      bytes: try AttachmentText.redact(bytes) { text throws(Failure) in
        try redact(text: text, key: "attachment")
      }
    )
  }
}
