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

/// The form in which a request is answered.
enum AnswerForm: Sendable {
  case protobuf, json, grpc

  init(_ encoding: PayloadEncoding) {
    self =
      switch encoding {
      case .protobuf: .protobuf
      case .json: .json
      }
  }

  /// The encoding of the content of the answer.
  fileprivate var encoding: PayloadEncoding { self == .json ? .json : .protobuf }
}

extension HTTPAnswer {
  /// An error, with a `google.rpc.Status` in the request's form. A request whose form is not known is answered in JSON,
  /// which people and programs can read.
  static func error(
    _ status: HTTPResponseStatus,
    _ code: StatusCode,
    _ message: String,
    details: [StatusDetail] = [],
    as form: AnswerForm?
  ) -> HTTPAnswer {
    let form = form ?? .json
    if form == .grpc { return .grpc(code, message, details) }
    return HTTPAnswer(
      status: status,
      contentType: form.encoding.contentType,
      body: ExportResponse.encodeStatus(
        code: code.rawValue,
        message: message,
        details: details,
        as: form.encoding
      )
    )
  }

  /// 503, or `UNAVAILABLE`, retryable by specification. Whole seconds, at least one: `Retry-After: 0` would ask for a
  /// storm.
  static func unavailable(_ message: String, retryAfter: Duration, as form: AnswerForm?) -> HTTPAnswer {
    let (whole, fraction) = retryAfter.components
    let seconds = max(1, whole + (fraction > 0 ? 1 : 0))
    if form == .grpc { return .grpc(.unavailable, message, [.retryInfo(.seconds(seconds))]) }
    var answer = error(.serviceUnavailable, .unavailable, message, as: form)
    answer.headers.append(("retry-after", String(seconds)))
    return answer
  }

  /// What a destination answered for good, passed on.
  /// - Parameter status: Its status; nil where the request cannot be sent to it.
  static func refused(by status: Int?, as form: AnswerForm?) -> HTTPAnswer {
    // A redirection, say, is no answer that a sender could follow, and some would have it send the same again.
    let again = [429, 502, 503, 504]
    let passed = status.flatMap { (400...599).contains($0) && !again.contains($0) ? $0 : nil } ?? 500
    let code: StatusCode =
      switch passed {
      case 400, 422: .invalidArgument
      case 401: .unauthenticated
      case 403: .permissionDenied
      case 404: .notFound
      case 413: .resourceExhausted
      case 501: .unimplemented
      case ..<500: .failedPrecondition
      default: .internal
      }
    let message =
      status.map { "the destination refused it with status \($0)" } ?? "it cannot be sent to the destination"
    return error(HTTPResponseStatus(statusCode: passed), code, message, as: form)
  }

  /// Success, with what was not taken.
  static func success(
    _ partial: ExportResponse.PartialSuccess?,
    signal: Signal,
    as form: AnswerForm
  ) -> HTTPAnswer {
    let response = ExportResponse.encode(partial, signal: signal, as: form.encoding)
    if form == .grpc { return .grpc(response) }
    return HTTPAnswer(status: .ok, contentType: form.encoding.contentType, body: response)
  }
}
