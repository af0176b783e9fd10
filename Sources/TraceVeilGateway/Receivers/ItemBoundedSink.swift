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
    /// Items that are about to be in the queue: room is taken before they are, so that two requests cannot have the same.
    var submitting = 0
    /// Whether nobody may wait any more.
    var isClosed = false
  }

  private let sink: any RequestSink
  private let maximumItems: Int
  /// The lock is not held while something is submitted, because bytes that are released there may bring another
  /// request here.
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
    guard state.withLock({ takeRoom(for: request, &$0) }) else { return .full(retryAfter: sink.retryAfter) }
    return after(submitTaken(request, reservation))
  }

  /// Submits a request, now or once there is room.
  /// - Parameter later: Called with what became of it, on whatever thread made room.
  func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation,
    later: @escaping @Sendable (SubmitResult) -> Void
  ) -> Submission {
    let body = ReceivedBody(request.body, reservation: reservation)
    let submission = state.withLock { state -> Submission? in
      if takeRoom(for: request, &state) { return nil }
      let waiter = AdmissionQueue.Waiter(bytes: request.summary.acceptedItems, held: 0)
      guard !state.isClosed, let id = state.queue.wait(waiter, of: 0) else {
        return .done(.full(retryAfter: sink.retryAfter))
      }
      state.waiting[id] = Waiting(request: request, body: body, later: later)
      return .waits(id)
    }
    guard let submission else { return .done(after(submitTaken(request, body))) }
    if case .waits = submission { submitWaiting() }
    return submission
  }

  /// Ends all waits, and lets nobody wait any more.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      state.queue = state.queue.emptied
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for one in waiting { one.later(.shutDown) }
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

  /// Some items are gone.
  private func submitWaiting() {
    while let next = state.withLock({ takeNext(&$0) }) { next.later(submitTaken(next.request, next.body)) }
    if waitingCount > 0 { sink.hurry() }
  }

  private func takeNext(_ state: inout State) -> Waiting? {
    let submitting = state.submitting
    guard let next = state.queue.next(hasRoom: { hasRoom(for: $0.bytes, beside: submitting) }) else {
      return nil
    }
    state.submitting += next.bytes
    return state.waiting.removeValue(forKey: next.id)
  }

  /// - Returns: False when there is none, or others wait for it. ``submitTaken(_:_:)`` follows.
  private func takeRoom(for request: IncomingRequest, _ state: inout State) -> Bool {
    let items = request.summary.acceptedItems
    guard !state.queue.overtakes(holding: 0), hasRoom(for: items, beside: state.submitting) else {
      return false
    }
    state.submitting += items
    return true
  }

  private func submitTaken(_ request: IncomingRequest, _ body: ReceivedBody) -> SubmitResult {
    guard let reservation = body.takeReservation() else {
      preconditionFailure("a request is submitted once")
    }
    return submitTaken(request, reservation)
  }

  private func submitTaken(
    _ request: IncomingRequest,
    _ reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult {
    defer { state.withLock { $0.submitting -= request.summary.acceptedItems } }
    return sink.submit(request, reservation: reservation)
  }

  /// The room of what was not taken is there for others.
  private func after(_ result: SubmitResult) -> SubmitResult {
    if result != .accepted { submitWaiting() }
    return result
  }

  private func hasRoom(for items: Int, beside submitting: Int) -> Bool {
    let queued = sink.queuedItems + submitting
    return queued == 0 || queued + items <= maximumItems
  }
}
