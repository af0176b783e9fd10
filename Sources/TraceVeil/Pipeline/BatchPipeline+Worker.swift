import NIOCore
import Synchronization

extension BatchPipeline {
  /// Takes batches until there are no more. On a thread of the pool, which it blocks while it encodes.
  func work(_ worker: Int) async -> Event {
    let scratch = WorkerScratch<Item>(
      EncodingScratch(
        signal: signal,
        maximumTreeBytes: settings.maximumTreeBytes,
        compression: exporter.compression,
        isJoinable: settings.storesRequests
      )
    )
    let handOvers = HandOvers()
    await withDiscardingTaskGroup { exports in
      while var batch = await queue.next(for: worker) {
        let shares = Item.shares(of: batch.elements)
        var making = HandingAnnouncement(mayAnnounce ? handing : nil, bytes: batch.byteCount)
        let encoded = await encode(&batch, with: scratch, &making)
        let receipts =
          encoded.isEmpty
          ? nil : BatchReceipts(shares.compactMap(\.receipt), requests: encoded.requests.count)
        for (request, items) in encoded.requests {
          // Where the requests of a tenant wait for each other alone, the worker goes on to those of others.
          let entry = admission.ask(for: request.headers)
          if case .waits(let ticket) = entry {
            making.end(isBusy: false)
            guard await admission.admitted(ticket) else {
              queue.settle(items, of: batch.id, as: .dropped(.shutDown))
              continue
            }
          }
          let (id, began) = (batch.id, batch.began)
          if let handing, !entry.isAside {
            var request = request
            request.age = max(clock.now - began, .zero)
            hand(over: request, to: handing, items: items, of: id, handOvers) {
              receipts?.ended($0, items: items)
              withExtendedLifetime(shares) {}
            }
            continue
          }
          exports.addTask(executorPreference: exportExecutor) {
            if case .waitsAside(let ticket) = entry, await !self.admission.admitted(ticket) {
              return self.queue.settle(items, of: id, as: .dropped(.shutDown))
            }
            var request = request
            request.age = max(self.clock.now - began, .zero)
            if self.settings.handsRequestsOver {
              request.held = shares
              request.sender = self.sender(receipts, items: items)
            }
            let slot = ExportSlot(self.parking, partition: request.headers)
            let ending = await ExportSlot.$current.withValue(self.settings.parksExports ? slot : nil) {
              [request] in await self.export(request, items: items, of: id)
            }
            slot.end()
            // Otherwise it is told by the destinations.
            if request.sender == nil { receipts?.ended(ending, items: items) }
            withExtendedLifetime(shares) {}
          }
        }
        making.end(isBusy: queue.hasBatches)
      }
    }
    await handOvers.end()
    return .workerEnded
  }

  /// Hands over a request that has been admitted. What comes of it is noted by the thread that says so.
  private func hand(
    over request: ExportRequest,
    to handing: any HandingExporter,
    items: Int,
    of batch: BatchID,
    _ handOvers: HandOvers,
    _ ended: @escaping @Sendable (RequestEnding) -> Void
  ) {
    let (partition, size) = (request.headers, RequestSize(request))
    handOvers.began()
    handing.hand(over: request) { result in
      let notes = self.settle(result, size, items: items, of: batch)
      self.admission.leave(partition)
      ended(RequestEnding(result, items: items))
      // A log may block.
      if !notes.isEmpty { Task(executorPreference: globalConcurrentExecutor) { await self.note(notes) } }
      handOvers.ended()
    }
  }

  /// The sender that is told by the exporters that a request is handed over to; nil for none.
  private func sender(_ receipts: BatchReceipts?, items: Int) -> WaitingSender? {
    guard let limit = settings.answerLimit, let receipts else { return nil }
    return WaitingSender(limit: limit) { receipts.ended($0, items: items) }
  }

  /// Whether workers announce batches. Whoever waits for an announced batch must not wait for an analyzer, too.
  private var mayAnnounce: Bool { !encoder.transforms.contains { $0.mayWait } }

  /// The executor of exports. It is not the thread pool, which is for long work.
  private var exportExecutor: any TaskExecutor {
    exporter.executor ?? globalConcurrentExecutor
  }

