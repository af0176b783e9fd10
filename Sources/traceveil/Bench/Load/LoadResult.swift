import Workload

/// What the sender of a load saw.
struct LoadResult: Sendable {
  /// Requests that were answered with 200: one bit for each.
  var acknowledged = SpanLedger()
  /// Bytes and spans of those.
  var acknowledgedBytes = 0
  var acknowledgedSpans = 0
  /// From the time a request was meant for to its acknowledgement, refusals and their waits included.
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
  /// From the first request to the last answer, in nanoseconds.
  var elapsed: UInt64 = 0
}
