import AsyncHTTPClient
import HTTPServer
import JSON
import NIOCore
import NIOHTTP1
import TraceVeil

// Uploads in parts of artifacts of traces. MLflow would have the client send the parts to its storage, past the proxy:
// so they are taken here, and when all are there the file is redacted and stored.
extension MLflowExchange {
  func upload(_ step: MLflowUploadStep, _ target: RequestTarget, _ routeClass: MLflowRouteClass) async throws
  {
    if step == .part { return try await takePart(target) }
    guard let held = try await hold(routeClass) else { return }
    let body: ByteBuffer
    switch await held.work(on: proxy, { $0 }) {
    case .failure(let failure): return try await answer(failure, routeClass)
    case .success(let bytes): body = bytes
    }
    guard let text = try? JSONEncoding.utf8(Array(body.readableBytesView)),
      let message = try? JSONParser.parse(text),
      let upload = UploadTarget(target, step, path: message["path"]?.text ?? ""), let reading = upload.file
    else { return try await answer(MLflowAnswers.badUpload, .malformed, routeClass) }
    let isOwned = await isOwned(by: reading.owners, target)
    let file = isOwned ? .ofRun : reading.path
    switch file {
    case .ofRun:
      let request = upstreamRequest(target, .bytes(body), isNewBody: true)
      return try await exchange(request, .passed, .other, nil)
    case .traceData, .attachment: break
    case .ofTrace where isClean(nameOf: upload.artifact): break
    case .ofTrace, .archive: return try await answer(MLflowAnswers.refusal(.unknown), .refused, .unknown)
    }
    switch step {
    case .create: return try await create(upload, file, message)
    case .complete: return try await complete(upload, file, message)
    case .abort, .part:
      proxy.uploads.remove(message["upload_id"]?.text ?? "")
      return try await answer(MLflowAnswers.json(.object([])), .held, file.routeClass)
    }
  }

  private func create(_ upload: UploadTarget, _ file: ArtifactPath, _ message: JSONValue) async throws {
    guard let host else { return try await answer(MLflowAnswers.foreignHost, .foreignHost, file.routeClass) }
    let count = message["num_parts"]?.integer ?? 1
    let id: String
    do throws(PartedUploads.Table.Refusal) {
      id = try proxy.uploads.create(of: file, parts: count)
    } catch {
      return try await answer(error, file.routeClass)
    }
    // What is between the client and here may have taken TLS off.
    let forwarded = head.headers.first(name: "x-forwarded-proto")?.lowercased()
    let scheme = forwarded.flatMap { ["http", "https"].contains($0) ? $0 : nil } ?? proxy.headers.ownScheme
    let credentials = (1...count).map { part in
      JSONValue.object([
        .init("url", .string("\(scheme)://\(host)\(upload.part(part, of: id))")),
        .init("part_number", .number(String(part))),
        .init("headers", .object([])),
      ])
    }
    let made = JSONValue.object([
      .init("upload_id", .string(id)), .init("credentials", .array(credentials)),
    ])
    return try await answer(MLflowAnswers.json(made), .held, file.routeClass)
  }

  private func takePart(_ target: RequestTarget) async throws {
    let path = target.raw.prefix { $0 != "?" }.split(separator: "/").suffix(2).map(String.init)
    let (id, part) = (path.first ?? "", path.last.flatMap { Int($0) } ?? 0)
    let file: ArtifactPath
    do throws(PartedUploads.Table.Refusal) {
      file = try proxy.uploads.file(of: id)
    } catch {
      return try await answer(error, .traceData)
    }
    guard !head.headers.contains(name: "content-encoding") else {
      return try await answer(MLflowAnswers.unsupportedMediaType, .unsupportedMediaType, file.routeClass)
    }
    guard let held = try await hold(file.routeClass) else { return }
    do throws(PartedUploads.Table.Refusal) {
      try proxy.uploads.put(held, part: part, of: id)
    } catch {
      return try await answer(error, file.routeClass)
    }
    let stored = HTTPAnswer(status: .ok, headers: [("etag", "\"\(part)\"")])
    return try await answer(stored, .held, file.routeClass)
  }

  private func complete(_ upload: UploadTarget, _ file: ArtifactPath, _ message: JSONValue) async throws {
    let id = message["upload_id"]?.text ?? ""
    let parts: [HeldBody]
    do throws(PartedUploads.Table.Refusal) {
      parts = try proxy.uploads.parts(of: id)
    } catch {
      return try await answer(error, file.routeClass)
    }
    let count = parts.reduce(0) { $0 + $1.wireBytes.readableBytes }
    var waits = ProxyAdmission.Waits()
    guard let reservation = await proxy.admission.reserve(count, waits: &waits) else {
      return try await answer(MLflowAnswers.overloaded, .overloaded, file.routeClass)
    }
    var bytes = ByteBuffer()
    bytes.reserveCapacity(count)
    for part in parts { bytes.writeImmutableBuffer(part.wireBytes) }
    let whole = HeldBody(bytes, reservation, .identity, waits)
    switch await redact(whole, file) {
    case .failure(let failure):
      if !failure.mayPass { proxy.uploads.remove(id) }
      return try await answer(failure, file.routeClass)
    case .success(nil):
      proxy.uploads.remove(id)
      return try await answer(MLflowAnswers.json(.object([])), .dropped, file.routeClass)
    case .success(let body?):
      return try await store(body, upload, file) { [uploads = proxy.uploads] in uploads.remove(id) }
    }
  }

  private func redact(
    _ held: HeldBody,
    _ file: ArtifactPath
  ) async -> Result<ByteBuffer?, MLflowRedaction.Failure> {
    switch file {
    case .attachment: await redactAttachment(held)
    case .ofTrace: await redactFile(held).map { $0 }
    case .traceData, .archive, .ofRun: await redactTraceData(held).map { $0 }
    }
  }

  private func answer(_ refusal: PartedUploads.Table.Refusal, _ routeClass: MLflowRouteClass) async throws {
    switch refusal {
    case .full: try await answer(MLflowAnswers.overloaded, .overloaded, routeClass)
    case .tooLarge: try await answer(MLflowRedaction.Failure.tooLarge, routeClass)
    case .unknown: try await answer(MLflowAnswers.unknownUpload, .malformed, routeClass)
    case .part: try await answer(MLflowAnswers.badUpload, .malformed, routeClass)
    }
  }
}

extension ArtifactPath {
  var routeClass: MLflowRouteClass { self == .traceData ? .traceData : .attachment }
}
