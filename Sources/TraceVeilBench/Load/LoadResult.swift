import Workload

/// What the sender of a load saw.
struct LoadResult: Sendable {
  /// Requests that were answered with 200: one bit for each.
  var acknowledged = SpanLedger()
  /// Bytes and spans of those.
  var acknowledgedBytes = 0
  var acknowledgedSpans = 0
  /// The time from when a request was due to its acknowledgement, refusals and their waits included.
  var latency = LatencyHistogram()
  /// Answers of 503 or 429, and the seconds that they asked to wait.
  var refusals = 0
  var refusalSeconds = 0
  /// Other answers than 200 by status; such a request is not sent again.
  var otherStatuses: [Int: Int] = [:]
  /// Connections that ended before the answer, or did not come about; the request was sent again.
  var connectionErrors = 0
  /// Requests that had not been acknowledged when the time was over.
  var abandoned = 0
  /// Requests that were due by the timetable and never sent, because all connections were waiting.
  var unsent = 0
  /// When the load began, on the clock that all processes of the machine share (`NIODeadline`).
  var start: UInt64 = 0
  /// The time from there to the last acknowledgement, in nanoseconds.
  var elapsed: UInt64 = 0

  /// How many spans of acknowledged requests have not arrived. A request counts whole: its spans are
  /// acknowledged together.
  func missingSpans(in received: SpanLedger, spansPerRequest: Int) -> Int {
    let size = UInt64(spansPerRequest)
    return (0..<UInt64(acknowledged.bitmap.count * 8))
      .filter { acknowledged.contains($0) }
      .reduce(0) { $0 + received.missingCount(in: $1 * size..<($1 + 1) * size) }
  }
}
