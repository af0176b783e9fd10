import OTLP
import Testing

@testable import TraceVeilGateway

@Suite("What is claimed of where spans are")
struct StoredSpansTests {
  private static func trace(_ number: UInt64, workspace: String = "") -> StoredSpans.Trace {
    StoredSpans.Trace(id: TraceID(high: 1, low: number), workspace: workspace)
  }

  /// Spans of one trace, with numbers; 1 is its root.
  private static func request(_ trace: StoredSpans.Trace, _ spans: ClosedRange<UInt64>) -> StoredSpans.Request
  {
    [
      trace: spans.map {
        SpanReference(traceID: trace.id, spanID: SpanID($0), parentID: $0 == 1 ? nil : SpanID(1))
      }
    ]
  }

  private let trace = Self.trace(1)

  @Test("Nothing of a trace that was not seen")
  func unseen() {
    let spans = StoredSpans()
    #expect(spans.answer(for: trace, spans: 1) == .unknown)
    #expect(spans.answer(for: trace, spans: nil) == .unknown)
  }

  @Test("All of its spans have to be accepted, each once")
  func all() {
    var spans = StoredSpans()
    let (first, second) = (Self.request(trace, 2...4), Self.request(trace, 1...1))
    spans.send(first)
    #expect(spans.answer(for: trace, spans: 4) == .underWay)
    spans.settle(first, isStored: true)
    #expect(!spans.isUnderWay(trace))
    #expect(spans.answer(for: trace, spans: 4) == .unknown)
    // The same again, as a client sends it that has not got the answer.
    spans.send(first)
    spans.settle(first, isStored: true)
    #expect(spans.answer(for: trace, spans: 4) == .unknown)
    spans.send(second)
    #expect(spans.answer(for: trace, spans: 4) == .underWay)
    spans.settle(second, isStored: true)
    #expect(spans.answer(for: trace, spans: 4) == .stored)
    #expect(spans.answer(for: trace, spans: 5) == .unknown)
  }

  @Test("Which spans MLflow has is known where it has some, or says so")
  func accepted() {
    var spans = StoredSpans()
    #expect(spans.accepted(of: trace) == nil)
    spans.rescue(trace, at: "/a")
    #expect(spans.accepted(of: trace) == nil && spans.artifact(of: trace) == "/a")
    spans.send(Self.request(trace, 2...3))
    #expect(spans.accepted(of: trace) == [])
    spans.settle(Self.request(trace, 2...3), isStored: true)
    #expect(spans.accepted(of: trace) == [2, 3])
    let other = Self.trace(2)
    spans.disclaim(other)
    #expect(spans.accepted(of: other) == [] && spans.artifact(of: other) == nil)
    spans.delete([trace, other])
    #expect(spans.accepted(of: trace) == nil && spans.artifact(of: trace) == nil)
    #expect(spans.accepted(of: other) == nil)
  }

  @Test("What is said of traces is remembered within bounds")
  func boundsOfWhatIsSaid() {
    var spans = StoredSpans(maximumTraces: 4)
    for number in 0..<20 {
      spans.disclaim(Self.trace(UInt64(number)))
      spans.rescue(Self.trace(UInt64(number + 100)), at: "/a")
    }
    #expect(spans.count == 4)
    #expect(spans.artifact(of: Self.trace(119)) == "/a" && spans.artifact(of: Self.trace(100)) == nil)
  }

  @Test("One that was refused is not accepted by the others")
  func refused() {
    var spans = StoredSpans()
    for (request, isStored) in [(Self.request(trace, 2...3), false), (Self.request(trace, 1...1), true)] {
      spans.send(request)
      spans.settle(request, isStored: isStored)
    }
    #expect(spans.answer(for: trace, spans: 3) == .unknown)
    #expect(spans.answer(for: trace, spans: nil) == .unknown)
    // Until it is sent again.
    spans.send(Self.request(trace, 2...3))
    spans.settle(Self.request(trace, 2...3), isStored: true)
    #expect(spans.answer(for: trace, spans: 3) == .stored)
  }

  @Test("Without a count its root tells that it is complete, and nothing may be under way")
  func uncounted() {
    var spans = StoredSpans()
    spans.send(Self.request(trace, 2...3))
    spans.settle(Self.request(trace, 2...3), isStored: true)
    #expect(spans.answer(for: trace, spans: nil) == .unknown)
    spans.send(Self.request(trace, 1...1))
    spans.send(Self.request(trace, 4...4))
    spans.settle(Self.request(trace, 1...1), isStored: true)
    #expect(spans.isUnderWay(trace))
    #expect(spans.answer(for: trace, spans: nil) == .underWay)
    spans.settle(Self.request(trace, 4...4), isStored: true)
    #expect(!spans.isUnderWay(trace))
    #expect(spans.answer(for: trace, spans: nil) == .stored)
  }

