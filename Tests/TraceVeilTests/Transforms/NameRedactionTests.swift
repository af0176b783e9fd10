import OTLP
import Redaction
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Names in spans")
struct NameRedactionTests {
  private func processor(
    _ yaml: String = "",
    maximumBytes: Int = 1 << 20,
    onExcess: NameSettings.ExcessAction = .redact
  ) throws -> RedactionTransform {
    RedactionTransform(
      plan: try plan(yaml) { policy in
        policy.recognizerSets.insert(.ner)
        policy.names.maximumBytes = maximumBytes
        policy.names.onExcess = onExcess
      }
    )
  }

  private let span = SpanData.with(
    ["input.value": "My colleague Ingrid Lindqvist moved to Rotterdam.", "customer.city": "Casablanca"]
  )

  @Test("Names in attributes are redacted, and what its key says is a place")
  func attributes() throws {
    let found = try processor().processed(span)
    #expect(found.attributes["input.value"] == "My colleague <PERSON> moved to <LOCATION>.")
    #expect(found.attributes["customer.city"] == "<LOCATION>")
  }

  @Test("Operators and rules of a policy apply to them")
  func policy() throws {
    let yaml = """
      entities: {PERSON: {operator: hash}}
      rules: [{when: {name: quiet}, entities: [-PERSON, -LOCATION]}]
      """
    var quiet = span
    quiet.name = "quiet"
    let found = try processor(yaml).processed([span, quiet])
    #expect("\(found[0].attributes)".contains("<PERSON:"))
    #expect(found[1].attributes["input.value"] == "My colleague Ingrid Lindqvist moved to Rotterdam.")
  }

  @Test("A name that one text has is found in all later ones of its batch, and not in another batch")
  func batch() throws {
    let first = SpanData.with(["input.value": "My colleague Ingrid Lindqvist moved to Rotterdam."])
    let second = SpanData.with(["output.value": "7 Lindqvist lamps"])
    let processor = try processor()
    let alone = try processor.processed(second)
    #expect(alone.attributes["output.value"] == "7 Lindqvist lamps")
    let found = try processor.processed([first, second])
    #expect(found[1].attributes["output.value"] == "7 <PERSON> lamps")
    let next = try processor.processed(second)
    #expect(next.attributes["output.value"] == "7 Lindqvist lamps")
  }

  @Test("The budget is each span's, and what is past it is replaced as a whole")
  func budget() throws {
    let text = "Nothing of interest stands in this line of text."
    let spans = (0..<3).map { _ in SpanData.with(["a": .string(text)]) }
    let all = try processor(maximumBytes: 100).processed(spans)
    #expect(all.allSatisfy { $0.attributes["a"] == .string(text) })
    let long = SpanData.with(["a": .string(text), "b": .string(text), "c": .string(text)])
    let processor = try processor(maximumBytes: 100)
    let found = try processor.processed([long, spans[0]])
    #expect(found[0].attributes["c"] == "<REDACTION_FAILED>")
    #expect(found[1].attributes["a"] == .string(text))
    #expect(processor.matches.contains { $0.entity == .unanalyzed })
  }

  @Test("A policy may have the batch dropped instead")
  func drop() throws {
    let processor = try processor(maximumBytes: 10, onExcess: .drop)
    #expect(throws: RedactionError.overBudget) { try processor.processed(span) }
  }
}
