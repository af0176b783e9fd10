import HTTPServer
import JSON
import NIOCore
import NIOHTTP1

// How the file of an upload in parts gets to where MLflow keeps its artifacts.
extension MLflowExchange {
  /// The storage that MLflow has named has not taken the file.
  private struct StorageFailed: Error {}

  static let maximumAnswer = 1 << 20

  /// Sends it to MLflow as one artifact, or, if MLflow takes none itself, to MLflow's storage.
  /// - Parameter done: Called when the upload will not be completed again.
  func store(
    _ body: ByteBuffer,
    _ upload: UploadTarget,
    _ file: ArtifactPath,
    done: () -> Void
  ) async throws {
    let routeClass = file.routeClass
    let result: Result<UpstreamResponse, any Error>
    do {
      let response = try await proxy.upstream.send(request(.PUT, upload.artifact, .bytes(body)))
      result = .success(
        response.status == .forbidden ? try await storePresigned(body, upload, refusal: response) : response
      )
    } catch is StorageFailed {
      return try await answer(MLflowAnswers.storageFailed, .upstreamFailed, routeClass)
    } catch {
      result = .failure(error)
    }
    if case .success(let response) = result, response.status.code < 500 { done() }
    if file == .traceData { return try await relayTraceData(result, body, upload.artifact) }
    return try await relay(result, .redacted, routeClass, nil)
  }

  /// Stores a file as a client does if the server has `MLFLOW_ARTIFACTS_PRESIGNED_ONLY`.
  /// - Returns: The answer for the client: that to the last step, or to the one that failed.
  private func storePresigned(
    _ body: ByteBuffer,
    _ upload: UploadTarget,
    refusal: UpstreamResponse
  ) async throws -> UpstreamResponse {
    var refusal = refusal
    let reason = try await refusal.body.collect(upTo: Self.maximumAnswer)
    refusal.body = .whole(reason)
    // Another reason than that, such as rights that are missing, is the client's to know.
    guard (try? JSONParser.parse(Array(reason.readableBytesView)))?["artifacts_presigned_only"] == .bool(true)
    else { return refusal }

    let create = JSONValue.object([.init("path", .string(upload.name)), .init("num_parts", .number("1"))])
    var created = try await proxy.upstream.send(
      request(.POST, upload.step(.create), .bytes(ByteBuffer(bytes: create.encoded)))
    )
    guard created.status == .ok else { return created }
    let answer = try await created.body.collect(upTo: Self.maximumAnswer)
    created.body = .whole(answer)
    guard let message = try? JSONParser.parse(Array(answer.readableBytesView)),
      let id = message["upload_id"]?.text, case .array(let credentials)? = message["credentials"],
      let url = credentials.first?["url"]?.text
    else { throw StorageFailed() }

    var put = UpstreamRequest(url: url)
    put.method = .PUT
    put.body = .bytes(body)
    if case .object(let headers)? = credentials.first?["headers"] {
      for header in headers { put.headers.add(name: header.name, value: header.value.text ?? "") }
    }
    guard let stored = try? await proxy.storage.send(put), (200..<300).contains(stored.status.code) else {
      throw StorageFailed()
    }
    let part = JSONValue.object([
      .init("part_number", .number("1")), .init("etag", .string(stored.headers.first(name: "etag") ?? "")),
      .init("url", .string(url)),
    ])
    let complete = JSONValue.object([
      .init("path", .string(upload.name)), .init("upload_id", .string(id)), .init("parts", .array([part])),
    ])
    return try await proxy.upstream.send(
      request(.POST, upload.step(.complete), .bytes(ByteBuffer(bytes: complete.encoded)))
    )
  }

  /// Makes a request with the headers of the client's last step that tell who it is, and its workspace.
  private func request(
    _ method: HTTPMethod,
    _ target: RequestTarget,
    _ body: UpstreamRequest.Body
  ) -> UpstreamRequest {
    var request = upstreamRequest(target, body, isNewBody: true)
    request.method = method
    let type = method == .PUT ? "application/octet-stream" : "application/json"
    request.headers.replaceOrAdd(name: "content-type", value: type)
    return request
  }
}
