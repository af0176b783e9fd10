import Synchronization

extension MemoryLane {
  /// Sends a copy, and notes what became of it. One that is given up is counted at the end.
  func export(_ copy: Copy, _ entry: ExportAdmission.Entry) async {
    if case .waitsAside(let ticket) = entry, await !admission.admitted(ticket) {
      return copy.tally.end(taken: 0, .notTaken)
    }
    account.withLock { $0.take(copy.id) }
    let slot = ExportSlot(parking, partition: copy.request.headers)
    var request = copy.request
    request.age = max(clock.now - copy.began, .zero)
    let result = await ExportSlot.$current.withValue(slot) { [request] in await send(request) }
    slot.end()
    let now = clock.now
    let taken = account.withLock { $0.settle(result, of: copy.id, copy.request, at: now) }
    copy.tally.end(taken: taken, RequestEnding(result, items: copy.request.itemCount))
    withExtendedLifetime(copy.room) {}
    ends.tell()
    await note(result, items: copy.request.itemCount)
  }

  private func send(_ request: ExportRequest) async -> ExportResult {
    let compression = exporter.compression
    var own: ExportRequest? = request
    if !request.isCompressed(as: compression) {
      // Away from the event loop that the export runs on.
      own = await withTaskExecutorPreference(globalConcurrentExecutor) {
        try? request.recompressed(compression)
      }
    }
    guard let request = own else { return .failure(ExportError(.invalidRequest)) }
    guard settings.exportTimeout > .zero else { return await exporter.export(request) }
    let exporter = exporter
    let result = await withTimeLimit(settings.exportTimeout, on: clock) { await exporter.export(request) }
    return result ?? .failure(ExportError(.exportTimedOut))
  }

  /// Writes to the log, which may block, away from the event loop that the export ran on.
  private func note(_ result: ExportResult, items: Int) async {
    let (rejected, failed): (Int, [ExportError: Int]) =
      switch result {
      case .success(let rejected): (rejected, [:])
      case .failure(let error): (0, [error: items])
      case .partial(let parts): (parts.rejectedItems, parts.failures)
      }
    guard rejected > 0 || !failed.isEmpty else { return }
    let detail = exporter.statistics.lastRejection
    await withTaskExecutorPreference(globalConcurrentExecutor) { [failures] in
      if rejected > 0 { failures.note(rejected: rejected, detail) }
      for (error, items) in failed { failures.note(error, dropped: items) }
    }
  }
}
