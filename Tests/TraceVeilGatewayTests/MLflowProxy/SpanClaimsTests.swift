import NIOCore
import OTLP
import Testing

@testable import TraceVeilGateway

@Suite("Claims in answers to clients")
struct SpanClaimsTests {
  private static let id = "000102030405060708090a0b0c0d0e0f"
  private let trace = StoredSpans.Trace(id: TraceID(hex: id)!, workspace: "w")

  private var request: StoredSpans.Request {
    [trace: [SpanReference(traceID: trace.id, spanID: SpanID(1), parentID: nil)]]
  }

  private static func answer(_ rest: String) -> ByteBuffer {
    ByteBuffer(string: #"{"trace":{"trace_info":{"trace_id":"tr-\#(id)"\#(rest)}}}"#)
  }

  @Test("An answer says how many spans there are, and is told where they are, once")
  func startOfTrace() throws {
    let metadata = #","trace_metadata":{"mlflow.trace.sizeStats":"{\"num_spans\": 3}"},"tags":{"a":"b"}"#
    let start = try #require(StartOfTrace(answer: Self.answer(metadata), workspace: "w"))
    #expect(start.trace == trace && start.spanCount == 3)
    let told = start.claiming()
    #expect(String(buffer: told).contains(#""tags":{"a":"b","mlflow.trace.spansLocation":"TRACKING_STORE"}"#))
    let claimed = try #require(StartOfTrace(answer: told, workspace: "w"))
    #expect(!start.isClaimed && claimed.isClaimed && claimed.spanCount == 3)
    #expect(String(buffer: claimed.disclaiming()).contains(#""tags":{"a":"b"}"#))
    let elsewhere = String(buffer: told).replacing("TRACKING_STORE", with: "ARCHIVE_REPO")
    #expect(StartOfTrace(answer: ByteBuffer(string: elsewhere), workspace: "w") == nil)
    let bare = try #require(StartOfTrace(answer: Self.answer(""), workspace: ""))
    #expect(bare.spanCount == nil)
    #expect(
      String(buffer: bare.claiming()).contains(#""tags":{"mlflow.trace.spansLocation":"TRACKING_STORE"}"#)
    )
    for text in ["nothing", "{}", #"{"trace":{"trace_info":{"trace_id":"tr-1"}}}"#] {
      #expect(StartOfTrace(answer: ByteBuffer(string: text), workspace: "") == nil)
    }
  }

  @Test("An answer waits for spans that are under way")
  func waits() async {
    for isStored in [true, false] {
      let claims = SpanClaims()
      claims.send(request)
      async let areStored = claims.areStored(trace, spans: 1)
      claims.settle(request, isStored: isStored)
      #expect(await areStored == isStored)
    }
    #expect(await SpanClaims().areStored(trace, spans: 1) == false)
  }

  @Test("An answer waits for spans that are here and not sent yet", arguments: [true, false])
  func waitsForArrived(isStored: Bool) async {
    let claims = SpanClaims(patience: .hours(1))
    let (number, others) = (claims.arrive(), claims.arrive())
    async let areStored = claims.areStored(trace, spans: 1)
    claims.read(others, [])
    claims.read(number, [trace])
    claims.send(request)
    claims.leave(number)
    claims.settle(request, isStored: isStored)
    #expect(await areStored == isStored)
    // Those others are still here, but not of this trace.
    #expect(await claims.areStored(trace, spans: 2) == false)
  }

  @Test("An answer waits no more for spans that are not sent at all")
  func waitsForNothing() async {
    let claims = SpanClaims(patience: .hours(1))
    let number = claims.arrive()
    async let areStored = claims.areStored(trace, spans: 1)
    claims.leave(number)
    #expect(await areStored == false)
  }

  @Test("What MLflow has accepted is said when what is under way is settled")
  func acceptedSpans() async {
    for isStored in [true, false] {
      let claims = SpanClaims()
      claims.disclaim(trace)
      claims.send(request)
      async let accepted = claims.accepted(of: trace)
      claims.settle(request, isStored: isStored)
      #expect(await accepted == (isStored ? [1] : []))
    }
    let impatient = SpanClaims(patience: .zero)
    impatient.send(request)
    #expect(await impatient.accepted(of: trace) == [])
    #expect(await SpanClaims().accepted(of: trace) == nil)
  }

  @Test("An answer does not wait for ever")
  func patience() async {
    let claims = SpanClaims(patience: .zero)
    claims.send(request)
    #expect(await claims.areStored(trace, spans: 1) == false)
    claims.settle(request, isStored: true)
    #expect(await claims.areStored(trace, spans: 1))
  }

  @Test("One that is cancelled waits no more")
  func cancelled() async {
    let claims = SpanClaims()
    claims.send(request)
    let waiting = Task { await claims.areStored(trace, spans: 1) }
    waiting.cancel()
    #expect(await waiting.value == false)
  }
}
