import NIOCore
import OTLP
import Store
import Synchronization

extension StoredDelivery {
  /// Sends a request, and notes what became of it.
  func export(_ stored: StoredRequest, _ entry: ExportAdmission.Entry) async {
    let batch = stored.records
    if case .waitsAside(let ticket) = entry, await !admission.admitted(ticket) {
      return account.withLock { $0.putBack(batch) }
    }
    let slot = ExportSlot(parking, partition: batch.headers)
    defer { slot.end() }
    var request = stored.request
    let now = clock.unixMilliseconds()
    // A clock that was set back makes nothing old.
    request.age = .milliseconds(Int64(clamping: now > batch.arrival ? now - batch.arrival : 0))
    let result = await ExportSlot.$current.withValue(slot) { [exporter, request] in
      // Without a time limit on all attempts: it would drop what is on disk, to be delivered. Each attempt has one of its own.
      await exporter.export(request)
    }
    await end(batch, request, result)
  }

  private func end(_ batch: StoredBatch, _ request: ExportRequest, _ result: ExportResult) async {
    var (rejected, bytes, uncompressedBytes) = (0, request.body.readableBytes, request.uncompressedBytes)
    var failures: [ExportError: Int] = [:]
    switch result {
    case .success(let items): rejected = items
    case .failure(let error): failures[error] = batch.items
    case .partial(let parts):
      (rejected, bytes, uncompressedBytes) = (parts.rejectedItems, parts.bytes, parts.uncompressedBytes)
      failures = parts.failures
    }
    // It was not refused, there was no time for it: all of it is sent again, since what it holds is one request on disk.
    if failures.keys.contains(where: { $0.ending == .shutDown || $0.ending == .cancelled }) {
      return account.withLock { $0.putBack(batch) }
    }
    account.withLock { account in
      account.end(
        batch,
        rejected: rejected,
        bytes: bytes,
        uncompressedBytes: uncompressedBytes,
        failures: failures
      )
    }
    store.finish(batch.records.map(\.sequence))
    guard rejected > 0 || !failures.isEmpty else { return }
    let detail = exporter.statistics.lastRejection
    // A log may block, and this may be an event loop.
    await withTaskExecutorPreference(globalConcurrentExecutor) { [log = self.failures] in
      if rejected > 0 { log.note(rejected: rejected, detail) }
      for (error, items) in failures { log.note(error, dropped: items) }
    }
  }
}
