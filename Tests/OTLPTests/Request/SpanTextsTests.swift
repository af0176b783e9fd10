import Testing

@testable import OTLP

/// An editor of texts that follows spans.
@Suite struct SpanTextsTests {
  private struct Following: TextEditor {
    var added: Attributes
    private(set) var calls: [String] = []

    init(adding added: Attributes) { self.added = added }

    var followsSpans: Bool { true }
    mutating func willShowSpan() { calls.append("span") }
    mutating func willShow(events: EncodedEvents) {
      var keys = 0
      events.show { _, attributes in keys += attributes.count }
      calls.append("events \(keys)")
    }
    mutating func didShowSpan() -> Attributes {
      calls.append("end")
      return added
    }

    mutating func edit(
      _ text: Span<UInt8>,
      form: TextForm,
      place: TextPlace,
      attributeKey: Span<UInt8>,
      key: Span<UInt8>,
      replacement: inout [UInt8]
    ) -> TextEdit {
      if place == .eventName || place == .spanName {
        calls.append(String(decoding: Array(text), as: UTF8.self))
      }
      guard text.count > 0, text[0] == UInt8(ascii: "!") else { return .keep }
      replacement += "replaced by something that is longer".utf8
      return .replace
    }
  }

  private static func span(_ name: String, _ attributes: Attributes) -> SpanData {
    SpanData(
      traceID: TraceID(high: 1, low: 2),
      spanID: SpanID(3),
      name: name,
      attributes: attributes,
      events: name == "b"
        ? [] : [SpanEvent(name: "e1", attributes: ["x": 1]), SpanEvent(name: "e2", attributes: ["y": 2])],
      status: .ok
    )
  }

  private func batch(_ spans: [SpanData]) throws -> TelemetryBatch {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(spans)
    return batch
  }

  @Test func isToldWhereSpansBeginAndEnd() throws {
    var batch = try batch([Self.span("a", [:]), Self.span("b", [:]), Self.span("c", [:])])
    var editor = Following(adding: [:])
    try batch.editTexts(&editor)
    #expect(
      editor.calls == [
        "span", "events 2", "a", "e1", "e2", "end", "span", "events 0", "b", "end", "span", "events 2", "c",
        "e1", "e2", "end",
      ]
    )
  }

  /// As if they had been there: behind the others, or in the place of those with the same keys.
  @Test(
    arguments: [[:], ["k": "v"], ["n": "!old", "z": 1], ["a": "!x", "n": 7, "list": ["!y", "!z"]]]
      as [Attributes]
  )
  func setsAttributes(attributes: Attributes) throws {
    let added: Attributes = ["n": 5, "keys": .string(String(repeating: "k", count: 200))]
    var batch = try batch([Self.span("a", attributes), Self.span("b", attributes)])
    var editor = Following(adding: added)
    try batch.editTexts(&editor)
    var expected = attributes
    for (key, value) in expected { expected[key] = Self.replaced(value) }
    for (key, value) in added { expected[key] = value }
    let wanted = try self.batch([Self.span("a", expected), Self.span("b", expected)])
    #expect(batch.packed() == wanted.packed())
  }

  private static func replaced(_ value: AttributeValue) -> AttributeValue {
    switch value {
    case .string(let text) where text.hasPrefix("!"): "replaced by something that is longer"
    case .array(let elements): .array(elements.map(replaced))
    default: value
    }
  }
}
