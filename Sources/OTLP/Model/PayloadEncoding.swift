/// How the body of an OTLP/HTTP request or response is written.
package enum PayloadEncoding: Sendable, Hashable, CaseIterable {
  case protobuf, json

  /// The media type, without parameters.
  package var contentType: String {
    switch self {
    case .protobuf: "application/x-protobuf"
    case .json: "application/json"
    }
  }
}
