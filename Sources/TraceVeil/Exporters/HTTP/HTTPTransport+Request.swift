import AsyncHTTPClient
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

  /// The same for each attempt.
  func httpRequest(for request: ExportRequest) -> HTTPClientRequest {
    var httpRequest = HTTPClientRequest(url: endpoint)
    httpRequest.method = .POST
    httpRequest.headers = headers
    let brought = request.headers.fields.filter { !ownHeaders.contains($0.name) }
    for name in Set(brought.map(\.name)) { httpRequest.headers.remove(name: name) }
    for field in brought { httpRequest.headers.add(name: field.name, value: field.value) }
    credentials?.add(to: &httpRequest.headers)
    if let name = request.contentEncoding.name {
      httpRequest.headers.add(name: "Content-Encoding", value: name)
    }
    httpRequest.body = .bytes(request.body)
    return httpRequest
  }
}
