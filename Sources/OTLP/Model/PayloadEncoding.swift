/// How the body of an OTLP/HTTP request or response is written.
public enum PayloadEncoding: Sendable, Hashable, CaseIterable {
  case protobuf, json

  /// The media type, without parameters.
  public var contentType: String {
    switch self {
    case .protobuf: "application/x-protobuf"
    case .json: "application/json"
    }
  }
}
