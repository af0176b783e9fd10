import NIOPosix
import Synchronization

/// Writes to a standard stream on a thread of its own, so that nobody else waits for its reader.
///
/// Log lines are posted: where there is no room for one it is dropped and counted. What is printed for its own sake is
/// written, which waits for the reader for a while. All methods may be called from any thread.
final class StreamWriter: Sendable {
  static let error = StreamWriter(
    .error,
    OutputBacklog(maximumTexts: 4096, maximumBytes: 1 << 20)
  )
  static let output = StreamWriter(
    .output,
    OutputBacklog(maximumTexts: 64, maximumBytes: 4 << 20)
  )

  /// The reader takes nothing, or the stream is closed.
  struct NotWritten: Error {}

  private struct State {
    var backlog: OutputBacklog
    var nextNumber = 0
    /// Told whether their text has been written.
    var writers: [Int: CheckedContinuation<Bool, Never>] = [:]
    /// Given up before they waited.
    var givenUp: Set<Int> = []
    /// Told when nothing waits any more.
    var flushes: [Int: CheckedContinuation<Bool, Never>] = [:]
    /// A text was given up in the middle, and its write has not ended since.
    var isStuck = false
    /// Made of the number of lines that were dropped.
    var notice: @Sendable (Int) -> String = { _ in "" }

    mutating func makeNumber() -> Int {
      defer { nextNumber += 1 }
      return nextNumber
    }
  }

  private static let chunk = 64 << 10

  private let stream: StandardStream
  private let state: Mutex<State>
  private let thread = NIOThreadPool(numberOfThreads: 1)

  init(_ stream: StandardStream, _ backlog: OutputBacklog) {
    self.stream = stream
    state = Mutex(State(backlog: backlog))
    thread.start()
  }

  /// Lines that were dropped, so far.
  var dropped: Int { state.withLock { $0.backlog.dropped } }

  /// - Parameter notice: Makes the line that tells the reader, once there is one again, how many lines were dropped.
  func tellOfDrops(_ notice: @escaping @Sendable (Int) -> String) { state.withLock { $0.notice = notice } }

  /// Writes a text some time soon, or drops and counts it. Never waits.
  func post(_ text: String) {
    let arrival = state.withLock { state in
      state.backlog.add(.init(number: state.makeNumber(), bytes: Array(text.utf8)))
    }
    if arrival == .addedFirst { begin() }
  }

  /// Returns once the text has been written.
  /// - Throws: When that takes longer than `limit`, when the reader has not taken an earlier text that was given up, or
  ///   when the task is cancelled. A text that was begun may still be read.
  func write(_ text: String, within limit: Duration) async throws {
    let isWritten = await wait(within: limit) { state, number, continuation in
      guard !state.isStuck,
        case let arrival = state.backlog.add(.init(number: number, bytes: Array(text.utf8))),
        arrival != .dropped
      else { return nil }
      state.writers[number] = continuation
      return arrival
    }
    if !isWritten { throw NotWritten() }
  }

  /// Waits until everything posted so far has been written.
  /// - Returns: False when that took longer than `limit`.
  @discardableResult
  func flush(within limit: Duration) async -> Bool {
    await wait(within: limit) { state, number, continuation in
      guard state.backlog.isBusy else {
        continuation.resume(returning: true)
        return .added
      }
      state.flushes[number] = continuation
      return .added
    }
  }

  /// - Parameter enter: Keeps the continuation; nil for a refusal.
  private func wait(
    within limit: Duration,
    _ enter: (inout State, Int, CheckedContinuation<Bool, Never>) -> OutputBacklog.Arrival?
  ) async -> Bool {
    let number = state.withLock { $0.makeNumber() }
    let timer = Task {
      try await Task.sleep(for: limit)
      giveUp(number)
    }
    defer {
      timer.cancel()
      state.withLock { _ = $0.givenUp.remove(number) }
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let arrival = state.withLock { state in
          state.givenUp.contains(number) ? nil : enter(&state, number, continuation)
        }
        switch arrival {
        case .addedFirst: begin()
        case .added: break
        case .dropped, nil: continuation.resume(returning: false)
        }
      }
    } onCancel: {
      giveUp(number)
    }
  }

  private func giveUp(_ number: Int) {
    let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
      if let flush = state.flushes.removeValue(forKey: number) { return flush }
      guard let writer = state.writers.removeValue(forKey: number) else {
        state.givenUp.insert(number)
        return nil
      }
      if !state.backlog.remove(number) { state.isStuck = true }
      return writer
    }
    continuation?.resume(returning: false)
  }

  private func begin() { thread.submit { _ in self.writeAll() } }

  /// Writes everything. It runs on the thread, which is the only one that waits for the reader.
  private func writeAll() {
    while true {
      let (texts, notice) = state.withLock { state in
        let texts = state.backlog.take(chunk: Self.chunk)
        let untold = texts.isEmpty ? 0 : state.backlog.takeUntold()
        return (texts, untold > 0 ? state.notice(untold) : "")
      }
      if texts.isEmpty { return endFlushes() }
      let bytes = Array(notice.utf8) + texts.flatMap(\.bytes)
      let isWritten = (try? stream.write(bytes)) != nil
      let writers = state.withLock { state in
        state.isStuck = false
        return texts.compactMap { state.writers.removeValue(forKey: $0.number) }
      }
      for writer in writers { writer.resume(returning: isWritten) }
    }
  }

  private func endFlushes() {
    let flushes = state.withLock { state in
      defer { state.flushes = [:] }
      return Array(state.flushes.values)
    }
    for flush in flushes { flush.resume(returning: true) }
  }
}
