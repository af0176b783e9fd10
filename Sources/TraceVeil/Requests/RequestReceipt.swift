import Synchronization

/// How a request ended whose sender waits for that.
package enum RequestEnding: Sendable, Hashable {
  /// All of it is on disk, or the destination has accepted it except for so many items, or it has ended in a way that
  /// a repetition would not change.
  case taken(rejectedItems: Int)
  /// The destination refused all of it for good, with this status; nil where it cannot be sent.
  case refused(status: Int?)
  /// Neither, as far as is known: it may be sent again.
  case notTaken

  /// - Parameter items: The items of the request.
  init(_ result: ExportResult, items: Int) {
    switch result {
    case .success(let rejected): self = .taken(rejectedItems: min(max(0, rejected), items))
    case .failure(let error): self = error.isFinal ? .refused(status: error.httpStatus) : .notTaken
    case .partial(let parts):
      let isFinal = parts.failures.keys.allSatisfy(\.isFinal)
      let failed = parts.failures.values.reduce(0, +)
      self = isFinal ? .taken(rejectedItems: min(parts.rejectedItems + failed, items)) : .notTaken
    }
  }
}

extension ExportError {
  fileprivate var isFinal: Bool {
    ending == .permanent && code != .notStored && code != .exportTimedOut
  }
}

/// Says once how a request ended.
///
/// Whoever forgets it says that it was not taken: no way to lose a request answers its sender otherwise. Safe on any thread.
package final class RequestReceipt: Sendable {
  private let action: Mutex<(@Sendable (RequestEnding) -> Void)?>

  /// - Parameter action: Called once, on any thread.
  package init(_ action: @escaping @Sendable (RequestEnding) -> Void) { self.action = Mutex(action) }

  deinit { tell(.notTaken) }

  /// Its sender waits no longer. What becomes of the request after that is not said.
  package func expire() { tell(.notTaken) }

  func tell(_ ending: RequestEnding) { action.withLock { $0.take() }?(ending) }
}

/// The receipts of a batch, which becomes several requests. Safe on any thread.
final class BatchReceipts: Sendable {
  private struct State {
    var left: Int
    var rejected = 0
    var hasTaken = false
    var refusal: RequestEnding?
    var isTaken = true
  }

  private let receipts: [RequestReceipt]
  private let state: Mutex<State>

  /// Nil where nobody waits.
  /// - Parameter requests: How many there are to be sent or stored.
  init?(_ receipts: [RequestReceipt], requests: Int) {
    guard !receipts.isEmpty else { return nil }
    self.receipts = receipts
    state = Mutex(State(left: requests))
    if requests == 0 { tell(.taken(rejectedItems: 0)) }
  }

  /// One of the requests has ended.
  /// - Parameter items: The items of that request.
  func ended(_ ending: RequestEnding, items: Int) {
    let all = state.withLock { state -> RequestEnding? in
      state.left -= 1
      switch ending {
      case .taken(let rejected):
        state.rejected += rejected
        state.hasTaken = true
      case .refused:
        state.rejected += items
        state.refusal = state.refusal ?? ending
      case .notTaken: state.isTaken = false
      }
      guard state.left == 0 else { return nil }
      guard state.isTaken else { return .notTaken }
      if !state.hasTaken, let refusal = state.refusal { return refusal }
      return .taken(rejectedItems: state.rejected)
    }
    if let all { tell(all) }
  }

  private func tell(_ ending: RequestEnding) { for receipt in receipts { receipt.tell(ending) } }
}
