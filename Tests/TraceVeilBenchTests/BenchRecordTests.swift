import Testing
import Workload

@testable import TraceVeilBench

/// What becomes of the counts of a run, without a run.
@Suite struct BenchRecordTests {
  private let workload = Workload(.llm, seed: 1, requestCount: 1)

  private func measured(
    acknowledged: [UInt64],
    received: Range<UInt64>,
    leaks: Int = 0,
    brokenJSON: Int = 0
  ) -> BenchRecord.Measured {
    var result = LoadResult()
    for request in acknowledged {
      result.acknowledged.record(request)
      result.acknowledgedSpans += 64
      result.acknowledgedBytes += 1_000_000
      result.latency.record(nanoseconds: 2_000_000)
    }
    result.start = 5_000_000_000
    result.elapsed = 1_000_000_000
    var ledger = SpanLedger()
    for span in received { ledger.record(span) }
    var summary = SinkSummary()
    summary.lastArrival = 7_000_000_000
    summary.tally.wireBytes = 400_000 * acknowledged.count
    summary.tally.leakOccurrences = leaks
    summary.tally.invalidJSONAttributes = brokenJSON
    return BenchRecord.Measured(
      result: result,
      summary: summary,
      received: ledger,
      cpuNanoseconds: 20_000_000,
      peakResidentBytes: 1,
      stageNanoseconds: ["decode": 2_000_000, "gzip": 8_000_000],
      references: [
        .init(name: "zlib 1", nanosecondsPerByte: 8, ratio: 2.5),
        .init(name: "libdeflate 1", nanosecondsPerByte: 5, ratio: 2.6),
        .init(name: "zlib 6", nanosecondsPerByte: 30, ratio: 3),
        .init(name: "zlib 1 under load", nanosecondsPerByte: 16, ratio: 2.5),
      ],
      compressor: "libdeflate 1.14"
    )
  }

  @Test func figuresArePerByteAndPerSpanOfWhatWasAcknowledged() throws {
    let record = BenchRecord(
      BenchOptions(),
      workload: workload,
      measured(acknowledged: [0, 1], received: 0..<128)
    )
    #expect(record.spans == 128)
    #expect(record.seconds == 2)
    #expect(record.acceptingSeconds == 1)
    #expect(record.spansPerSecond == 64)
    #expect(record.megabytesPerSecond == 1)
    #expect(record.ratio == 2.5)
    #expect(record.cpuNanosecondsPerByte == 10)
    #expect(try #require(record.cpuSecondsPerMillionSpans) == 0.02 / (128.0 / 1e6))
    #expect(record.compressor == "libdeflate 1.14")
    // Not over libdeflate, though that is what compresses.
    #expect(record.cpuOverZlib == 1.25)
    #expect(record.cpuOverZlibUnderLoad == 0.625)
    #expect(record.sizeOverZlib6 == 1.2)
    #expect(record.stages == ["decode": 1, "gzip": 4, "io": 5])
    #expect(record.faultsFound.isEmpty)
  }

  @Test func anAcknowledgedSpanThatDidNotArriveIsLost() {
    let record = BenchRecord(
      BenchOptions(),
      workload: workload,
      measured(acknowledged: [0, 2], received: 0..<130)
    )
    #expect(record.delivery.lostSpans == 62)
    #expect(!record.faultsFound.isEmpty)
  }

  @Test func whatWasNeverAcknowledgedIsNotLost() {
    let record = BenchRecord(
      BenchOptions(),
      workload: workload,
      measured(acknowledged: [1], received: 64..<128)
    )
    #expect(record.delivery.lostSpans == 0)
    #expect(record.faultsFound.isEmpty)
  }

  @Test func leaksBrokenJSONAndSilenceAreFaults() {
    let options = BenchOptions()
    #expect(
      !BenchRecord(options, workload: workload, measured(acknowledged: [0], received: 0..<64, leaks: 1))
        .faultsFound.isEmpty
    )
    #expect(
      !BenchRecord(options, workload: workload, measured(acknowledged: [0], received: 0..<64, brokenJSON: 1))
        .faultsFound.isEmpty
    )
    #expect(
      !BenchRecord(options, workload: workload, measured(acknowledged: [], received: 0..<0)).faultsFound
        .isEmpty
    )
  }

  @Test func theJSONRecordComesBackAsItWas() throws {
    let record = BenchRecord(
      BenchOptions(),
      workload: workload,
      measured(acknowledged: [0], received: 0..<64)
    )
    let bytes = JSONRecord.encode(record)
    #expect(!bytes.contains(UInt8(ascii: "\n")))
    #expect(JSONRecord.encode(try JSONRecord.decode(BenchRecord.self, from: bytes)) == bytes)
  }

  @Test func theTableNamesWhatMatters() {
    let record = BenchRecord(
      BenchOptions(),
      workload: workload,
      measured(acknowledged: [0, 1], received: 0..<128)
    )
    let text = BenchTable(record: record).text
    #expect(text.contains("64 spans/s, 1.0 MB/s"))
    #expect(text.contains("10.00 ns/byte"))
    #expect(text.contains("1.25 times plain zlib 1"))
    #expect(text.contains("1.20 times plain zlib 6"))
    #expect(text.contains("libdeflate 1.14, level 1"))
    #expect(text.contains(/plain zlib 1 +8.00 ns\/byte, ratio 2.50/))
    #expect(text.contains(/plain libdeflate 1 +5.00 ns\/byte, ratio 2.60/))
    #expect(text.contains("40.0 %"))
    #expect(text.contains("0 lost, 0 duplicates"))
  }

  @Test func aGatewayThatIsNotOursHasNoCompressorInTheTable() {
    var measured = measured(acknowledged: [0], received: 0..<64)
    measured.compressor = nil
    let record = BenchRecord(BenchOptions(), workload: workload, measured)
    #expect(!BenchTable(record: record).text.contains("compressor"))
  }
}