  @Test("Spans of another process do not stand for those that are missing")
  func otherProcess() {
    func span(_ number: UInt64, in parent: UInt64?) -> SpanReference {
      SpanReference(traceID: trace.id, spanID: SpanID(number), parentID: parent.map { SpanID($0) })
    }
    func answer(_ accepted: [SpanReference], spans count: Int?) -> StoredSpans.Answer {
      var spans = StoredSpans()
      for span in accepted {
        spans.send([trace: [span]])
        spans.settle([trace: [span]], isStored: true)
      }
      return spans.answer(for: trace, spans: count)
    }
    let (root, child, remote) = (span(1, in: nil), span(2, in: 1), span(3, in: 2))
    #expect(answer([remote, child, root], spans: 3) == .stored)
    // The root's process has two. One of them is not here, and one is another's.
    for count in [2, nil] {
      #expect(answer([root, remote], spans: count) == .unknown)
      #expect(answer([child, remote], spans: count) == .unknown)
    }
    #expect(answer([root, span(3, in: 1), span(4, in: 1)], spans: 2) == .unknown)
  }

  @Test("Another workspace's trace is another")
  func workspaces() {
    var spans = StoredSpans()
    spans.send(Self.request(trace, 1...1))
    spans.settle(Self.request(trace, 1...1), isStored: true)
    #expect(spans.answer(for: Self.trace(1, workspace: "other"), spans: 1) == .unknown)
  }

  @Test("Of a trace that is deleted nothing is claimed, until it is sent again")
  func deleted() {
    var spans = StoredSpans()
    let (request, other) = (Self.request(trace, 1...2), Self.trace(2))
    for one in [request, Self.request(other, 1...1)] {
      spans.send(one)
      spans.settle(one, isStored: true)
    }
    spans.delete([trace])
    #expect(spans.answer(for: trace, spans: 2) == .unknown)
    #expect(spans.answer(for: trace, spans: nil) == .unknown)
    #expect(spans.answer(for: other, spans: 1) == .stored)
    spans.send(request)
    spans.settle(request, isStored: true)
    #expect(spans.answer(for: trace, spans: 2) == .stored)
    spans.delete(nil)
    #expect(spans.count == 0)
    #expect(spans.answer(for: other, spans: 1) == .unknown)
  }

  @Test("Spans that are under way at a deletion may be what is deleted", arguments: [true, false])
  func deletedUnderWay(isNamed: Bool) {
    var spans = StoredSpans()
    let (first, second) = (Self.request(trace, 2...2), Self.request(trace, 1...1))
    spans.send(first)
    spans.delete(isNamed ? [trace] : nil)
    #expect(spans.answer(for: trace, spans: 1) == .unknown)
    // Of one that is sent later nobody knows either, until the other has ended.
    spans.send(second)
    spans.settle(second, isStored: true)
    #expect(spans.isUnderWay(trace))
    spans.settle(first, isStored: true)
    #expect(!spans.isUnderWay(trace))
    #expect(spans.answer(for: trace, spans: 1) == .unknown)
    #expect(spans.answer(for: trace, spans: nil) == .unknown)
    spans.send(second)
    spans.settle(second, isStored: true)
    #expect(spans.answer(for: trace, spans: 1) == .stored)
  }

  @Test("Deletions leave the bounds as they are")
  func deletedAndBounded() {
    var spans = StoredSpans(maximumTraces: 3, maximumSpans: 8)
    for number in UInt64(1)...5000 {
      let request = Self.request(Self.trace(number % 5), 1...2)
      spans.send(request)
      if number % 3 == 0 { spans.delete(number % 2 == 0 ? nil : [Self.trace(number % 5)]) }
      spans.settle(request, isStored: true)
      #expect(spans.count <= 3)
    }
    let last = Self.request(Self.trace(9), 1...2)
    spans.send(last)
    spans.settle(last, isStored: true)
    #expect(spans.answer(for: Self.trace(9), spans: 2) == .stored)
  }

  @Test("What was forgotten is not claimed, nor what comes of it later")
  func bounded() {
    var spans = StoredSpans(maximumTraces: 3, maximumSpans: 8)
    let first = Self.request(trace, 1...2)
    spans.send(first)
    for number in UInt64(2)...4 {
      let request = Self.request(Self.trace(number), 1...1)
      spans.send(request)
      spans.settle(request, isStored: true)
    }
    #expect(spans.count == 3)
    spans.settle(first, isStored: true)
    #expect(!spans.isUnderWay(trace))
    #expect(spans.answer(for: trace, spans: 2) == .unknown)
    #expect(spans.answer(for: Self.trace(4), spans: 1) == .stored)
    // The spans of one trace push others out.
    let large = Self.request(Self.trace(5), 1...8)
    spans.send(large)
    spans.settle(large, isStored: true)
    #expect(spans.answer(for: Self.trace(4), spans: 1) == .unknown)
    #expect(spans.answer(for: Self.trace(5), spans: 8) == .stored)
    let larger = Self.request(Self.trace(6), 1...9)
    spans.send(larger)
    spans.settle(larger, isStored: true)
    #expect(spans.answer(for: Self.trace(6), spans: 9) == .unknown)
    #expect(spans.count == 0)
    for number in UInt64(10)...5000 { spans.send(Self.request(Self.trace(number), 1...1)) }
    #expect(spans.count == 3)
  }
}
