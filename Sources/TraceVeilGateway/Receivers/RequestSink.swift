import TraceVeil

/// Where a receiver hands its requests to.
protocol RequestSink: Sendable {
  /// Items that wait.
  var queuedItems: Int { get }
  /// What a sender who finds no room is to wait.
  var retryAfter: Duration { get }
  /// A sender waits for room.
  func hurry()
  /// Has this called whenever fewer items wait than before, on whatever thread took them. Takes the place of an earlier one.
  func whenTaken(_ action: @escaping @Sendable () -> Void)
  /// Where requests can wait for items to be taken; nil where the number of items has no bound.
  var itemBound: ItemBoundedSink? { get }
  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult
}

extension RequestSink {
  var itemBound: ItemBoundedSink? { nil }
}

/// The sink that a pipeline is.
struct PipelineSink: RequestSink {
  let pipeline: any OutboundPipeline

  var queuedItems: Int { pipeline.queuedItems }
  var retryAfter: Duration { pipeline.retryAfter }
  func hurry() { pipeline.hurry() }
  func whenTaken(_ action: @escaping @Sendable () -> Void) { pipeline.whenTaken(action) }
  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult {
    pipeline.submit(request, reservation: reservation)
  }
}
