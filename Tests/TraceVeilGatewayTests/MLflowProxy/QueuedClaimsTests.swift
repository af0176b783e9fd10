import NIOCore
import OTLP
import Testing

@testable import TraceVeilGateway

@Suite("Claims about spans that wait on disk")
struct QueuedClaimsTests {
  private let claims = SpanClaims(patience: .milliseconds(1))

  private func request(_ number: UInt64, span: UInt64 = 1) -> StoredSpans.Request {
    let trace = StoredSpans.Trace(id: TraceID(high: 0, low: number), workspace: "")
    let parent = span == 1 ? nil : SpanID(1)
    return [trace: [SpanReference(traceID: trace.id, spanID: SpanID(span), parentID: parent)]]
  }

  private func areStored(_ number: UInt64, spans: Int) async -> Bool {
    await claims.areStored(StoredSpans.Trace(id: TraceID(high: 0, low: number), workspace: ""), spans: spans)
  }

  @Test("Spans are not said to be with MLflow before it has answered")
  func waits() async {
    let queued = QueuedClaims(claims)
    queued.wait(for: request(1))
    #expect(await areStored(1, spans: 1) == false)
    queued.end(request(1), isStored: true)
    #expect(await areStored(1, spans: 1))
  }

  @Test(
    "Requests of one trace end in any order, and one that failed leaves it open",
    arguments: [true, false]
  )
  func parts(isStored: Bool) async {
    let queued = QueuedClaims(claims)
    queued.wait(for: request(1))
    queued.wait(for: request(1, span: 2))
    queued.end(request(1, span: 2), isStored: isStored)
    queued.end(request(1), isStored: true)
    #expect(await areStored(1, spans: 2) == isStored)
  }

  @Test("Requests of an earlier run, and those past the bound, count when they have ended")
  func unknown() async {
    let queued = QueuedClaims(claims, maximumTraces: 1)
    queued.wait(for: request(1))
    queued.wait(for: request(2))
    queued.end(request(2), isStored: true)
    queued.end(request(3), isStored: true)
    #expect(await areStored(2, spans: 1))
    #expect(await areStored(3, spans: 1))
    #expect(await areStored(1, spans: 1) == false)
    queued.end(request(1), isStored: true)
    #expect(await areStored(1, spans: 1))
  }
}
