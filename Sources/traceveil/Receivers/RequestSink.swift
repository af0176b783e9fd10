import TraceVeil

/// Where a receiver hands its requests to.
protocol RequestSink: Sendable {
  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult
}

extension ExportPipeline: RequestSink {}
