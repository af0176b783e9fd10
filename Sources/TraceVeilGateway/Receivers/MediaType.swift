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
  case identity
  case compressed(BodyFormat)

  /// The codings that a header can name, for people.
  static let named = "gzip, deflate, zlib, zstd, snappy, x-snappy-framed, lz4 or identity"

  /// Nil for a coding, or a combination of codings, that is not supported.
  init?(_ headers: HTTPHeaders) {
    self.init(headers[canonicalForm: "content-encoding"].map { $0.lowercased() })
  }

  /// How many codings a request names, one after the other.
  static func count(_ headers: HTTPHeaders) -> Int {
    headers[canonicalForm: "content-encoding"].count { !$0.isEmpty && $0.lowercased() != "identity" }
  }

  /// Makes a coding from names in lower case.
  init?(_ codings: [String]) {
    let codings = codings.filter { !$0.isEmpty && $0 != "identity" }
    guard codings.count <= 1 else { return nil }
    switch codings.first {
    case nil: self = .identity
    case "gzip", "x-gzip": self = .compressed(.gzip)
    case "deflate", "zlib": self = .compressed(.deflate)
    case "zstd": self = .compressed(.zstd)
    case "lz4": self = .compressed(.lz4)
    case "snappy": self = .compressed(.snappy)
    case "x-snappy-framed": self = .compressed(.framedSnappy)
    default: return nil
    }
  }

  /// What has to be inflated; nil for what comes as it is.
  var format: BodyFormat? {
    switch self {
    case .identity: nil
    case .compressed(let format): format
    }
  }
}
