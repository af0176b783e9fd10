import NIOCore
import OTLP
import Store
import Synchronization

extension StoredDelivery {
  /// Sends a request, and notes what became of it.
  func export(_ stored: StoredRequest, _ entry: ExportAdmission.Entry) async {
    if case .waitsAside(let ticket) = entry, await !admission.admitted(ticket) {
      return putBack(stored.records)
    }
    let slot = ExportSlot(parking, partition: stored.partition)
    var (stored, began) = (stored, clock.now)
    stored.begin(
      at: clock.unixMilliseconds(),
      maximumAge: settings.maximumAge,
      outlastsExporter: settings.outlastsExporter,
      keepsRefused: deadLetters != nil
    )
    // Without a time limit on all attempts: it would drop what is on disk, to be delivered. Each attempt has one of its own.
    var result = await export(stored.request, slot)
    while result.isGivenUp, !Task.isCancelled {
      if case .failure = result, let parts = stored.divided(after: clock.now - began) {
        // It is given up for the age of its oldest, and what is younger goes on.
        began = clock.now
        account.withLock { $0.divide(stored.records, into: [parts.old, parts.young.records]) }
        await end(parts.old, stored.request, result, isOver: true)
        stored = parts.young
      } else if settings.outlastsExporter, !stored.isTooOld(after: clock.now - began), !draining.isOpen {
        let left = stored.request.timeLeft.map { max(began + $0 - clock.now, .zero) }
        await withTimeLimit(min(Self.anewPause, left ?? Self.anewPause), on: clock) {
          await self.draining.wait()
        }
        stored.beginAnew(after: clock.now - began)
        began = clock.now
      } else {
        break
      }
      result = await export(stored.request, slot)
    }
    // Not held while a dead letter waits for its disk.
    slot.end()
    let isOver = !settings.outlastsExporter || stored.isTooOld(after: clock.now - began)
    await end(stored.records, stored.request, result, isOver: isOver)
  }

  private func export(_ request: ExportRequest, _ slot: ExportSlot) async -> ExportResult {
    await ExportSlot.$current.withValue(slot) { [exporter] in await exporter.export(request) }
  }

  /// - Parameter isOver: Whether what the exporter has given up is not tried anew, by the next run either.
  private func end(
    _ batch: StoredBatch,
    _ request: ExportRequest,
    _ result: ExportResult,
    isOver: Bool
  ) async {
    var (rejected, bytes, uncompressedBytes) = (0, request.body.readableBytes, request.uncompressedBytes)
    var failures: [ExportError: Int] = [:]
    var refused: [RefusedPart] = []
    switch result {
    case .success(let items): rejected = items
    case .failure(let error):
      failures[error] = batch.items
      if error.isRefusal { refused = [request.refused(error)].compactMap { $0 } }
    case .partial(let parts):
      refused = parts.refused
      (rejected, bytes, uncompressedBytes) = (parts.rejectedItems, parts.bytes, parts.uncompressedBytes)
      failures = parts.failures
    }
    // It was not refused, there was no time for it: all of it is sent again, since what it holds is one request on disk.
    if failures.keys.contains(where: { $0.ending == .shutDown || $0.ending == .cancelled })
      || !isOver && result.isGivenUp
    {
      return putBack(batch)
    }
    // On disk before its records leave the queue. Where that has not taken it by the end, they stay for the next run.
    guard let kept = await keep(refused, of: batch) else { return putBack(batch) }
    account.withLock { account in
      account.end(
        batch,
        rejected: rejected,
        bytes: bytes,
        uncompressedBytes: uncompressedBytes,
        failures: failures,
        kept: kept
      )
    }
    store.finish(batch.records.map(\.sequence))
    flushes.note(store)
    guard rejected > 0 || !failures.isEmpty else { return }
    let detail = exporter.statistics.lastRejection
    // A log may block, and this may be an event loop.
    await withTaskExecutorPreference(globalConcurrentExecutor) { [log = self.failures] in
      if rejected > 0 { log.note(rejected: rejected, detail) }
      for (error, items) in failures {
        let letters = min(kept[error] ?? 0, items)
        if letters > 0 { log.note(error, kept: letters) }
        if items > letters { log.note(error, dropped: items - letters) }
      }
    }
  }

  /// Tries until the disk has taken them, or the drain has begun: nothing else would send them before the next start.
  /// - Returns: Items that are dead letters now, by why they were refused; nil when the disk has not taken all of them.
  private func keep(_ parts: [RefusedPart], of batch: StoredBatch) async -> [ExportError: Int]? {
    guard let deadLetters, !parts.isEmpty else { return [:] }
    let time = clock.unixMilliseconds()
    var kept: [ExportError: Int] = [:]
    var left = parts[...]
    while true {
      let isLast = draining.isOpen || Task.isCancelled
      (kept, left) = await withTaskExecutorPreference(threads.executor) { [kept, left] in
        keep(left, of: batch, in: deadLetters, at: time, beside: kept)
      }
      // A log may block, and this may be an event loop.
      await withTaskExecutorPreference(globalConcurrentExecutor) { [left] in
        losses.noteRemoved(from: deadLetters)
        if !left.isEmpty { losses.noteUnkept(in: deadLetters) }
      }
      if left.isEmpty { return kept }
      if isLast { return nil }
      await withTimeLimit(Self.readPause, on: clock) { await self.draining.wait() }
    }
  }

  /// Keeps refused parts as dead letters. It blocks.
  /// - Parameter kept: Items of parts that were stored before.
  /// - Returns: These items plus those that were stored now, and the parts that could not be stored.
  private func keep(
    _ parts: ArraySlice<RefusedPart>,
    of batch: StoredBatch,
    in deadLetters: DeadLetterStore,
    at time: UInt64,
    beside kept: [ExportError: Int]
  ) -> (kept: [ExportError: Int], left: ArraySlice<RefusedPart>) {
    var (kept, left) = (kept, parts)
    while let part = left.first {
      let letter = DeadLetter(part, of: signal, batch.headers, arrival: batch.arrival, time: time)
      switch deadLetters.keep(letter) {
      case .kept: kept[part.error, default: 0] += part.itemCount
      // There will never be room for it.
      case .tooLarge: break
      case .failed: return (kept, left)
      }
      left = left.dropFirst()
    }
    return (kept, left)
  }
}

extension ExportResult {
  /// Whether there was no time for more attempts, of all of it or of a part.
  fileprivate var isGivenUp: Bool {
    switch self {
    case .success: false
    case .failure(let error): error.ending == .retriesExhausted
    case .partial(let parts): parts.failures.keys.contains { $0.ending == .retriesExhausted }
    }
  }
}
