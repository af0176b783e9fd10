import AsyncHTTPClient
import NIOHTTP1
import OTLP

extension OTLPHTTPExporter {
  /// Headers about the framing and the encoding of a request. Only the exporter sets them.
  static let reservedNames: Set<String> = [
    "connection", "content-encoding", "content-length", "content-type", "expect", "keep-alive", "te",
    "trailer", "transfer-encoding", "upgrade",
  ]

  /// MLflow compares this as a string, so it has no parameters.
  private static let contentType = "application/x-protobuf"

  private static let userAgent =
    "TraceVeil/\(LibraryVersion.current) OTel-OTLP-Exporter-Swift/\(LibraryVersion.current)"

  static func check(_ compression: Compression) throws(ExporterConfigurationError) {
    switch compression {
    case .gzip(let level) where !(1...9).contains(level):
      throw ExporterConfigurationError(property: "compression", reason: "gzip's levels are 1 to 9")
    case .zstd(let level) where !ZstdCompressor.levels.contains(level):
      throw ExporterConfigurationError(property: "compression", reason: "zstd's levels are 1 to 19")
    case .none, .gzip, .zstd: break
    }
  }

  /// The headers of every request. A configured `User-Agent` replaces ours, as the specification wishes.
  static func headers(
    of configuration: OTLPExporterConfiguration
  ) throws(ExporterConfigurationError) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in configuration.headers {
      guard HTTPFieldRules.isName(name), HTTPFieldRules.isValue(value) else {
        throw ExporterConfigurationError(property: "headers", reason: "a header is not valid in HTTP")
      }
      guard !reservedNames.contains(name.lowercased()), name.lowercased() != HopCount.header else {
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
    // What the operator has configured is theirs: a sender that could replace it would choose its tenant.
    let brought = request.headers.fields.filter { !ownHeaders.contains($0.name) }
    for name in Set(brought.map(\.name)) { httpRequest.headers.remove(name: name) }
    for field in brought { httpRequest.headers.add(name: field.name, value: field.value) }
    if let name = request.contentEncoding.name {
      httpRequest.headers.add(name: "Content-Encoding", value: name)
    }
    httpRequest.body = .bytes(request.body)
    return httpRequest
  }
}
