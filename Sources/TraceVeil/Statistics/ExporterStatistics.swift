/// What an exporter has done on the wire so far.
public struct ExporterStatistics: Sendable, Hashable {
  /// Requests put on the wire, each time counted.
  public var attempts = 0
  /// Attempts that were not a request's first.
  public var retries = 0
  /// Attempts that the destination took.
  public var successes = 0
  /// Attempts that it did not take, by what went wrong.
  public var failures: [ExportError.Code: Int] = [:]
  /// How long attempts took, from the start of the connection to the end of the answer.
  public var durations = DurationHistogram()
  /// Bytes of bodies put on the wire, retries included.
  public var sentBytes = 0
  /// Answers of success that could not be read.
  public var unreadableResponses = 0
  /// Of the last attempt that failed.
  public var lastError: ExportError.Code?
  /// Of the answer to that attempt; nil when there was none.
  public var lastStatus: Int?
  /// What else is known about that attempt.
  public var lastDetail: FailureDetail?
  /// What is known about the last request of which the destination took only a part.
  public var lastRejection: FailureDetail?
  /// How much longer the destination has asked not to be called; zero when it has not.
  public var throttledFor: Duration = .zero
  /// Whether the destination leaves a partition without an answer: of several attempts in a row none was answered. It is
  /// then asked by one request of the partition at a time.
  public var isUnreachable = false

  /// Zero of everything.
  public init() {}
}
