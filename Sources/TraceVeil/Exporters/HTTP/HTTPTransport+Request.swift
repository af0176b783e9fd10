import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OTLP

extension HTTPTransport {
  static func headers(
    of configuration: OTLPExporterConfiguration
  ) throws(ExporterConfigurationError) -> HTTPHeaders {
    var headers = try ExportHeaders.configured(configuration)
    // MLflow compares this as a string, so it has no parameters.
    let encoding: PayloadEncoding = configuration.wireProtocol == .httpJSON ? .json : .protobuf
    headers.add(name: "Content-Type", value: encoding.contentType)
    return headers
  }

  /// - Parameter own: What says who sends; by itself as far as files say it.
  func httpRequest(
    for request: ExportRequest,
    _ own: CredentialFiles.Headers? = nil
  ) -> HTTPClientRequest {
    var httpRequest = HTTPClientRequest(url: endpoint)
    httpRequest.method = .POST
    httpRequest.headers = headers
    let brought = request.headers.fields.filter { !ownHeaders.contains($0.name) }
    for name in Set(brought.map(\.name)) { httpRequest.headers.remove(name: name) }
    for field in brought { httpRequest.headers.add(name: field.name, value: field.value) }
    httpRequest.headers.replace(by: own ?? authentication.headers)
    if let name = request.contentEncoding.name {
      httpRequest.headers.add(name: "Content-Encoding", value: name)
    }
    httpRequest.body = .bytes(request.body)
    return httpRequest
  }

  /// The request with a signature, if the destination wants one. It must not be called on an event loop, because it
  /// takes time in proportion to the body.
  func signed(_ request: HTTPClientRequest, _ body: ByteBuffer) async -> HTTPClientRequest {
    guard let signer = authentication.signer, let endpoint = try? OTLPEndpoint(request.url) else {
      return request
    }
    return await withTaskExecutorPreference(globalConcurrentExecutor) { [request, clock] in
      var request = request
      signer.sign(
        &request.headers,
        method: request.method.rawValue,
        endpoint,
        body: body,
        unixTime: clock.unixTime
      )
      return request
    }
  }
}
