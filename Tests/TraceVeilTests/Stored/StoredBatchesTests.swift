import NIOCore
import OTLP
import Store
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Batches of stored requests")
struct StoredBatchesTests {
  private let tenant = ForwardedHeaders([("x-scope-orgid", "a")])

  private func record(_ sequence: UInt64, items: Int = 1, bytes: Int = 10, isCompressed: Bool = false)
    -> Record
  {
    var record = Record(
      signal: Signal.traces.recordNumber,
      arrival: 1000 - sequence,
      items: items,
      uncompressedBytes: bytes,
      checksum: 0,
      isCompressed: isCompressed,
      label: [],
      body: [UInt8](repeating: UInt8(truncatingIfNeeded: sequence), count: bytes)
    )
    record.sequence = sequence
    return record
  }

  @Test(
    "Headers come back from a label as they were",
    arguments: [
      [], [("x-a", "")], [("x-scope-orgid", "tenant é"), ("a", "1"), ("a", "2")],
    ] as [[(String, String)]]
  )
  func label(pairs: [(String, String)]) {
    let headers = ForwardedHeaders(pairs)
    let bytes = StoredLabel.bytes(of: headers)
    #expect(StoredLabel.headers(of: bytes[...]) == headers)
    for count in 1..<max(1, bytes.count) where count < bytes.count {
      // A prefix may be shorter by whole headers; it is never another one.
      let cut = StoredLabel.headers(of: bytes.prefix(count))
      #expect(cut.map { $0.fields.count < headers.fields.count } ?? true)
    }
  }

  @Test("Tenants are never in one batch, and batches end at their limits")
  func limits() {
    var batches = StoredBatches()
    let limits = BatchLimits(items: 4, bytes: 100)
    var closed: [StoredBatch] = []
    for sequence in UInt64(1)...10 {
      let headers = sequence.isMultiple(of: 2) ? tenant : ForwardedHeaders()
      closed += batches.add(record(sequence, items: 2), of: headers, limits)
    }
    #expect(closed.map { $0.records.map(\.sequence) } == [[1, 3], [2, 4], [5, 7], [6, 8]])
    closed = batches.closeAll()
    #expect(closed.map { $0.records.map(\.sequence) } == [[9], [10]])
    #expect(closed.map(\.headers) == [ForwardedHeaders(), tenant])
    #expect(batches.closeAll().isEmpty)
    #expect(batches.add(record(11, bytes: 90), of: tenant, limits).isEmpty)
    #expect(
      batches.add(record(12, bytes: 20), of: tenant, limits).map { $0.records.map(\.sequence) } == [[11]]
    )
    #expect(
      batches.add(record(13, bytes: 500), of: tenant, limits).map { $0.records.map(\.sequence) } == [
        [12], [13],
      ]
    )
  }

  @Test("What is open is bounded, however many tenants there are")
  func bounded() {
    var batches = StoredBatches()
    var (added, closed) = (0, 0)
    for sequence in UInt64(1)...300 {
      let headers = ForwardedHeaders([("x-scope-orgid", "\(sequence)")])
      added += 100_000
      closed += batches.add(record(sequence, bytes: 100_000), of: headers, BatchLimits(items: 1000))
        .reduce(0) { $0 + $1.bytes }
      #expect(added - closed <= StoredBatches.openBytes + 100_000)
    }
  }

  @Test("A request is all of its records, and knows where each ends")
  func request() throws {
    var batch = StoredBatch(tenant, isCompressed: false)
    batch.append(record(1, items: 2))
    batch.append(record(2, items: 3, bytes: 5))
    var compressor = BodyCompressor(.zstd(level: 1))
    let request = try batch.request(of: .traces, for: .zstd(level: 1), with: &compressor)
    #expect(request.contentEncoding == .identity)
    #expect(Array(request.body.readableBytesView) == [UInt8](repeating: 1, count: 10) + [2, 2, 2, 2, 2])
    #expect(request.joined == [10, 15] && request.itemCount == 5 && request.headers == tenant)
    #expect(batch.arrival == 998)
    #expect(batch.withoutBodies.records.allSatisfy { $0.body.isEmpty })
  }

  @Test(
    "A record that does not inflate to what it was makes no request for a destination that wants it otherwise",
    arguments: [Compression.none, .zstd(level: 1)]
  )
  func corrupt(compression: Compression) {
    var batch = StoredBatch(tenant, isCompressed: true)
    batch.append(record(1, isCompressed: true))
    var compressor = BodyCompressor(compression)
    let error = #expect(throws: DecodeError.self) {
      try batch.request(of: .traces, for: compression, with: &compressor)
    }
    #expect(error != nil)
  }
}
