import TraceVeil

/// Where a receiver hands its requests to.
protocol RequestSink: Sendable {
  /// Items that wait.
  var queuedItems: Int { get }
  /// What a sender who finds no room is to wait.
  var retryAfter: Duration { get }
  /// A sender waits for room.
  func hurry()
  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult
}

extension ExportPipeline: RequestSink {
  var queuedItems: Int { statistics.queued }
}
