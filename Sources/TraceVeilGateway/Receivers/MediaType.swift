import NIOHTTP1
import OTLP

/// The encodings a request can name.
extension PayloadEncoding {
  /// The encoding of a request's body by its `Content-Type`; nil when there is none that OTLP knows.
  /// Parameters are ignored and letters may be of any case (RFC 9110, section 8.3.1).
  init?(_ headers: HTTPHeaders) {
    guard let field = headers.first(name: "content-type") else { return nil }
    let mediaType = field.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
    switch mediaType {
    case PayloadEncoding.protobuf.contentType: self = .protobuf
    case PayloadEncoding.json.contentType: self = .json
    default: return nil
    }
  }
}

/// How a request's body is compressed.
enum ContentCoding: Sendable, Hashable {
  case identity, gzip, deflate

  /// Nil for a coding, or a combination of codings, that is not supported.
  init?(_ headers: HTTPHeaders) {
    let codings = headers[canonicalForm: "content-encoding"].map { $0.lowercased() }
      .filter { !$0.isEmpty && $0 != "identity" }
    switch codings {
    case []: self = .identity
    case ["gzip"], ["x-gzip"]: self = .gzip
    case ["deflate"]: self = .deflate
    default: return nil
    }
  }

  /// What has to be inflated; nil for what comes as it is.
  var format: GzipDecompressor.Format? {
    switch self {
    case .identity: nil
    case .gzip: .gzip
    case .deflate: .deflate
    }
  }
}
