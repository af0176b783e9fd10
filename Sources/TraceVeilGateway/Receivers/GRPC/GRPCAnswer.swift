import HTTPServer
import JSON
import NIOHTTP1
import OTLP

/// Answers of gRPC over HTTP/2: a message and a status behind it, or a status alone.
extension HTTPAnswer {
  private static let grpcType = "application/grpc"

  static func grpc(_ response: [UInt8]) -> HTTPAnswer {
    var answer = HTTPAnswer(
      status: .ok,
      contentType: grpcType,
      body: GRPCFrame.prefix(response.count) + response
    )
    answer.trailers = [("grpc-status", "0")]
    return answer
  }

  static func grpc(_ code: StatusCode, _ message: String, _ details: [StatusDetail] = []) -> HTTPAnswer {
    var answer = HTTPAnswer(status: .ok, contentType: grpcType)
    answer.trailers = [("grpc-status", String(code.rawValue)), ("grpc-message", encode(message))]
    if !details.isEmpty {
      let status = ExportResponse.encodeStatus(
        code: code.rawValue,
        message: message,
        details: details,
        as: .protobuf
      )
      answer.trailers.append(("grpc-status-details-bin", Base64.text(status)))
    }
    return answer
  }

  /// The message as header fields can hold it: `%` and bytes that are not printable ASCII are written in hexadecimal.
  private static func encode(_ message: String) -> String {
    PercentEncoding.encode(message) { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "%") }
  }
}
