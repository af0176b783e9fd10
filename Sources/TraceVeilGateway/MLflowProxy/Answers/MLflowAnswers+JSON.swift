import HTTPServer
import JSON
import NIOHTTP1
import OTLP
import TraceVeil

extension HTTPAnswer {
  /// A refusal as MLflow's clients read it: with MLflow's `error_code`, and the code of OTLP's status. Any other answer as
  /// it is.
  func asJSON() -> HTTPAnswer {
    guard status.code >= 400, contentType?.hasPrefix("text/plain") == true else { return self }
    let (name, code) = Self.codes[Int(status.code)] ?? ("INTERNAL_ERROR", 13)
    let text = String(decoding: body, as: UTF8.self)
    var answer = self
    answer.contentType = "application/json"
    answer.body =
      JSONValue.object([
        .init("error_code", .string(name)), .init("code", .number(String(code))),
        .init("message", .string(text.hasSuffix("\n") ? String(text.dropLast()) : text)),
      ]).encoded
    return answer
  }

  /// By status: of MLflow's `ErrorCode`, and of gRPC.
  private static let codes: [Int: (String, Int)] = [
    400: ("INVALID_PARAMETER_VALUE", 3), 403: ("PERMISSION_DENIED", 7), 404: ("NOT_FOUND", 5),
    413: ("RESOURCE_LIMIT_EXCEEDED", 8), 501: ("NOT_IMPLEMENTED", 12),
    502: ("TEMPORARILY_UNAVAILABLE", 14), 503: ("TEMPORARILY_UNAVAILABLE", 14),
    504: ("TEMPORARILY_UNAVAILABLE", 14),
  ]
}
