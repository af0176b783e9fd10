import OTLP
import Testing
import Workload

@testable import TraceVeilBench

@Suite struct SpanSourceTests {
  @Test func spansHaveTenAttributesAndTheIdsOfTheWorkload() throws {
    let workload = Workload(.web, seed: 9, requestCount: 1)
    let span = SpanSource(workload).span(77)
    #expect(span.attributes.count == 10)
    #expect(span.flags & 1 == 1)
    let bytes = span.spanID.bytes
    let word = bytes.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
    #expect(workload.identity.number(ofSpanID: word) == 77)
    #expect(span.traceID.isValid)
  }

  @Test func anInProcessRecordNamesWhatWasLost() {
    var record = InProcessRecord()
    #expect(record.faultsFound.isEmpty)
    record.sustained = .init(offeredSpansPerSecond: 50_000, seconds: 1)
    #expect(record.faultsFound.isEmpty)
    record.sustained?.dropped = 3
    record.sustained?.lost = 1
    #expect(record.faultsFound.count == 2)
    record.onEnd = [.init(producers: 2, nanoseconds: 81.25)]
    #expect(record.table.contains("2 producers: 81.3 ns"))
  }
}
