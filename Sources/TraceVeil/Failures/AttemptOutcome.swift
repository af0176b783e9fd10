/// How one attempt to deliver a request ended.
enum AttemptOutcome: Sendable, Equatable {
  case delivered(rejectedItems: Int)
  /// A repetition cannot help.
  case failed(ExportError.Code, httpStatus: Int? = nil, detail: FailureDetail? = nil)
  /// The task of the export was cancelled.
  case cancelled
  /// A repetition may help.
  case retryable(
    ExportError.Code,
    httpStatus: Int? = nil,
    retryAfter: Duration? = nil,
    detail: FailureDetail? = nil
  )
}
