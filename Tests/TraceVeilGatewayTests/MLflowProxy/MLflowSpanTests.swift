import JSON
import NIOCore
import OTLP
import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Spans on their way to MLflow by OTLP")
struct MLflowSpanTests {
  private let redaction: MLflowRedaction

  init() throws {
    redaction = MLflowRedaction(transforms: [
      RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
    ])
  }

  private static func field(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
    OTLPBytes.field(number, payload)
  }

  private static func span(
    _ id: UInt8,
    traceID: [UInt8] = Array(repeating: 7, count: 16),
    _ rest: [UInt8] = []
  )
    -> [UInt8]
  {
    field(2, field(1, traceID) + field(2, Array(repeating: id, count: 8)) + rest)
  }

  private static func request(_ spans: [UInt8]) -> ByteBuffer {
    ByteBuffer(bytes: field(1, field(2, spans)))
  }

  private func spans(in body: ByteBuffer) throws -> [SpanData] {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 24)
    let bytes = body.readableBytesUInt8Span
    try batch.append(
      holding: Array(body.readableBytesView),
      summary: WireValidator.validate(bytes, as: .traces)
    )
    var spans: [SpanData] = []
    try batch.editSpans { spans.append($0.original.data) }
    return spans
  }

  @Test("They are redacted, and refused where nobody can say what they are")
  func redacted() throws {
    let body = OTLPBytes.traces(spans: 1, value: "to a@b.example")
    let result = try redaction.redact(spans: ByteBuffer(bytes: body), in: .protobuf)
    #expect(try spans(in: #require(result.body)).map { $0.attributes["a.key"] } == ["to <EMAIL_ADDRESS>"])
    #expect(
      result.spans == [
        SpanReference(
          traceID: TraceID(bytes: Array(repeating: 7, count: 16))!,
          spanID: SpanID(0x0909_0909_0909_0909),
          parentID: nil
        )
      ]
    )
    #expect(throws: MLflowRedaction.Failure.self) {
      try redaction.redact(spans: ByteBuffer(bytes: [0xFF, 0xFF]), in: .protobuf)
    }
  }

  @Test("One that cannot go on costs no other")
  func badSpans() throws {
    let huge: [UInt8] = [0x39] + Array(repeating: 0xFF, count: 8)
    let text: [UInt8] = Self.field(5, [0x63, 0xE9])
    let body = Self.request(
      Self.span(1) + Self.span(2, traceID: Array(repeating: 7, count: 17)) + Self.span(3, huge)
        + Self.span(4, text)
        + Self.span(5, traceID: [9, 9]) + Self.span(6, traceID: [])
    )
    let result = try redaction.redact(spans: body, in: .protobuf)
    let kept = try spans(in: #require(result.body))
    #expect(kept.map(\.spanID.value).map { $0 & 0xFF } == [1, 3, 4, 5])
    #expect(kept[1].startTime == UInt64(Int64.max))
    #expect(kept[2].name == "c\u{FFFD}")
    #expect(kept[3].traceID == TraceID(high: 0, low: 0x0909))
    #expect(result.rejectedSpans == 2 && result.firstFault == nil)
    #expect(
      redaction.repairs.counts == [.droppedSpan: 2, .hugeTime: 1, .invalidText: 1, .paddedIdentifier: 1]
    )
  }

  @Test(
    "A value that MLflow's protobuf refuses goes as its JSON",
    arguments: [false, true],
    [30, 31, 32, 47, 48, 64, 65]
  )
  func deepValues(asMaps: Bool, levels: Int) throws {
    var value = Self.field(1, Array("to a@b.example".utf8))
    for _ in 0..<levels {
      value =
        asMaps
        ? Self.field(6, Self.field(1, Self.field(1, Array("k".utf8)) + Self.field(2, value)))
        : Self.field(5, Self.field(1, value))
    }
    let body = Self.request(
      Self.span(1, Self.field(9, Self.field(1, Array("deep".utf8)) + Self.field(2, value))) + Self.span(2)
    )
    let result = try redaction.redact(spans: body, in: .protobuf)
    let kept = try spans(in: #require(result.body))
    #expect(kept.count == 2)
    let stored = try #require(kept[0].attributes["deep"])
    let isText = levels > (asMaps ? 31 : 47)
    #expect((stored.string != nil) == isText)
    let json = String(decoding: JSONValue(stored).encoded, as: UTF8.self)
    let leaf = levels > 64 ? "<TOO_DEEP>" : "to <EMAIL_ADDRESS>"
    let count = min(levels, 64)
    let expected =
      String(repeating: asMaps ? #"{"k":"# : "[", count: count) + "\"\(leaf)\""
      + String(repeating: asMaps ? "}" : "]", count: count)
    // Twice encoded: MLflow undoes it once.
    let text = try stored.string.map { try #require(JSONParser.parse(Array($0.utf8)).text) }
    #expect((text ?? json) == expected)
    #expect(result.valuesAsJSON == (isText ? 1 : 0))
    #expect(redaction.repairs.counts[.deepValue] ?? 0 == (levels > 64 ? 1 : 0))
  }

  @Test("Of MLflow's client, traces with such a value can be left out, where their root is here")
  func shallow() throws {
    func attribute(_ levels: Int) -> [UInt8] {
      let value = (0..<levels).reduce(Self.field(1, Array("end\0".utf8))) { value, _ in
        Self.field(5, Self.field(1, value))
      }
      return Self.field(9, Self.field(1, Array("deep".utf8)) + Self.field(2, value))
    }
    let parent = Self.field(4, Array(repeating: 1, count: 8))
    let other: [UInt8] = Array(repeating: 8, count: 16)
    let remote: [UInt8] = Array(repeating: 9, count: 16)
    let deep = Self.span(1) + Self.span(2, parent + attribute(48))
    let rest =
      Self.span(3, traceID: other, attribute(47)) + Self.span(4, traceID: remote, parent + attribute(48))
    func shallow(_ spans: [UInt8], _ isOfMLflowClient: Bool = true) throws -> ShallowSpans? {
      try redaction.redact(
        spans: Self.request(spans),
        in: .protobuf,
        isOfMLflowClient: isOfMLflowClient
      ).shallow
    }
    let left = try #require(try shallow(deep + rest))
    #expect(left.deepSpans == 2 && left.spans.map(\.spanID.value).map { $0 & 0xFF } == [3, 4])
    #expect(try spans(in: #require(left.body)).map(\.spanID.value).map { $0 & 0xFF } == [3, 4])
    let alone = try #require(try shallow(deep))
    #expect(alone.body == nil && alone.spans.isEmpty && alone.deepSpans == 2)
    #expect(try shallow(rest) == nil)
    #expect(try shallow(deep, false) == nil)
  }

  @Test("NUL stays in texts, whatever is redacted beside it; where its stand-in came along it is U+FFFD")
  func nul() throws {
    func attribute(_ key: String, _ value: String) -> [UInt8] {
      Self.field(9, Self.field(1, Array(key.utf8)) + Self.field(2, Self.field(1, Array(value.utf8))))
    }
    let texts = ["a\0b", "\0", "é\0 to a@b.example \0\0", "plain"]
    let attributes = texts.enumerated().flatMap { attribute("k\($0.offset)\0", $0.element) }
    let body = Self.request(Self.span(1, attributes) + Self.span(2))
    let kept = try spans(in: #require(try redaction.redact(spans: body, in: .protobuf).body))
    #expect(kept.count == 2)
    for (index, text) in texts.enumerated() {
      let expected = text.replacing("a@b.example", with: "<EMAIL_ADDRESS>").replacing("\0", with: "\u{FFFD}")
      #expect(kept[0].attributes["k\(index)\u{FFFD}"]?.string == expected)
    }
    let sent = try #require(try redaction.redact(spans: body, in: .protobuf).body)
    #expect(
      sent.readableBytesView.filter { $0 == 0 }.count >= texts.joined().utf8.filter { $0 == 0 }.count + 4
    )
    #expect(Array(sent.readableBytesView).firstRange(of: [0xEF, 0xB7, 0x90]) == nil)
    let hostile = String(decoding: [0xEF, 0xB7, 0x90, 0], as: UTF8.self)
    let other = Self.request(Self.span(1, attribute("k", hostile)))
    let result = try #require(try redaction.redact(spans: other, in: .protobuf).body)
    #expect(Array(result.readableBytesView).firstRange(of: [0xEF, 0xB7, 0x90, 0xEF, 0xBF, 0xBD]) != nil)
  }

  @Test("Of a field that stands twice the last counts, and nothing of the first is sent on")
  func repeatedFields() throws {
    let name = Self.field(5, Array("for a@b.example".utf8))
    let body = Self.request(Self.span(1, name + Self.field(5, Array("last".utf8))) + Self.span(2, name))
    let ids = #""traceId":"07070707070707070707070707070707","spanId":"0101010101010101""#
    let times = #""startTimeUnixNano":"5","start_time_unix_nano":"7""#
    let json = """
      {"resourceSpans":[],"resourceSpans":[{"scopeSpans":[{"spans":[{\(ids),"name":"for a@b.example",\(times),"name":"last"},\
      {\(ids),"name":"for a@b.example"}]}]}]}
      """
    for (body, encoding) in [(body, PayloadEncoding.protobuf), (ByteBuffer(string: json), .json)] {
      let result = try redaction.redact(spans: body, in: encoding)
      let kept = try spans(in: #require(result.body))
      #expect(kept.map(\.name) == ["last", "for <EMAIL_ADDRESS>"] && result.rejectedSpans == 0)
      #expect(encoding == .protobuf || kept[0].startTime == 7)
    }
  }

  @Test("In JSON the same, and numbers beyond 64 bits stay")
  func json() throws {
    let ids = #""traceId":"07070707070707070707070707070707","spanId":"0101010101010101""#
    let json = """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{\(ids),"name":"for a@b.example","attributes":[{"key":"crc","value":\
      {"intValue":"18446744073709551615"}}]},{"traceId":"xyz","spanId":"0101010101010101"},\
      {\(ids),"startTimeUnixNano":"soon"}]}]}]}
      """
    let result = try redaction.redact(spans: ByteBuffer(string: json), in: .json)
    let kept = try spans(in: #require(result.body))
    #expect(kept.map(\.name) == ["for <EMAIL_ADDRESS>"])
    #expect(kept[0].attributes["crc"] == "18446744073709551615")
    #expect(result.rejectedSpans == 2 && result.firstFault?.reason == .invalidValue)
  }
}