  /// Does the CPU work of a batch. What cannot be sent is counted here.
  private func encode(
    _ batch: inout Batch<Item>,
    with scratch: WorkerScratch<Item>,
    _ making: inout HandingAnnouncement
  ) async -> EncodedBatch {
    guard !Task.isCancelled, threads.executor.isActive else {
      queue.settle(batch.itemCount, of: batch.id, as: .dropped(.shutDown))
      return EncodedBatch()
    }
    let share = await memory?.take(Item.workBytes(of: batch.elements))
    guard memory == nil || share != nil else {
      queue.settle(batch.itemCount, of: batch.id, as: .dropped(.shutDown))
      return EncodedBatch()
    }
    scratch.load(&batch.elements)
    let encoder = encoder
    making.begin()
    let (encoded, emptied) = await withTaskCancellationHandler {
      scratch.encode(with: encoder)
    } onCancel: {
      // The deadline has passed: no transform may wait any longer for a batch that will not be sent.
      for transform in encoder.transforms { transform.stop() }
    }
    _ = consume share  // Before anything is waited for again.
    queue.recycle(emptied)
    stages.withLock { $0 += encoded.stages }
    for (reason, items) in encoded.dropped {
      queue.settle(items, of: batch.id, as: .dropped(reason))
      failures.note(dropped: items, for: reason)
    }
    return encoded
  }

  private func export(_ request: ExportRequest, items: Int, of batch: BatchID) async -> RequestEnding {
    let size = RequestSize(request)
    guard settings.exportTimeout > .zero else {
      let result = await exporter.export(request)
      await note(settle(result, size, items: items, of: batch))
      return RequestEnding(result, items: items)
    }
    let exporter = exporter
    let timedOut = {
      // Counted now: an exporter that is slow to heed its cancellation keeps its place, but no flush waits.
      self.queue.settle(items, of: batch, as: .dropped(.exportTimedOut))
    }
    let result = await withTimeLimit(settings.exportTimeout, on: clock, atLimit: timedOut) {
      await exporter.export(request)
    }
    guard let result else {
      await note([{ $0.note(ExportError(.exportTimedOut), dropped: items) }])
      return .notTaken
    }
    await note(settle(result, size, items: items, of: batch))
    return RequestEnding(result, items: items)
  }

  private typealias Note = @Sendable (FailureLog) -> Void

  /// - Returns: What the log is to say.
  private func settle(_ result: ExportResult, _ size: RequestSize, items: Int, of batch: BatchID) -> [Note] {
    switch result {
    case .success(let rejectedItems):
      let delivery = Delivery(
        rejectedItems: rejectedItems,
        bytes: size.bytes,
        uncompressedBytes: size.uncompressedBytes
      )
      queue.settle(items, of: batch, as: .delivered(delivery))
      guard rejectedItems > 0 else { return [] }
      let detail = exporter.statistics.lastRejection
      return [{ $0.note(rejected: rejectedItems, detail) }]
    case .failure(let error):
      queue.settle(items, of: batch, as: error.fate)
      return [{ $0.note(error, dropped: items) }]
    case .partial(let parts):
      let delivery = Delivery(
        rejectedItems: parts.rejectedItems,
        bytes: parts.bytes,
        uncompressedBytes: parts.uncompressedBytes
      )
      // What the exporter does not account for has left it as far as can be known.
      let failed = parts.failures.values.reduce(0, +)
      if items > failed { queue.settle(items - failed, of: batch, as: .delivered(delivery)) }
      return parts.failures.map { error, failed in
        queue.settle(failed, of: batch, as: error.fate)
        return { $0.note(error, dropped: failed) }
      }
    }
  }

  /// Writes to the log, which may block, away from the event loop that the export ran on.
  private func note(_ notes: [Note]) async {
    guard !notes.isEmpty else { return }
    await withTaskExecutorPreference(globalConcurrentExecutor) { [failures] in
      for note in notes { note(failures) }
    }
  }
}

/// The size of a request in flight. The request itself is not kept for it.
private struct RequestSize: Sendable {
  let bytes: Int
  let uncompressedBytes: Int

  init(_ request: ExportRequest) {
    (bytes, uncompressedBytes) = (request.body.readableBytes, request.uncompressedBytes)
  }
}

extension ExportError {
  /// The fate of items whose export ended like this.
  fileprivate var fate: Fate {
    if ending == .permanent, let httpStatus { .refused(status: httpStatus) } else { .dropped(dropReason) }
  }

  var dropReason: DropReason {
    switch ending {
    case .permanent: code == .notStored ? .notStored : .exportFailed
    case .retriesExhausted: .retriesExhausted
    case .shutDown, .cancelled: .shutDown
    }
  }
}
