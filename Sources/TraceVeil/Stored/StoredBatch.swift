import NIOCore
import OTLP
import Store

/// Records that are sent together, as one request.
struct StoredBatch: Sendable {
  let headers: ForwardedHeaders
  let isCompressed: Bool
  private(set) var records: [Record] = []
  private(set) var items = 0
  /// The bytes before compression.
  private(set) var uncompressedBytes = 0
  /// The bytes in memory.
  private(set) var bytes = 0

  init(_ headers: ForwardedHeaders, isCompressed: Bool) {
    self.headers = headers
    self.isCompressed = isCompressed
  }

  /// Milliseconds since 1970 when the oldest came.
  var arrival: UInt64 { records.lazy.map(\.arrival).min() ?? 0 }

  mutating func append(_ record: Record) {
    records.append(record)
    items += record.items
    uncompressedBytes += record.uncompressedBytes
    bytes += record.body.count
  }

  func hasRoom(for record: Record, _ limits: BatchLimits) -> Bool {
    records.isEmpty
      || items + record.items <= limits.items && uncompressedBytes + record.uncompressedBytes <= limits.bytes
  }

  func isFull(_ limits: BatchLimits) -> Bool { items >= limits.items || uncompressedBytes >= limits.bytes }

  /// Makes one request from all records: their concatenated messages are one message.
  ///
  /// Uncompressed records stay uncompressed here; ``ReplaceableExporter`` compresses them if its destination wants it.
  /// Deflate is sent as gzip, and is recompressed only for a destination
  /// with another compression. Frames of zstd are not concatenated, because some servers read only the first one.
  /// - Parameters:
  ///   - compression: The compression of the destination.
  ///   - compressor: A compressor for it.
  /// - Throws: If a record does not inflate to its original bytes.
  func request(
    of signal: Signal,
    for compression: Compression,
    with compressor: inout BodyCompressor
  ) throws -> ExportRequest {
    let request = request(of: signal, body, isCompressed ? .gzip : .identity)
    if !isCompressed { return request }
    if case .gzip = compression { return request }
    let inflated = try request.inflated()
    let other = try inflated.withUnsafeBytes { try compressor.compress($0) }
    return self.request(of: signal, other, compressor.encoding)
  }

  private func request(
    of signal: Signal,
    _ body: ByteBuffer,
    _ encoding: ExportRequest.ContentEncoding
  ) -> ExportRequest {
    var ends: [Int] = []
    if records.count > 1 {
      for record in records { ends.append((ends.last ?? 0) + record.uncompressedBytes) }
    }
    return ExportRequest.stored(
      signal: signal,
      body: body,
      contentEncoding: encoding,
      uncompressedBytes: uncompressedBytes,
      itemCount: items,
      headers: headers,
      joined: ends
    )
  }

  /// What is to be known of it once its bodies are in a request.
  var withoutBodies: StoredBatch {
    var batch = self
    for index in batch.records.indices { batch.records[index].forgetPayload() }
    return batch
  }

  /// A batch of some of its records.
  /// - Parameter places: Their positions, in order.
  func keeping(_ places: [Int]) -> StoredBatch {
    var batch = StoredBatch(headers, isCompressed: isCompressed)
    for place in places { batch.append(records[place]) }
    return batch
  }

  /// Copied once.
  private var body: ByteBuffer {
    var body = ByteBuffer()
    guard isCompressed else {
      body.reserveCapacity(bytes)
      for record in records { body.writeBytes(record.body) }
      return body
    }
    let stretches = records.map(\.stretch)
    body.reserveCapacity(GzipStretch.memberBytes(joining: stretches))
    GzipStretch.member(joining: stretches) { body.writeBytes($0) }
    return body
  }
}

extension Record {
  fileprivate var stretch: GzipStretch {
    GzipStretch(bytes: body, checksum: checksum, uncompressedBytes: uncompressedBytes)
  }
}

/// Puts records into batches, as a value: an open batch for each partition.
struct StoredBatches: Sendable {
  private struct Key: Hashable {
    var headers: ForwardedHeaders
    var isCompressed: Bool
  }

  /// Bytes of records in open batches, after which all are closed: a sender may choose as many partitions as it has records.
  static let openBytes = 8 << 20

  private var open: [Key: StoredBatch] = [:]
  private var bytes = 0

  var isEmpty: Bool { open.isEmpty }

  /// - Returns: Batches that are full.
  mutating func add(_ record: Record, of headers: ForwardedHeaders, _ limits: BatchLimits) -> [StoredBatch] {
    var closed: [StoredBatch] = []
    let key = Key(headers: headers, isCompressed: record.isCompressed)
    var batch = open.removeValue(forKey: key) ?? StoredBatch(headers, isCompressed: record.isCompressed)
    if !batch.hasRoom(for: record, limits) {
      bytes -= batch.bytes
      closed.append(batch)
      batch = StoredBatch(headers, isCompressed: record.isCompressed)
    }
    batch.append(record)
    bytes += record.body.count
    if batch.isFull(limits) {
      bytes -= batch.bytes
      closed.append(batch)
    } else {
      open[key] = batch
    }
    return bytes > Self.openBytes ? closed + closeAll() : closed
  }

  /// Closes all batches, in the order in which their first records came.
  mutating func closeAll() -> [StoredBatch] {
    defer { (open, bytes) = ([:], 0) }
    return open.values.sorted { ($0.records.first?.sequence ?? 0) < ($1.records.first?.sequence ?? 0) }
  }
}
