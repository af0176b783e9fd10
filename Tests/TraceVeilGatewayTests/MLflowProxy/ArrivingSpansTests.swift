import OTLP
import Testing

@testable import TraceVeilGateway

@Suite("Spans that have arrived and are not on their way yet")
struct ArrivingSpansTests {
  private let trace = StoredSpans.Trace(id: TraceID(high: 1, low: 1), workspace: "")
  private let other = StoredSpans.Trace(id: TraceID(high: 1, low: 2), workspace: "")

  @Test("One that nobody has read may be of any trace, one that was read is of its own")
  func ofATrace() {
    var spans = ArrivingSpans()
    #expect(!spans.mayHold(trace, upTo: spans.latest))
    let number = spans.arrive()
    #expect(spans.mayHold(trace, upTo: number) && spans.mayHold(other, upTo: number))
    spans.read(number, [trace])
    #expect(spans.mayHold(trace, upTo: number) && !spans.mayHold(other, upTo: number))
    spans.leave(number)
    #expect(!spans.mayHold(trace, upTo: number))
  }

  @Test("Nobody waits for those that come later")
  func later() {
    var spans = ArrivingSpans()
    let first = spans.arrive()
    let second = spans.arrive()
    // Read in another order than they came in.
    spans.read(second, [trace])
    spans.read(first, [trace])
    #expect(spans.mayHold(trace, upTo: first))
    spans.leave(first)
    #expect(!spans.mayHold(trace, upTo: first) && spans.mayHold(trace, upTo: second))
    let third = spans.arrive()
    spans.leave(second)
    #expect(!spans.mayHold(trace, upTo: second) && spans.mayHold(trace, upTo: third))
  }

  @Test("One may leave more than once, and without being read")
  func leaving() {
    var spans = ArrivingSpans()
    let (first, second) = (spans.arrive(), spans.arrive())
    spans.leave(first)
    spans.leave(first)
    #expect(!spans.mayHold(trace, upTo: first) && spans.mayHold(trace, upTo: second))
    spans.read(second, [trace, other])
    spans.leave(second)
    spans.leave(second)
    #expect(!spans.mayHold(trace, upTo: second) && !spans.mayHold(other, upTo: second))
  }
}
