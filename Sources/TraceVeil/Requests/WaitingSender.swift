import Synchronization

/// The sender of a request that is copied to several destinations, who waits for what they answer. It is told once. Safe on any
/// thread.
final class WaitingSender: Sendable {
  /// How long it waits, from when its request came.
  let limit: Duration
  private let answer: Mutex<(@Sendable (RequestEnding) -> Void)?>
  private let isTold = Atomic(false)

  /// - Parameter answer: Called once, on any thread.
  init(limit: Duration, _ answer: @escaping @Sendable (RequestEnding) -> Void) {
    self.limit = limit
    self.answer = Mutex(answer)
  }

  /// Whether it knows that its request was taken. It does not send it again then, so copies that others have not taken are tried
  /// for longer than it would have waited.
  var isSatisfied: Bool { isTold.load(ordering: .acquiring) }

  func tell(_ ending: RequestEnding) {
    guard let answer = answer.withLock({ $0.take() }) else { return }
    if case .taken = ending { isTold.store(true, ordering: .releasing) }
    answer(ending)
  }
}
