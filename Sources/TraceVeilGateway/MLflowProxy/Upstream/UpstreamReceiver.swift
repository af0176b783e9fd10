import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes an answer on the event loop of its connection, for a task that waits for it.
///
/// The client library's own `async` functions start a task of the global executor for each request.
final class UpstreamReceiver: HTTPClientResponseDelegate, Sendable {
  private struct State {
    var arrival = UpstreamArrival()
    var headTaker: CheckedContinuation<Head, any Error>?
    var partTaker: CheckedContinuation<ByteBuffer?, any Error>?
    /// Kept when there is room for more.
    var room: EventLoopPromise<Void>?

    /// - Returns: Wakes who waits for what is there.
    mutating func wake() -> @Sendable () -> Void {
      if let taker = headTaker, let head = arrival.takeHead() {
        headTaker = nil
        return { taker.resume(with: head) }
      }
      let part = partTaker == nil ? nil : arrival.takePart()
      let taker = part == nil ? nil : partTaker.take()
      let room = arrival.hasRoom || arrival.hasEnded ? self.room.take() : nil
      guard taker != nil || room != nil else { return {} }
      return {
        if let part { taker?.resume(with: part) }
        room?.succeed()
      }
    }
  }

  typealias Head = (head: HTTPResponseHead, body: ByteBuffer?)

  private let state = Mutex(State())

  /// - Returns: With the body, where that is short.
  func head() async throws -> Head {
    try await withCheckedThrowingContinuation { taker in
      change { $0.headTaker = taker }
    }
  }

  /// The next part of the body; nil at its end.
  func nextPart() async throws -> ByteBuffer? {
    try await withCheckedThrowingContinuation { taker in
      change { $0.partTaker = taker }
    }
  }

  func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    change { $0.arrival.receive(head) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
    let room = change { state -> EventLoopPromise<Void>? in
      state.arrival.receive(part)
      if !state.arrival.hasRoom, state.partTaker == nil { state.room = task.eventLoop.makePromise() }
      return state.room
    }
    return room?.futureResult ?? task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) throws {
    change { $0.arrival.finish(.success(())) }
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    change { $0.arrival.finish(.failure(error)) }
  }

  /// Then hands over what is waited for, as far as it is there.
  @discardableResult
  private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    let (result, wake) = state.withLock { state in
      let result = body(&state)
      return (result, state.wake())
    }
    wake()
    return result
  }
}

/// The body of an answer that is long, or of a length that nobody knows.
final class UpstreamStream: Sendable {
  private let receiver: UpstreamReceiver
  private let task: HTTPClient.Task<Void>

  init(_ receiver: UpstreamReceiver, _ task: HTTPClient.Task<Void>) {
    self.receiver = receiver
    self.task = task
  }

  // It does nothing if the request has ended.
  deinit { task.cancel() }

  /// Nil at the end.
  func nextPart() async throws -> ByteBuffer? {
    try await withTaskCancellationHandler {
      try await receiver.nextPart()
    } onCancel: {
      task.cancel()
    }
  }
}
