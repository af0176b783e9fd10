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
    await withDiscardingTaskGroup { exports in
      while var batch = await queue.next(for: worker) {
        let shares = Item.shares(of: batch.elements)
        let encoded = await encode(&batch, with: scratch)
        let receipts =
          encoded.isEmpty
          ? nil : BatchReceipts(shares.compactMap(\.receipt), requests: encoded.requests.count)
        for (request, items) in encoded.requests {
          // Where the requests of a tenant wait for each other alone, the worker goes on to those of others.
          let entry = admission.ask(for: request.headers)
          if case .waits(let ticket) = entry, await !admission.admitted(ticket) {
            queue.settle(items, of: batch.id, as: .dropped(.shutDown))
            continue
          }
          let (id, began) = (batch.id, batch.began)
          exports.addTask(executorPreference: exportExecutor) {
            if case .waitsAside(let ticket) = entry, await !self.admission.admitted(ticket) {
              return self.queue.settle(items, of: id, as: .dropped(.shutDown))
            }
            var request = request
            request.age = max(self.clock.now - began, .zero)
            if self.settings.handsRequestsOver { request.held = shares }
            let slot = ExportSlot(self.parking, partition: request.headers)
            let ending = await ExportSlot.$current.withValue(self.settings.parksExports ? slot : nil) {
              [request] in await self.export(request, items: items, of: id)
            }
            slot.end()
            receipts?.ended(ending, items: items)
            withExtendedLifetime(shares) {}
          }
        }
      }
    }
    return .workerEnded
  }

  /// Not the thread pool, which is for what takes time.
  private var exportExecutor: any TaskExecutor {
    exporter.executor ?? globalConcurrentExecutor
  }

  /// Does the CPU work of a batch. What cannot be sent is counted here.
  private func encode(_ batch: inout Batch<Item>, with scratch: WorkerScratch<Item>) async -> EncodedBatch {
    guard !Task.isCancelled, threads.executor.isActive else {
      queue.settle(batch.itemCount, of: batch.id, as: .dropped(.shutDown))
      return EncodedBatch()
    }
    let share = await memory?.take(workBytes(of: batch.elements))
    guard memory == nil || share != nil else {
      queue.settle(batch.itemCount, of: batch.id, as: .dropped(.shutDown))
      return EncodedBatch()
    }
    scratch.load(&batch.elements)
    let encoder = encoder
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

  /// Upper bound of the memory that the work on a batch takes at a time: edited, serialized and compressed bytes, besides
  /// those that came, and what is unpacked.
  private func workBytes(of elements: [Item]) -> Int {
    4 * elements.reduce(0) { $0 + $1.byteCount } + Item.treeBytes(of: elements)
  }

  private func export(_ request: ExportRequest, items: Int, of batch: BatchID) async -> RequestEnding {
    guard settings.exportTimeout > .zero else {
      let result = await exporter.export(request)
      await settle(result, request, items: items, of: batch)
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
      await note { $0.note(ExportError(.exportTimedOut), dropped: items) }
      return .notTaken
    }
    await settle(result, request, items: items, of: batch)
    return RequestEnding(result, items: items)
  }

  private func settle(_ result: ExportResult, _ request: ExportRequest, items: Int, of batch: BatchID) async {
    switch result {
    case .success(let rejectedItems):
      let delivery = Delivery(
        rejectedItems: rejectedItems,
        bytes: request.body.readableBytes,
        uncompressedBytes: request.uncompressedBytes
      )
      queue.settle(items, of: batch, as: .delivered(delivery))
      if rejectedItems > 0 {
        let detail = exporter.statistics.lastRejection
        await note { $0.note(rejected: rejectedItems, detail) }
      }
    case .failure(let error):
      queue.settle(items, of: batch, as: error.fate)
      await note { $0.note(error, dropped: items) }
    case .partial(let parts):
      let delivery = Delivery(
        rejectedItems: parts.rejectedItems,
        bytes: parts.bytes,
        uncompressedBytes: parts.uncompressedBytes
      )
      // What the exporter does not account for has left it as far as can be known.
      let failed = parts.failures.values.reduce(0, +)
      if items > failed { queue.settle(items - failed, of: batch, as: .delivered(delivery)) }
      for (error, failed) in parts.failures {
        queue.settle(failed, of: batch, as: error.fate)
        await note { $0.note(error, dropped: failed) }
      }
    }
  }

  /// Writes to the log, which may block, away from the event loop that the export ran on.
  private func note(_ body: @escaping @Sendable (FailureLog) -> Void) async {
    await withTaskExecutorPreference(globalConcurrentExecutor) { [failures] in body(failures) }
  }
}

extension ExportError {
  /// Of items that came to this.
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
