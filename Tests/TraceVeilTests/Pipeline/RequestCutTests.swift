import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// Requests that a destination wants smaller than batches are.
@Suite struct RequestCutTests {
  private func encode(_ spans: Int, _ cut: TraceRequestLimits?, requestBytes: Int = 1 << 20)
    -> EncodedBatch
  {
    var encoder = BatchEncoder<SpanData>(transforms: [], treeBytes: 1 << 20, requestCut: { cut })
    encoder.requestBytes = requestBytes
    var scratch = EncodingScratch(signal: .traces, maximumTreeBytes: 1 << 20, compression: .none)
    return encoder.encode(SpanData.samples(spans), with: &scratch)
  }

  @Test func aBatchBecomesSeveralRequests() throws {
    let encoded = encode(10, .init(spans: 4))
    #expect(encoded.requests.map(\.items) == [4, 4, 2])
    #expect(encoded.requests.map(\.request.itemCount) == [4, 4, 2])
    #expect(
      try encoded.requests.flatMap { try $0.request.spanNames() } == (0..<10).map { "span \($0)" }
    )
  }

  @Test func withoutLimitsItStaysWhole() {
    #expect(encode(10, nil).requests.map(\.items) == [10])
  }

  @Test func aSpanBeyondTheSizeOfRequestsIsDropped() {
    let encoded = encode(2, .init(spans: 1), requestBytes: 40)
    #expect(encoded.requests.isEmpty)
    #expect(encoded.dropped.map(\.items) == [2] && encoded.dropped.map(\.reason) == [.tooLarge])
  }
}
