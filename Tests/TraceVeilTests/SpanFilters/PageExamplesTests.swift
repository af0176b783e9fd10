import NIOCore
import OTLP
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import PageExamples
@testable import TraceVeil

/// The examples of MLflow's page on redaction: the same inputs, and the results that it promises.
@Suite("MLflow's page on redaction, in Swift", .timeLimit(.minutes(5)))
struct PageExamplesTests {
  /// The spans that leave the pipeline, and all their bytes as text.
  private func sent(_ example: PageExample) async throws -> (spans: [SpanData], text: String) {
    let exporter = InMemoryExporter()
    let redaction = RedactionTransform(
      plan: try RedactionPlan(policy: example.policy),
      analyzer: .test(ScriptedAnalyzer(["John Doe": "PERSON", "Amsterdam": "LOCATION"]))
    )
    let processor = BatchSpanProcessor.test(exporter, transforms: [redaction])
    processor.configure(filters: example.spanProcessors)
    try await processor.whileRunning { for span in example.spans { processor.onEnd(span) } }
    let spans = try exporter.requests.flatMap { try $0.spans() }
    #expect(spans.count == example.spans.count)
    return (spans, exporter.requests.map { String(buffer: $0.body) }.joined())
  }

  @Test("1: the e-mail address is gone from the inputs")
  func emailAddresses() async throws {
    let (spans, text) = try await sent(.emailAddresses(start: 1))
    #expect(try MutableSpan(spans[0]).inputs == ["text": "My e-mail address is [REDACTED]"])
    #expect(try MutableSpan(spans[0]).outputs == "Answer")
    #expect(!text.contains("test@example.com"))
  }

  @Test("2: the tool's output is replaced, the account number is gone from all messages")
  func accountNumbers() async throws {
    let example = PageExample.accountNumbers(start: 1)
    #expect(example.spans.count { "\($0.attributes)".contains("1234567890") } == 7)
    let (spans, text) = try await sent(example)
    #expect(!text.contains("1234567890"))
    let tool = try #require(spans.first { try MutableSpan($0).spanType == "TOOL" })
    #expect(try MutableSpan(tool).outputs == "[REDACTED]")
    #expect(try MutableSpan(tool).inputs == ["user_name": "John Doe"])
    let messages = try MutableSpan(spans[0]).outputs?["messages"]?.array ?? []
    #expect(
      messages.map { $0["content"] } == [
        "What is the bank account number for John Doe?", .empty, "[REDACTED]",
        "The bank account number for John Doe is [REDACTED].",
      ]
    )
  }

  @Test("3: what has a shape is gone, and with an analyzer names and places are")
  func personalData() async throws {
    let (spans, text) = try await sent(.personalData(start: 1))
    #expect(
      try MutableSpan(spans[0]).inputs?["request"]?.string == """
        Please cancel my credit card effective <DATE_TIME>. My name is <PERSON> and my credit card number is \
        <CREDIT_CARD>. My email is <EMAIL_ADDRESS> and I live in <LOCATION>.
        """
    )
    #expect(!text.contains("4095-2609-9393-4932") && !text.contains("john.doe@example.com"))
    #expect(!text.contains("John Doe") && !text.contains("Amsterdam"))
  }

  @Test("The same with spans as MLflow's client sends them through OTLP: values as JSON texts")
  func jsonTexts() async throws {
    var example = PageExample.accountNumbers(start: 1)
    let spans = example.spans.map { span in
      var span = span
      for attribute in span.attributes {
        span.attributes[attribute.key] = .string(JSONDocument.text(of: attribute.value))
      }
      return span
    }
    example = PageExample(title: "", spanProcessors: example.spanProcessors, spans: spans)
    let (sent, text) = try await sent(example)
    #expect(!text.contains("1234567890"))
    #expect(sent.filter { $0.attributes["mlflow.spanOutputs"] == "\"[REDACTED]\"" }.count == 1)
    #expect(
      sent.allSatisfy { $0.attributes["mlflow.spanOutputs"]?.string.flatMap(JSONDocument.value) != nil }
    )
  }

  @Test("Resetting: nothing is filtered any more")
  func reset() async throws {
    let exporter = InMemoryExporter()
    let processor = BatchSpanProcessor.test(exporter)
    let example = PageExample.emailAddresses(start: 1)
    processor.configure(filters: example.spanProcessors)
    processor.reset()
    try await processor.whileRunning { for span in example.spans { processor.onEnd(span) } }
    #expect(try exporter.requests.flatMap { try $0.spans() } == example.spans)
  }
}
