internal import Logging

/// Why an export failed. Nothing in it comes from the payload. Code, ending and status are from closed sets and so fit
/// for metric labels; the detail is for logs.
///
/// Two are equal when code, ending and status are.
public struct ExportError: Error, Sendable, Hashable {
  /// What went wrong, as a label.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// No connection, or it ended before an answer came.
    case connectionFailed = "connection_failed"
    /// The TLS handshake failed.
    case tlsFailed = "tls_failed"
    /// No answer within the time limit of one attempt.
    case attemptTimedOut = "attempt_timeout"
    /// No access token could be had, which the destination wants; it was not asked.
    case noToken = "no_token"
    /// 429, 502, 503 or 504: the destination asks to come again.
    case unavailable
    /// 4xx or 5xx that a repetition cannot mend.
    case refused
    /// 3xx: the endpoint is not where the configuration says.
    case redirected
    /// The answer is larger than the limit.
    case responseTooLarge = "response_too_large"
    /// The request cannot be sent as configured: a URL or a header the client refuses.
    case invalidRequest = "invalid_request"
    /// The exporter's own time limit for all attempts together, or the caller's.
    case exportTimedOut = "export_timeout"
    /// The task that waited for it was cancelled.
    case cancelled
    /// The exporter was shut down before.
    case shutDown = "shutdown"
    /// Something local, such as the console, could not be written.
    case outputFailed = "output_failed"
    /// The queue on disk did not take it.
    case notStored = "not_stored"
  }

  /// Why no further attempt is made.
  public enum Ending: String, Sendable, Hashable, CaseIterable {
    /// Repeating cannot help.
    case permanent
    /// The retry policy's time is up.
    case retriesExhausted = "retries_exhausted"
    /// The exporter is being shut down.
    case shutDown = "shutdown"
    /// The task that waited for it was cancelled.
    case cancelled
  }

  /// What went wrong.
  public let code: Code
  /// Why it was not tried again.
  public let ending: Ending
  /// The HTTP status of the last answer, if there was one.
  public let httpStatus: Int?
  /// Further details, for people.
  public let detail: FailureDetail?

  /// An error; what is not named is unknown.
  public init(_ code: Code, ending: Ending = .permanent, httpStatus: Int? = nil, detail: FailureDetail? = nil)
  {
    self.detail = detail
    self.code = code
    self.ending = ending
    self.httpStatus = httpStatus
  }

  /// The exporter has been shut down.
  public static let shutDown = ExportError(.shutDown, ending: .shutDown)

  public static func == (one: ExportError, other: ExportError) -> Bool {
    one.code == other.code && one.ending == other.ending && one.httpStatus == other.httpStatus
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(ending)
    hasher.combine(httpStatus)
  }

  /// The task of the export was cancelled.
  public static let cancelled = ExportError(.cancelled, ending: .cancelled)
}

extension ExportError {
  /// Whether the destination has seen the request and will not take it, or it cannot be sent at all.
  var isRefusal: Bool { ending == .permanent && (httpStatus != nil || code == .invalidRequest) }

  /// The metadata of a log line.
  var metadata: Logger.Metadata {
    (detail?.metadata ?? [:]).merging(
      ["error": "\(code.rawValue)", "http_status": "\(httpStatus ?? 0)"]
    ) { _, new in new }
  }
}
