import AsyncHTTPClient
import NIOHTTP1

extension OTLPHTTPExporter {
  /// Headers about the framing and the encoding of a request. Only the exporter sets them.
  private static let reservedNames: Set<String> = [
    "connection", "content-encoding", "content-length", "content-type", "expect", "keep-alive", "te",
    "trailer", "transfer-encoding", "upgrade",
  ]

  /// MLflow compares this as a string, so it has no parameters.
  private static let contentType = "application/x-protobuf"

  private static let userAgent =
    "TraceVeil/\(LibraryVersion.current) OTel-OTLP-Exporter-Swift/\(LibraryVersion.current)"

  /// The headers of every request. A configured `User-Agent` replaces ours, as the specification wishes.
  static func headers(
    of configuration: OTLPExporterConfiguration
  ) throws(ExporterConfigurationError) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in configuration.headers {
      guard HTTPFieldRules.isName(name), HTTPFieldRules.isValue(value) else {
        throw ExporterConfigurationError(property: "headers", reason: "a header is not valid in HTTP")
      }
      guard !reservedNames.contains(name.lowercased()) else {
        throw ExporterConfigurationError(property: "headers", reason: "the exporter itself sets \(name)")
      }
      headers.add(name: name, value: value)
    }
    headers.add(name: "Content-Type", value: contentType)
    if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: userAgent) }
    return headers
  }

  /// The same for each attempt.
  func httpRequest(for request: ExportRequest) -> HTTPClientRequest {
    var httpRequest = HTTPClientRequest(url: endpoint)
    httpRequest.method = .POST
    httpRequest.headers = headers
    for name in Set(request.headers.fields.map(\.name)) where !Self.reservedNames.contains(name) {
      // What came with the data says more about it than what was configured for all data.
      httpRequest.headers.remove(name: name)
    }
    for field in request.headers.fields where !Self.reservedNames.contains(field.name) {
      httpRequest.headers.add(name: field.name, value: field.value)
    }
    if request.contentEncoding == .gzip {
      httpRequest.headers.add(name: "Content-Encoding", value: "gzip")
    }
    httpRequest.body = .bytes(request.body)
    return httpRequest
  }
}
