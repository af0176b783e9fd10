/// What a load is sent in, by the names of `OTEL_EXPORTER_OTLP_PROTOCOL`.
enum LoadProtocol: String, Codable, CaseIterable, Sendable {
  case grpc
  case httpProtobuf = "http/protobuf"
  case httpJSON = "http/json"

  var contentType: String {
    switch self {
    case .grpc: "application/grpc"
    case .httpProtobuf: "application/x-protobuf"
    case .httpJSON: "application/json"
    }
  }

  /// Where traces go.
  var path: String {
    switch self {
    case .grpc: "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
    case .httpProtobuf, .httpJSON: "/v1/traces"
    }
  }
}
