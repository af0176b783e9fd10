import OTLP
import Synchronization
import TraceVeil

/// A sink that takes no more than so many items at a time, for `OTEL_BSP_MAX_QUEUE_SIZE`. A request that finds no room can
/// wait for it: first come, first served, bounded in number.
///
/// A request that is larger than that is taken when nothing else waits: else it never would be.
final class ItemBoundedSink: RequestSink {
  /// Requests that may wait.
  static let maximumWaiting = 512

  /// What becomes of somebody who is willing to wait.
  enum Submission: Sendable {
    case done(SubmitResult)
    /// The closure will be called, unless ``giveUp(_:)`` says that it will not.
    case waits(AdmissionQueue.ID)
  }

  private struct Waiting: Sendable {
    let request: IncomingRequest
    let body: ReceivedBody
    let later: @Sendable (SubmitResult) -> Void
  }

  private struct State {
    var queue = AdmissionQueue(limit: ItemBoundedSink.maximumWaiting)
    var waiting: [AdmissionQueue.ID: Waiting] = [:]
  }

  private let sink: any RequestSink
  private let maximumItems: Int
  /// Held from the look at the queue to the submission, so that two requests cannot take the same room.
  private let state = Mutex(State())

  init(_ sink: any RequestSink, maximumItems: Int) {
    self.sink = sink
    self.maximumItems = maximumItems
    sink.whenTaken { [weak self] in self?.submitWaiting() }
  }

  var queuedItems: Int { sink.queuedItems }
  var retryAfter: Duration { sink.retryAfter }
  var itemBound: ItemBoundedSink? { self }
  /// Requests that wait now.
  var waitingCount: Int { state.withLock { $0.queue.count } }

  func hurry() { sink.hurry() }

  func whenTaken(_ action: @escaping @Sendable () -> Void) { sink.whenTaken(action) }

  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult {
    // A closure cannot consume what it captures; it can take it out of an optional.
    var reservation: ByteBudget.Reservation? = reservation
    return state.withLock { state in
      submitNow(request, &reservation, state.queue) ?? .full(retryAfter: sink.retryAfter)
    }
  }

  /// Submits a request, now or once there is room.
  /// - Parameter later: Called with what became of it, on whatever thread made room.
  func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation,
    later: @escaping @Sendable (SubmitResult) -> Void
  ) -> Submission {
    var reservation: ByteBudget.Reservation? = reservation
    let submission = state.withLock { state -> Submission in
      if let result = submitNow(request, &reservation, state.queue) { return .done(result) }
      let waiter = AdmissionQueue.Waiter(bytes: request.summary.acceptedItems, held: 0)
      guard let id = state.queue.wait(waiter, of: 0) else { return .done(.full(retryAfter: sink.retryAfter)) }
      let body = ReceivedBody(request.body, reservation: reservation.take())
      state.waiting[id] = Waiting(request: request, body: body, later: later)
      return .waits(id)
    }
    if case .waits = submission { submitWaiting() }
    return submission
  }

  /// Ends a wait. Those behind it may have their turn.
  /// - Returns: False when the closure has been called, or is about to be.
  func giveUp(_ id: AdmissionQueue.ID) -> Bool {
    let gone = state.withLock { state -> Waiting? in
      guard state.queue.remove(id) else { return nil }
      return state.waiting.removeValue(forKey: id)
    }
    if gone != nil { submitWaiting() }
    return gone != nil
  }

  private func submitNow(
    _ request: IncomingRequest,
    _ reservation: inout ByteBudget.Reservation?,
    _ queue: AdmissionQueue
  ) -> SubmitResult? {
    guard !queue.overtakes(holding: 0), hasRoom(for: request.summary.acceptedItems),
      let reservation = reservation.take()
    else { return nil }
    return sink.submit(request, reservation: reservation)
  }

  /// Some items are gone.
  private func submitWaiting() {
    while let (waiting, result) = state.withLock({ submitNext(&$0) }) { waiting.later(result) }
    if waitingCount > 0 { sink.hurry() }
  }

  private func submitNext(_ state: inout State) -> (Waiting, SubmitResult)? {
    guard let next = state.queue.next(hasRoom: { hasRoom(for: $0.bytes) }),
      let waiting = state.waiting.removeValue(forKey: next.id),
      let reservation = waiting.body.takeReservation()
    else { return nil }
    return (waiting, sink.submit(waiting.request, reservation: reservation))
  }

  private func hasRoom(for items: Int) -> Bool {
    let queued = sink.queuedItems
    return queued == 0 || queued + items <= maximumItems
  }
}
