import OTLP
import Redaction
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Options of redaction")
struct RedactionOptionsTests {
  private func processor(_ yaml: String = "", _ change: (inout RedactionOptions) -> Void) throws
    -> RedactionTransform
  {
    var options = RedactionOptions()
    change(&options)
    return RedactionTransform(plan: try plan(yaml), options: options)
  }

  private let span = SpanData.with(
    [
      "b": "bob@example.com", "a": ["bob@example.com", "x", "eve@example.com"], "clean": "x",
      "mail bob@example.com": "bob@example.com",
    ],
    events: [SpanEvent(name: "e", attributes: ["in.event": "bob@example.com"])]
  )

  @Test("A summary says how many texts were changed, and under which keys, never what")
  func summary() throws {
    let span = try processor { $0.summary = .keys }.processed(span)
    #expect(span.attributes["redaction.masked.count"] == 6)
    #expect(span.attributes["redaction.masked.keys"] == "a,b,in.event,mail <EMAIL_ADDRESS>")
    #expect(!"\(span)".contains("example.com"))
  }

  @Test("A count alone, and nothing where nothing was changed")
  func count() throws {
    let processor = try processor { $0.summary = .count }
    let spans = try processor.processed([span, .with(["x": "y"])])
    #expect(spans[0].attributes["redaction.masked.count"] == 6)
    #expect(spans[0].attributes["redaction.masked.keys"] == nil)
    #expect(spans[1].attributes == ["x": "y"])
    let off = try self.processor { _ in }.processed(span)
    #expect(off.attributes["redaction.masked.count"] == nil)
  }

  @Test("Looking at a key for the summary is not counted")
  func keysAreCountedOnce() throws {
    let plain = try processor { _ in }
    let summed = try processor { $0.summary = .keys }
    _ = try plain.processed(span)
    _ = try summed.processed(span)
    #expect(Set(plain.matches) == Set(summed.matches))
    #expect(plain.matches.contains { $0.place == .attributeKey && $0.operator == "replace" && $0.count == 1 })
  }

  @Test("A summary counts chunks, and spans with an operator of their own")
  func summaryOfParts() throws {
    let processor = try processor("rules: [{when: {name: '*'}, operator: redact}]") { $0.summary = .keys }
    let events = ["bob@ex", "ample.com"].map {
      SpanEvent(name: "c", attributes: ["mlflow.chunk.value": .string($0)])
    }
    let span = try processor.processed(.with([:], events: events))
    #expect(span.attributes["redaction.masked.count"] == 2)
    #expect(span.attributes["redaction.masked.keys"] == "mlflow.chunk.value")
    #expect(span.events.map { $0.attributes["mlflow.chunk.value"] } == ["", ""])
  }

  @Test("A list of keys is bounded")
  func boundedKeys() {
    var summary = SpanSummary()
    for index in 0..<10_000 { summary.add(key: Array("key \(index)".utf8)) }
    summary.count = 1
    let keys = summary.attributes(.keys)["redaction.masked.keys"]?.string ?? ""
    #expect(keys.hasSuffix(",...") && keys.utf8.count <= 2 * SpanSummary.maximumBytes)
  }

  @Test("A dry run counts and changes nothing")
  func dryRun() throws {
    let yaml =
      "rules: [{when: {name: '*'}, set_attributes: {x: y}, drop_attributes: ['*'], operator: redact}]"
    let processor = try processor(yaml) {
      $0.isDryRun = true
      $0.summary = .keys
    }
    let same = try processor.processed(span)
    #expect(same.attributes == span.attributes)
    #expect(same.events.first?.attributes == span.events.first?.attributes)
    #expect(processor.statistics.editedTexts == 6 && processor.statistics.ruledSpans == 1)
    #expect(processor.matches.reduce(0) { $0 + $1.count } == 6)
  }

  @Test("Another plan is for the batches from then on")
  func replacing() throws {
    let processor = try processor { _ in }
    #expect(try processor.processed(.with(["a": "bob@example.com"])).attributes["a"] == "<EMAIL_ADDRESS>")
    processor.use(try plan("entities: {EMAIL_ADDRESS: redact}"))
    #expect(try processor.processed(.with(["a": "bob@example.com"])).attributes["a"] == "")
    #expect(Set(processor.matches.map(\.operator)) == ["replace", "redact"])
  }

  @Test("The number of entities that are counted is bounded")
  func boundedEntities() throws {
    var tally = RedactionTally()
    let variant = try #require(try RedactionPlan(policy: RedactionPolicy()).variants.first)
    for index in 0..<3000 {
      let entity = EntityType("E\(index)")
      tally.add([RedactionCount(entity: entity, place: 0, matches: 1)], of: variant)
    }
    #expect(tally.matches.count == RedactionTally.maximumEntities + 1)
    #expect(tally.matches.reduce(0) { $0 + $1.count } == 3000)
  }
}
