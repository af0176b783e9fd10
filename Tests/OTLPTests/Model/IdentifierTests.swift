import OTLP
import Testing

@Suite struct IdentifierTests {
  @Test func traceIDReadsAndWritesHexadecimal() {
    let id = TraceID(hex: "0123456789ABCDEFfedcba9876543210")
    #expect(id == TraceID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210))
    #expect(id.map { "\($0)" } == "0123456789abcdeffedcba9876543210")
    #expect(id.flatMap { TraceID(bytes: $0.bytes) } == id)
    #expect("\(TraceID(high: 0, low: 1))" == "00000000000000000000000000000001")
    #expect(!TraceID(high: 0, low: 0).isValid && TraceID(high: 0, low: 1).isValid)
  }

  @Test func spanIDReadsAndWritesHexadecimal() {
    let id = SpanID(hex: "0123456789abcdef")
    #expect(id == SpanID(0x0123_4567_89AB_CDEF))
    #expect(id.map { "\($0)" } == "0123456789abcdef")
    #expect(id.flatMap { SpanID(bytes: $0.bytes) } == id)
    #expect(!SpanID(0).isValid && SpanID(1).isValid)
  }

  @Test(arguments: [
    "", "0", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg", "0x23456789abcdef", "éé23456789abcd",
  ])
  func refusesOtherText(text: String) {
    #expect(SpanID(hex: text) == nil)
    #expect(TraceID(hex: text) == nil)
    #expect(TraceID(hex: text + text) == nil || text.count == 16)
  }

  @Test func refusesOtherLengths() {
    #expect(SpanID(bytes: [1]) == nil)
    #expect(TraceID(bytes: [UInt8](repeating: 1, count: 17)) == nil)
  }
}
