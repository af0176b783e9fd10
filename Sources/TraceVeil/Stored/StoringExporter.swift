import NIOCore
import OTLP
import Store

/// Puts sealed requests into the queue on disk. An export succeeds once its request is there, synced.
///
/// What another exporter says about requests holds for those that it will send: how they are compressed, and what one may
/// hold.
final class StoringExporter: HandingExporter {
  /// Requests that are being written at a time, and share a sync.
  static let maximumConcurrentExports = 1024

  private let store: QueueStore
  private let sender: any SpanExporter
  private let clock: any PipelineClock
  let maximumConcurrentExports: Int

  init(
    store: QueueStore,
    sender: any SpanExporter,
    clock: any PipelineClock,
    maximumConcurrentExports: Int = StoringExporter.maximumConcurrentExports
  ) {
    self.store = store
    self.sender = sender
    self.clock = clock
    self.maximumConcurrentExports = maximumConcurrentExports
  }

  var name: String { sender.name }
  var address: String? { sender.address }
  var compression: Compression { sender.compression }
  var requestCut: TraceRequestLimits? { sender.requestCut }
  var statistics: ExporterStatistics { sender.statistics }

  func reload() throws(ExporterConfigurationError) { try sender.reload() }

  func hand(over request: ExportRequest, completion: @escaping @Sendable (ExportResult) -> Void) {
    guard let record = Record(request, arrival: clock.unixMilliseconds(before: request.age)) else {
      // No later attempt would store it.
      return completion(.failure(ExportError(.invalidRequest)))
    }
    store.append(record) { completion($0 == .stored ? .success : .failure(ExportError(.notStored))) }
  }

  func beginMaking(_ bytes: Int) { store.beginMaking(bytes) }
  func endMaking(_ bytes: Int, isBusy: Bool) { store.endMaking(bytes, isBusy: isBusy) }

  func shutdown(timeout: Duration) async -> FlushResult { .success }
}

extension PipelineClock {
  /// Since 1970, so long ago.
  func unixMilliseconds(before age: Duration = .zero) -> UInt64 {
    UInt64(max(0, unixTime * 1000 - Int64(age / .milliseconds(1))))
  }
}

extension Record {
  /// Nil for a request whose compressed body cannot be joined with others.
  init?(_ request: ExportRequest, arrival: UInt64) {
    let isCompressed = request.contentEncoding == .gzip
    let label = StoredLabel.bytes(of: request.headers)
    let copied = request.body.withUnsafeReadableBytes { bytes -> (payload: [UInt8], checksum: UInt32)? in
      let place = isCompressed ? GzipStretch.place(in: bytes) : (bytes.indices, 0)
      guard let place else { return nil }
      var payload: [UInt8] = []
      payload.reserveCapacity(label.count + place.bytes.count)
      payload.append(contentsOf: label)
      payload.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[place.bytes]))
      return (payload, place.checksum)
    }
    guard let copied else { return nil }
    self.init(
      signal: request.signal.recordNumber,
      arrival: arrival,
      items: request.itemCount,
      uncompressedBytes: request.uncompressedBytes,
      checksum: copied.checksum,
      isCompressed: isCompressed,
      payload: copied.payload,
      labelBytes: label.count
    )
  }
}

extension Signal {
  /// The signal's number in the header of a record.
  var recordNumber: UInt8 {
    switch self {
    case .traces: 1
    case .logs: 2
    case .metrics: 3
    }
  }
}
