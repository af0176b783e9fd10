/// The counters of an exporter's requests.
public struct ExporterStatistics: Sendable, Hashable {
  /// Requests that were sent, every attempt counted.
  public var attempts = 0
  /// Attempts that were not a request's first.
  public var retries = 0
  /// Attempts that the destination accepted.
  public var successes = 0
  /// Attempts that failed, by what went wrong.
  public var failures: [ExportError.Code: Int] = [:]
  /// How long attempts took, from the start of the connection to the end of the answer.
  public var durations = DurationHistogram()
  /// Bytes of the bodies that were sent, retries included.
  public var sentBytes = 0
  /// Answers of success that could not be read.
  public var unreadableResponses = 0
  /// Answers of success with a message and nothing rejected.
  public var warnings = 0
  /// The error of the last attempt that failed.
  public var lastError: ExportError.Code?
  /// The HTTP status of the answer to that attempt; nil when there was none.
  public var lastStatus: Int?
  /// Further details of that attempt.
  public var lastDetail: FailureDetail?
  /// Details of the last request of which the destination accepted only a part.
  public var lastRejection: FailureDetail?
  /// How much longer the destination has asked to pause; zero when it has not.
  public var throttledFor: Duration = .zero
  /// Whether the destination has not answered several attempts of a partition in a row. Then one request of the
  /// partition is sent at a time.
  public var isUnreachable = false

  /// Makes counters of zero.
  public init() {}
}
