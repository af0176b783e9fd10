import NIOCore
import Synchronization

/// Hands a body over part by part, from the connection it arrives on to the request it leaves with. Holds one part
/// at most: the sender waits until the receiver has taken it.
///
/// One sender and one taker, who may be on any threads.
final class BodyPipe: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  /// The request ended before its body did.
  struct Broken: Error {}

  private struct State {
    enum Phase {
      case open
      /// The body is complete.
      case finished
      /// The sender gave up.
      case failed
      /// Nobody takes any more.
      case closed
    }

    var phase = Phase.open
    var part: ByteBuffer?
    var sender: CheckedContinuation<Bool, Never>?
    var taker: CheckedContinuation<ByteBuffer?, any Error>?
  }

  private let state = Mutex(State())

  /// Returns once the part has been taken.
  /// - Returns: False when nobody will take it.
  func send(_ part: ByteBuffer) async -> Bool {
    await withCheckedContinuation { continuation in
      let (taker, isClosed) = state.withLock {
        state -> (CheckedContinuation<ByteBuffer?, any Error>?, Bool) in
        guard case .open = state.phase else { return (nil, true) }
        if let taker = state.taker.take() { return (taker, false) }
        state.part = part
        state.sender = continuation
        return (nil, false)
      }
      if let taker {
        taker.resume(returning: part)
        continuation.resume(returning: true)
      } else if isClosed {
        continuation.resume(returning: false)
      }
    }
  }

  /// The body is complete.
  func finish() { end(.finished) }
  /// The body will not be complete: the request must not end as if it were.
  func fail() { end(.failed) }
  /// The request is over.
  func close() { end(.closed) }

  private func end(_ phase: State.Phase) {
    let (sender, taker) = state.withLock {
      state -> (CheckedContinuation<Bool, Never>?, CheckedContinuation<ByteBuffer?, any Error>?) in
      guard case .open = state.phase else { return (nil, nil) }
      state.phase = phase
      if case .closed = phase { state.part = nil }
      return (state.sender.take(), state.taker.take())
    }
    sender?.resume(returning: false)
    if case .finished = phase { taker?.resume(returning: nil) } else { taker?.resume(throwing: Broken()) }
  }

  private func take() async throws -> ByteBuffer? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (result, sender) = state.withLock {
          state -> (Result<ByteBuffer?, any Error>?, CheckedContinuation<Bool, Never>?) in
          if let part = state.part.take() { return (.success(part), state.sender.take()) }
          switch state.phase {
          case .open:
            state.taker = continuation
            return (nil, nil)
          case .finished: return (.success(nil), nil)
          case .failed, .closed: return (.failure(Broken()), nil)
          }
        }
        sender?.resume(returning: true)
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      close()
    }
  }

  struct AsyncIterator: AsyncIteratorProtocol {
    let pipe: BodyPipe

    mutating func next() async throws -> ByteBuffer? { try await pipe.take() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pipe: self) }
}
