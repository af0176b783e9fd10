import NIOCore
import Synchronization

extension BatchPipeline {
  func work(_ worker: Int) async -> Event {
    let scratch = WorkerScratch<Item>(
      EncodingScratch(
        signal: signal,
        maximumTreeBytes: settings.maximumTreeBytes,
        compression: exporter.compression
      )
    )
    await withDiscardingTaskGroup { exports in
      while var batch = await queue.next(for: worker) {
        let shares = Item.shares(of: batch.elements)
        let encoded = await encode(&batch, with: scratch)
        for (request, items) in encoded.requests {
          guard await admission.enter() else {
            queue.settle(items, of: batch.id, as: .dropped(.shutDown))
            continue
          }
          let id = batch.id
          exports.addTask {
            await self.export(request, items: items, of: id)
            self.admission.leave()
            withExtendedLifetime(shares) {}
          }
        }
      }
    }
    return .workerEnded
  }

  /// Does the CPU work of a batch on the thread pool. What cannot be sent is counted here.
  private func encode(_ batch: inout Batch<Item>, with scratch: WorkerScratch<Item>) async -> EncodedBatch {
    scratch.load(&batch.elements)
    let encoder = encoder
    do {
      let (encoded, emptied) = try await withTaskCancellationHandler {
        try await threads.run { scratch.encode(with: encoder) }
      } onCancel: {
        // The deadline has passed: nobody may wait for what the destination will not get any more.
        for processor in encoder.processors { processor.stop() }
      }
      queue.recycle(emptied)
      stages.withLock { $0 += encoded.stages }
      for (reason, items) in encoded.dropped {
        queue.settle(items, of: batch.id, as: .dropped(reason))
        failures.note(dropped: items, for: reason)
      }
      return encoded
    } catch {
      // Cancelled before it was begun.
      scratch.unload()
      queue.settle(batch.itemCount, of: batch.id, as: .dropped(.shutDown))
      return EncodedBatch()
    }
  }

  private func export(_ request: ExportRequest, items: Int, of batch: BatchID) async {
    guard settings.exportTimeout > .zero else {
      return settle(await exporter.export(request), request, items: items, of: batch)
    }
    let exporter = exporter
    let timedOut = {
      // Counted now: an exporter that is slow to heed its cancellation keeps its place, but no flush waits.
      self.queue.settle(items, of: batch, as: .dropped(.exportTimedOut))
      self.failures.note(ExportError(.exportTimedOut), dropped: items)
    }
    let result = await withTimeLimit(settings.exportTimeout, on: clock, atLimit: timedOut) {
      await exporter.export(request)
    }
    if let result { settle(result, request, items: items, of: batch) }
  }

  private func settle(_ result: ExportResult, _ request: ExportRequest, items: Int, of batch: BatchID) {
    switch result {
    case .success(let rejectedItems):
      let delivery = Delivery(
        rejectedItems: rejectedItems,
        bytes: request.body.readableBytes,
        uncompressedBytes: request.uncompressedBytes
      )
      queue.settle(items, of: batch, as: .delivered(delivery))
      if rejectedItems > 0 { failures.note(rejected: rejectedItems) }
    case .failure(let error):
      queue.settle(items, of: batch, as: .dropped(error.dropReason))
      failures.note(error, dropped: items)
    }
  }
}

extension ExportError {
  var dropReason: DropReason {
    switch ending {
    case .permanent: .exportFailed
    case .retriesExhausted: .retriesExhausted
    case .shutDown, .cancelled: .shutDown
    }
  }
}
