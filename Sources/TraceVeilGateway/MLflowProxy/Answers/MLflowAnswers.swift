import HTTPServer
import JSON
import NIOHTTP1
import OTLP
import TraceVeil

/// Answers of the proxy itself: text, for people to read, without anything of the request in it. `HTTPAnswer.asJSON` and
/// `asProtobuf` are for programs.
enum MLflowAnswers {
  static func text(_ status: HTTPResponseStatus, _ text: String, retryAfter: Int? = nil) -> HTTPAnswer {
    HTTPAnswer(
      status: status,
      contentType: "text/plain; charset=utf-8",
      body: Array("TraceVeil: \(text)\n".utf8),
      headers: retryAfter.map { [("retry-after", String($0))] } ?? []
    )
  }

  static func refusal(_ refusal: MLflowRefusal) -> HTTPAnswer {
    switch refusal {
    case .unknown: unknown
    case .noRoute: noRoute
    case .modelCall: modelCall
    case .ambiguous: ambiguous
    }
  }

  private static let unknown = text(
    .forbidden,
    "this request may carry data of traces, and is not on the list of requests that can be redacted; "
      + "'traceveil gateway --print-routes' prints the list"
  )

  /// The answer for a route that MLflow does not have, with MLflow's status. Such requests are not sent on, because a
  /// later version may have the route.
  private static let noRoute = text(
    .notFound,
    "MLflow takes traces alone; send metrics and logs to TRACEVEIL_HTTP_LISTEN, with a destination of their own"
  )

  private static let modelCall = text(
    .forbidden,
    "MLflow makes traces of calls to its AI gateway, of all that is in them; send them to MLflow itself"
  )

  static let ambiguous = text(
    .badRequest,
    "the path can be read as that of more than one route: it has an empty segment, a dot segment or an escape too many"
  )

  static let unknownUpload = text(
    .notFound,
    "an upload in parts that has not been begun here, or too long ago"
  )

  static let badUpload = text(
    .badRequest,
    "a step of an upload in parts without a file name or the right parts"
  )

  static let storageFailed = text(
    .badGateway,
    "the storage that the MLflow server named has not taken the file"
  )

  static func json(_ value: JSONValue) -> HTTPAnswer {
    HTTPAnswer(status: .ok, contentType: "application/json", body: value.encoded)
  }

  static let foreignHost = text(
    .forbidden,
    "the Host header names another host; TRACEVEIL_MLFLOW_ALLOWED_HOSTS allows more names"
  )

  static let upgrade = text(.notImplemented, "MLflow has no WebSockets, and this proxy passes none on")

  static let badHops = text(.badRequest, "\(HopCount.header) must be a number")
  static let looped = text(
    .loopDetected,
    "the request has come through \(HopCount.limit) gateways: they send in a circle"
  )

  static let shuttingDown: HTTPAnswer = {
    var answer = text(.serviceUnavailable, "shutting down", retryAfter: 1)
    answer.closes = true
    return answer
  }()

  static let overloaded = text(.serviceUnavailable, "too many requests are being held already", retryAfter: 1)
  static let queueFull = text(.serviceUnavailable, "the queue on disk is full", retryAfter: 1)
  static let notStored = text(
    .serviceUnavailable,
    "the queue on disk did not take the request",
    retryAfter: 1
  )
  static let upstreamFailed = text(.badGateway, "the MLflow server cannot be reached, or has broken off")
  static let incomplete = text(
    .serviceUnavailable,
    "the MLflow server has not taken all spans of a trace of which it has some",
    retryAfter: 1
  )
  static let upstreamTimedOut = text(.gatewayTimeout, "the MLflow server has not answered in time")

  static func failure(_ failure: MLflowRedaction.Failure, limit: Int) -> (HTTPAnswer, MLflowOutcome) {
    switch failure {
    case .malformed(let reason):
      (
        text(.badRequest, "the body is not what this request should have (\(reason?.rawValue ?? "form"))"),
        .malformed
      )
    case .tooLarge:
      (
        text(
          .payloadTooLarge,
          "a body that is redacted may have \(limit) bytes, and a bounded number of values"
        ), .tooLarge
      )
    case .overloaded: (overloaded, .overloaded)
    // What is down now may be up soon; MLflow's client comes again.
    case .failed:
      (
        text(.serviceUnavailable, "the body could not be redacted, so it was not sent on", retryAfter: 1),
        .redactionFailed
      )
    case .ended: (shuttingDown, .aborted)
    }
  }

  static let headTooLarge = text(
    .requestHeaderFieldsTooLarge,
    "the address or a header has more than \(MLflowProxyService.limits.maximumFieldBytes >> 10) KiB, "
      + "or all of them have more than \(MLflowProxyService.limits.maximumHeadBytes >> 10) KiB"
  )

  /// MLflow's answer to spans that its protobuf parser cannot read, or that are too deep for it.
  static let noSpans = HTTPAnswer(
    status: .badRequest,
    contentType: "application/json",
    body: Array(#"{"detail":"Invalid OpenTelemetry format"}"#.utf8)
  )

  /// MLflow's answer to spans without ids.
  static let noIdentifiers = HTTPAnswer(
    status: .unprocessableEntity,
    contentType: "application/json",
    body: Array(#"{"detail":"Cannot convert OpenTelemetry span to MLflow span"}"#.utf8)
  )

  static let noHTTP = text(.badRequest, "not valid HTTP/1.1")

  static let noExperiment = text(
    .badRequest,
    "\(MLflowDestination.experimentHeader) must be the number of an experiment"
  )

  /// The answer to an unsupported media type, with MLflow's own status.
  static let unsupportedMediaType = text(
    .badRequest,
    "spans must come as application/x-protobuf or application/json, and any body plain, in gzip or in deflate"
  )
}
