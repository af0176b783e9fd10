import HTTPServer
import NIOHTTP1
import OTLP

/// Codes of `google.rpc.Status` that a receiver answers with.
enum StatusCode: Int32, Sendable {
  case invalidArgument = 3
  case deadlineExceeded = 4
  case notFound = 5
  case permissionDenied = 7
  case resourceExhausted = 8
  case failedPrecondition = 9
  case unimplemented = 12
  case `internal` = 13
  case unavailable = 14
  case unauthenticated = 16
}

extension HTTPAnswer {
  /// An error, with a `google.rpc.Status` body in the request's encoding. A request whose encoding is not
  /// known is answered in JSON, which people and programs can read.
  static func error(
    _ status: HTTPResponseStatus,
    _ code: StatusCode,
    _ message: String,
    as encoding: PayloadEncoding?
  ) -> HTTPAnswer {
    let encoding = encoding ?? .json
    return HTTPAnswer(
      status: status,
      contentType: encoding.contentType,
      body: ExportResponse.encodeStatus(code: code.rawValue, message: message, as: encoding)
    )
  }

  /// 503, retryable by specification. Whole seconds, at least one: `Retry-After: 0` would ask for a storm.
  static func unavailable(_ message: String, retryAfter: Duration, as encoding: PayloadEncoding?)
    -> HTTPAnswer
  {
    var answer = error(.serviceUnavailable, .unavailable, message, as: encoding)
    let (seconds, fraction) = retryAfter.components
    answer.headers.append(("retry-after", String(max(1, seconds + (fraction > 0 ? 1 : 0)))))
    return answer
  }

  /// 200, with what was not taken.
  static func success(
    _ partial: ExportResponse.PartialSuccess?,
    signal: Signal,
    as encoding: PayloadEncoding
  ) -> HTTPAnswer {
    HTTPAnswer(
      status: .ok,
      contentType: encoding.contentType,
      body: ExportResponse.encode(partial, signal: signal, as: encoding)
    )
  }
}
