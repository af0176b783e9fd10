import NIOCore
import OTLP
import Store
import Synchronization

/// What a delivery has read and not made requests of. Only its one reader uses it.
struct StoredReading: ~Copyable {
  var batches = StoredBatches()
  var compressor: BodyCompressor
  /// A record whose partition has all that it may have under way, where nothing is known to come behind it.
  fileprivate(set) var held: Found?
  /// Whether the disk did not give something, the last time.
  fileprivate(set) var hasFailed = false
  /// Records that were left for later and those behind them come by turns.
  fileprivate var isTurnOfPassed = false

  struct Found {
    let record: Record
    let headers: ForwardedHeaders
    /// Whether it is to be worked on alone.
    let isCareful: Bool
  }

  init(_ compression: Compression) { compressor = BodyCompressor(compression) }

  /// Closes all batches.
  mutating func closeAll() -> [StoredBatch] {
    var all = batches.closeAll()
    if let held = held.take() {
      var batch = StoredBatch(held.headers, isCompressed: held.record.isCompressed)
      batch.append(held.record)
      all.append(batch)
    }
    return all
  }
}

extension StoredDelivery {
  /// Until something can be sent. On a thread that may block.
  /// - Parameter closing: Whether what waits for more is sent, too, when nothing is left to be read.
  /// - Returns: What can be, and whether nothing is left to be read.
  func read(_ reading: inout StoredReading, closing: Bool) -> (ready: [StoredRequest], isAll: Bool) {
    var limits = settings.batch
    let cut = exporter.requestCut
    if let cut { limits.bytes = min(limits.bytes, cut.bytes) }
    // How many traces a record has is not known.
    if let cut, cut.traces < .max { limits.items = 1 }
    var passed = store.passedPartitions.filter { label in
      StoredLabel.headers(of: label[...]).map { mayRead($0, isAlone: false) } ?? true
    }[...]
    reading.hasFailed = false
    var ready: [StoredBatch] = []
    var isAll = false
    while ready.isEmpty, !isAll, !Task.isCancelled {
      guard let found = next(&reading, &passed) else {
        isAll = true
        if closing { ready = reading.batches.closeAll() }
        break
      }
      ready = reading.batches.add(found.record, of: found.headers, limits)
      if found.isCareful { ready += reading.batches.closeAll() }
    }
    var requests: [StoredRequest] = []
    for batch in ready {
      if let request = request(of: batch, &reading.compressor) { requests.append(request) }
    }
    store.handled()
    losses.note()
    flushes.note(store)
    account.withLock { account in for request in requests { account.take(request.records) } }
    return (requests, isAll)
  }

  private func next(
    _ reading: inout StoredReading,
    _ passed: inout ArraySlice<[UInt8]>
  ) -> StoredReading.Found? {
    reading.isTurnOfPassed.toggle()
    if reading.isTurnOfPassed, let found = nextPassed(&reading, &passed) { return found }
    return nextInOrder(&reading) ?? nextPassed(&reading, &passed)
  }

  private func nextPassed(
    _ reading: inout StoredReading,
    _ passed: inout ArraySlice<[UInt8]>
  ) -> StoredReading.Found? {
    while let label = passed.first {
      if let record = store.nextPassed(of: label) {
        if let found = checked(record, isCareful: false) { return found }
        continue
      }
      if store.hasFailedToRead { reading.hasFailed = true }
      passed.removeFirst()
    }
    return nil
  }

  /// Leaves records of partitions that have all they may have under way for later, while there are others.
  private func nextInOrder(_ reading: inout StoredReading) -> StoredReading.Found? {
    while let found = reading.held.take() ?? nextOnDisk(&reading) {
      if mayRead(found.headers, isAlone: false) { return found }
      let hasRivals = store.hasRivals(found.record)
      if hasRivals, !found.isCareful {
        switch store.passOver(found.record) {
        case .passed: continue
        // It is delivered from memory, or nobody would.
        case .gone: return found
        case .noRoom: break
        }
      } else if mayRead(found.headers, isAlone: !hasRivals) {
        return found
      }
      reading.held = found
      return nil
    }
    return nil
  }

  private func nextOnDisk(_ reading: inout StoredReading) -> StoredReading.Found? {
    while !Task.isCancelled {
      let isCareful = store.isCareful
      guard let record = store.next() else {
        if store.hasFailedToRead { reading.hasFailed = true }
        return nil
      }
      if let found = checked(record, isCareful: isCareful) { return found }
    }
    return nil
  }

  private func checked(_ record: Record, isCareful: Bool) -> StoredReading.Found? {
    guard record.signal == signal.recordNumber, let headers = StoredLabel.headers(of: record.label) else {
      store.setAside(record)
      return nil
    }
    return StoredReading.Found(record: record, headers: headers, isCareful: isCareful)
  }

  private func mayRead(_ partition: ForwardedHeaders, isAlone: Bool) -> Bool {
    room.withLock { $0.mayRead(partition, isAlone: isAlone) }
  }

  private func request(of batch: StoredBatch, _ compressor: inout BodyCompressor) -> StoredRequest? {
    if let request = try? batch.request(of: signal, for: exporter.compression, with: &compressor) {
      return StoredRequest(batch, request)
    }
    for record in batch.records { store.setAside(record) }
    return nil
  }
}
