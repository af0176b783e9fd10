import OTLP
import Redaction
import TestSupport
import Testing

@testable import TraceVeil

/// A worker that has seen an attribute pass often enough looks at it no more.
@Suite("Attributes that are known")
struct KnownAttributesTests {
  /// More often than anything has to come before it is remembered.
  private static let repetitions = 8

  @Test("An attribute is known once its key and its value have passed, and never when something was found")
  func knows() throws {
    var editor = try editor()
    let (clean, found) = (wire("city", "Zurich"), wire("city", "bob@example.com"))
    for round in 0..<Self.repetitions {
      #expect([show(&editor, "city", "Zurich", clean)] == [round >= 1])
      #expect([show(&editor, "city", "bob@example.com", found)] == [false])
    }
    #expect([show(&editor, "city", "Geneva", wire("city", "Geneva"))] == [false])
  }

  @Test("Nothing is known among chunks that belong together")
  func chunks() throws {
    var editor = try editor()
    let chunk = SpanEvent(name: "chunk", attributes: ["mlflow.chunk.value": "a"])
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append([.with([:], events: [chunk, chunk])])
    try batch.editSpans { editor.willShow(events: $0.original.events) }
    let clean = wire("city", "Zurich")
    for _ in 0..<Self.repetitions {
      #expect([show(&editor, "city", "Zurich", clean, place: .eventAttribute)] == [false])
    }
  }

  @Test("A value that is kept or only reported is counted each time")
  func counts() throws {
    var kept = RedactionPolicy()
    kept.operators[.emailAddress] = .keep
    var options = RedactionOptions()
    options.isDryRun = true
    for processor in [
      RedactionTransform(plan: try RedactionPlan(policy: kept)),
      RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()), options: options),
    ] {
      let span = SpanData.with(["city": "Zurich", "mail": "bob@example.com"])
      for _ in 0..<Self.repetitions {
        #expect(try processor.processed(span).attributes["mail"] == "bob@example.com")
      }
      #expect(processor.matches.map(\.count) == [Self.repetitions])
    }
  }

  @Test("A chunk of a stream is one among events, however often it was seen elsewhere")
  func chunkElsewhere() throws {
    let processor = RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
    let key = "mlflow.chunk.value"
    // Each of them passes alone.
    let parts = ["4111 11", "11 1111", " 1111"]
    for part in parts {
      for _ in 0..<Self.repetitions { _ = try processor.processed(.with([key: .string(part)])) }
    }
    let events = parts.map { SpanEvent(name: "chunk", attributes: [key: .string($0)]) }
    let values = try processor.processed(.with([:], events: events)).events.map { $0.attributes[key] }
    #expect(values == ["<CREDIT_CARD>", "", ""])
  }

  @Test("What one policy lets pass another may not")
  func policies() throws {
    var lenient = RedactionPolicy()
    lenient.excludedEntities = [.emailAddress]
    let processor = RedactionTransform(plan: try RedactionPlan(policy: lenient))
    let span = SpanData.with(["mail": "bob@example.com"])
    for _ in 0..<Self.repetitions {
      #expect(try processor.processed(span).attributes["mail"] == "bob@example.com")
    }
    processor.use(try RedactionPlan(policy: RedactionPolicy()))
    #expect(try processor.processed(span).attributes["mail"] == "<EMAIL_ADDRESS>")
  }

  private func editor() throws -> RedactionEditor {
    let plan = try RedactionPlan(policy: RedactionPolicy())
    return RedactionEditor(
      RedactionEditor.Work(plan: plan, options: RedactionOptions(), buffers: RedactionBuffers(plan))
    )
  }

  /// As the walk over a request does. - Returns: Whether the attribute was known.
  private func show(
    _ editor: inout RedactionEditor,
    _ key: String,
    _ value: String,
    _ attribute: [UInt8],
    place: TextPlace = .spanAttribute
  ) -> Bool {
    if editor.keeps(attribute: attribute.span, place: place) { return true }
    let key = Array(key.utf8)
    var replacement: [UInt8] = []
    for (text, place) in [(key, TextPlace.attributeKey), (Array(value.utf8), place)] {
      // In the key's own memory, which is how an editor knows it.
      let isKept =
        text == key
        ? edit(&editor, key.span, place, key.span, &replacement)
        : edit(&editor, text.span, place, key.span, &replacement)
      guard isKept else { return false }
    }
    editor.didKeep(attribute: attribute.span)
    return false
  }

  private func edit(
    _ editor: inout RedactionEditor,
    _ text: Span<UInt8>,
    _ place: TextPlace,
    _ key: Span<UInt8>,
    _ replacement: inout [UInt8]
  ) -> Bool {
    let edit = try? editor.edit(
      text,
      form: .string,
      place: place,
      attributeKey: key,
      key: key,
      replacement: &replacement
    )
    return edit == .keep
  }

  /// Key and value as they are on the wire.
  private func wire(_ key: String, _ value: String) -> [UInt8] {
    let text = Array(value.utf8)
    return [0x0a, UInt8(key.utf8.count)] + Array(key.utf8) + [
      0x12, UInt8(text.count + 2), 0x0a, UInt8(text.count),
    ]
      + text
  }
}
