import OTLP
import Store
import TestSupport
import Testing

@testable import TraceVeil

/// The two halves of a pipeline count for themselves, and are asked one after the other. Every item is in one place all the
/// same, whatever happens in between.
@Suite("Account of the queue on disk")
struct StoredAccountTests {
  private struct Model {
    var front = PipelineStatistics()
    var account = StoredAccount()
    var store = StoreStatistics()
    /// Stored, and not read.
    var waiting: [StoredBatch] = []
    var underway: [StoredBatch] = []
    /// On disk, and not settled by the first half.
    var unsettled: [Int] = []
    var sequence: UInt64 = 0

    mutating func step(_ random: inout SeededGenerator) {
      let items = Int.random(in: 1...5, using: &random)
      switch Int.random(in: 0..<9, using: &random) {
      case 0:
        front.accept(items: items, bytes: 1)
        front.take(items: items)
        sequence += 1
        var record = Record(
          signal: 1,
          arrival: 5,
          items: items,
          uncompressedBytes: 1,
          checksum: 0,
          isCompressed: false,
          label: [],
          body: []
        )
        record.sequence = sequence
        var batch = StoredBatch(ForwardedHeaders(), isCompressed: false)
        batch.append(record)
        waiting.append(batch)
        unsettled.append(items)
      case 1: if let items = unsettled.popLast() { front.deliver(Delivery(), items: items) }
      case 2, 3:
        guard let batch = waiting.popLast() else { return }
        account.take(batch)
        underway.append(batch)
      case 4:
        guard let batch = underway.popLast() else { return }
        let error = ExportError(.refused, httpStatus: 400)
        account.end(
          batch,
          rejected: 1,
          bytes: 1,
          uncompressedBytes: 1,
          failures: [error: Int.random(in: 0...9, using: &random)]
        )
      case 5:
        guard let batch = underway.popLast() else { return }
        account.putBack(batch)
        waiting.append(batch)
      case 6:
        // Two that are sent as one, of which one becomes too old.
        guard let old = waiting.popLast(), let young = waiting.popLast() else { return }
        var both = StoredBatch(ForwardedHeaders(), isCompressed: false)
        for record in old.records + young.records { both.append(record) }
        account.take(both)
        account.divide(both, into: [old, young])
        let error = ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503)
        account.end(old, rejected: 0, bytes: 0, uncompressedBytes: 0, failures: [error: old.items])
        underway.append(young)
      case 7: if let batch = waiting.popLast() { store.lostItems += batch.items }
      default: store.recoveredItems += items
      }
    }
  }

  @Test(
    "The balance holds between any two steps, and with steps between the two halves",
    arguments: 0..<200 as Range<UInt64>
  )
  func balance(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var model = Model()
    for _ in 0..<100 {
      model.step(&random)
      // The second half is asked first; by the time the first is, more has happened.
      let (account, store) = (model.account, model.store)
      for _ in 0..<Int.random(in: 0...3, using: &random) { model.step(&random) }
      let all = account.statistics(behind: model.front, store, now: 10)
      #expect(all.isBalanced)
      #expect(all.inFlight >= 0 && all.onDisk >= 0)
    }
  }
}
