import HTTPServer
import JSON
import NIOHTTP1
import OTLP
import TraceVeil

// Refusals as programs read them. Any other answer is as it was.
extension HTTPAnswer {
  /// The answer for MLflow's clients and for OTLP in JSON: MLflow's `error_code` beside the code and the message of
  /// OTLP's status.
  func asJSON() -> HTTPAnswer {
    guard let refusal else { return self }
    var answer = self
    answer.contentType = PayloadEncoding.json.contentType
    answer.body =
      JSONValue.object([
        .init("error_code", .string(refusal.name)), .init("code", .number(String(refusal.code.rawValue))),
        .init("message", .string(refusal.message)),
      ]).encoded
    return answer
  }

  /// The answer for OTLP in protobuf: OTLP's status.
  func asProtobuf() -> HTTPAnswer {
    guard let refusal else { return self }
    var answer = HTTPAnswer.error(status, refusal.code, refusal.message, as: .protobuf)
    answer.headers += headers
    answer.closes = closes
    return answer
  }

  /// Nil for an answer that is none.
  private var refusal: (name: String, code: StatusCode, message: String)? {
    guard status.code >= 400, contentType?.hasPrefix("text/plain") == true else { return nil }
    let (name, code) = Self.codes[Int(status.code)] ?? ("INTERNAL_ERROR", .internal)
    let text = String(decoding: body, as: UTF8.self)
    return (name, code, text.hasSuffix("\n") ? String(text.dropLast()) : text)
  }

  /// MLflow's `ErrorCode` and gRPC's code, by HTTP status.
  private static let codes: [Int: (String, StatusCode)] = [
    400: ("INVALID_PARAMETER_VALUE", .invalidArgument), 403: ("PERMISSION_DENIED", .permissionDenied),
    404: ("NOT_FOUND", .notFound), 413: ("RESOURCE_LIMIT_EXCEEDED", .resourceExhausted),
    501: ("NOT_IMPLEMENTED", .unimplemented), 502: ("TEMPORARILY_UNAVAILABLE", .unavailable),
    503: ("TEMPORARILY_UNAVAILABLE", .unavailable), 504: ("TEMPORARILY_UNAVAILABLE", .unavailable),
  ]
}
