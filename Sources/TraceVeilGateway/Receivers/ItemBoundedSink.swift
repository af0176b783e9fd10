import OTLP
import Synchronization
import TraceVeil

/// A sink that takes no more than so many items at a time, for `OTEL_BSP_MAX_QUEUE_SIZE`.
///
/// A request that is larger than that is taken when nothing else waits: else it never would be.
final class ItemBoundedSink: RequestSink {
  private let sink: any RequestSink
  private let maximumItems: Int
  /// Held from the look at the queue to the submission, so that two requests cannot take the same room.
  private let admission = Mutex(())

  init(_ sink: any RequestSink, maximumItems: Int) {
    self.sink = sink
    self.maximumItems = maximumItems
  }

  var queuedItems: Int { sink.queuedItems }
  var retryAfter: Duration { sink.retryAfter }

  func hurry() { sink.hurry() }

  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult {
    // A closure cannot consume what it captures; it can take it out of an optional.
    var reservation: ByteBudget.Reservation? = reservation
    return admission.withLock { _ in
      let queued = sink.queuedItems
      guard let reservation = reservation.take(),
        queued == 0 || queued + request.summary.acceptedItems <= maximumItems
      else { return .full(retryAfter: sink.retryAfter) }
      return sink.submit(request, reservation: reservation)
    }
  }
}
