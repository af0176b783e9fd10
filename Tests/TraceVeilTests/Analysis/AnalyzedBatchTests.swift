import NIOCore
import OTLP
import Redaction
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct AnalyzedBatchTests {
  @Test func textsOfABatchAreSentTogetherAndReplaced() async throws {
    let transport = ScriptedAnalyzer()
    let processor = try RedactionTransform.test(.test(transport))
    var first = SpanData.with([
      "mlflow.spanInputs": .string(#"{"request": "😀 John of Rome", "mail": "bob@example.com"}"#),
      "list": .array(["Rome", 5, true, .map(["deep": "for John"])]), "mlflow.spanType": "AGENT of Rome",
      "gen_ai.request.model": "Rome",
    ])
    first.name = "John in Rome"
    first.status.message = "no John"
    let second = SpanData.with(["note": "Rome", "again": "😀 John of Rome"])
    let spans = try await processor.analyzed([first, second])
    #expect(
      spans[0].attributes["mlflow.spanInputs"]
        == .string(#"{"request": "😀 <PERSON> of <LOCATION>", "mail": "<EMAIL_ADDRESS>"}"#)
    )
    #expect(spans[0].attributes["list"] == .array(["<LOCATION>", 5, true, .map(["deep": "for <PERSON>"])]))
    #expect(spans[0].attributes["mlflow.spanType"] == "AGENT of <LOCATION>")
    // Structure by its shape.
    #expect(spans[0].attributes["gen_ai.request.model"] == "Rome")
    #expect(spans[0].name == "<PERSON> in <LOCATION>" && spans[0].statusMessage == "no <PERSON>")
    #expect(spans[1].attributes == ["note": "<LOCATION>", "again": "😀 <PERSON> of <LOCATION>"])
    #expect(transport.requests.count == 1)
    #expect(Set(transport.requests[0]).count == transport.requests[0].count)
    #expect(!transport.requests[0].contains("mlflow.spanInputs"))
    let person = processor.matches.filter { $0.entity.name == "PERSON" }
    #expect(person.allSatisfy { $0.operator == "replace" } && person.reduce(0) { $0 + $1.count } == 5)
  }

  @Test func rulesComeFirstAndOperatorsHold() async throws {
    let transport = ScriptedAnalyzer()
    let processor = try RedactionTransform.test(
      .test(transport),
      """
      entities: {PERSON: {operator: mask, keep_first: 1}}
      rules:
        - {when: {attributes: {kind: gone}}, drop_span: true}
        - {when: {attributes: {kind: tool}}, set_outputs: "by John", entities: [LOCATION]}
      """
    )
    let spans = try await processor.analyzed([
      .with(["kind": "gone", "note": "unseen"]),
      .with(["kind": "tool", "mlflow.spanOutputs": "old", "x": "Rome"]),
      .with(["note": "John, Rome"]),
    ])
    #expect(spans.count == 2)
    #expect(
      spans[0].attributes["mlflow.spanOutputs"] == "by John" && spans[0].attributes["x"] == "<LOCATION>"
    )
    #expect(spans[1].attributes["note"] == "J***, <LOCATION>")
    #expect(!transport.requests.joined().contains("unseen") && !transport.requests.joined().contains("old"))
  }

  @Test func chunksOfAStreamAreSeenAsOneText() async throws {
    let transport = ScriptedAnalyzer()
    let processor = try RedactionTransform.test(.test(transport))
    let chunks = ["\"hello Jo\"", "\"hn of Ro\"", "\"me\""].map {
      SpanEvent(name: "mlflow.chunk.item.0", time: 1, attributes: ["mlflow.chunk.value": .string($0)])
    }
    let span = try await processor.analyzed([.with([:], events: chunks)])[0]
    #expect(
      span.events.map { $0.attributes["mlflow.chunk.value"] }
        == ["\"hello <PERSON>\"", "\" of <LOCATION>\"", "\"\""]
    )
    #expect(transport.requests.joined().contains("hello John of Rome"))
    #expect(!transport.requests.joined().contains("hello Jo"))
    let one = try await processor.analyzed([.with([:], events: [chunks[0]])])[0]
    #expect(one.events[0].attributes["mlflow.chunk.value"] == "\"hello Jo\"")
  }

  @Test func whatOnlyLooksLikeAChunkIsSeenByItself() async throws {
    let transport = ScriptedAnalyzer()
    let processor = try RedactionTransform.test(.test(transport))
    let chunks: [AttributeValue] = ["\"a\"", "\"b\"", .array(["John"]), .map(["k": "of Rome"])]
    let events = chunks.map {
      SpanEvent(name: "mlflow.chunk.item.0", time: 1, attributes: ["mlflow.chunk.value": $0])
    }
    let span = try await processor.analyzed([.with(["mlflow.chunk.value": "to John"], events: events)])[0]
    #expect(span.attributes["mlflow.chunk.value"] == "to <PERSON>")
    #expect(
      span.events.map { $0.attributes["mlflow.chunk.value"] }
        == ["\"a\"", "\"b\"", .array(["<PERSON>"]), .map(["k": "of <LOCATION>"])]
    )
  }

  @Test func keysAreTextsWhateverRulesThereAreForThem() async throws {
    let processor = try RedactionTransform.test(
      .test(ScriptedAnalyzer()),
      "keys: {redact: ['secret *'], drop: ['gone *']}"
    )
    let attributes = try await processor.analyzed([
      "secret of John": "Rome", "gone to Rome": 1, "note of John": "Rome", "note": "fine",
    ])
    #expect(
      attributes == [
        "secret of <PERSON>": "<REDACTED>", "note of <PERSON>": "<LOCATION>", "note": "fine",
      ]
    )
    #expect(processor.matches.allSatisfy { $0.entity != .unanalyzed })
  }

  @Test func aBatchIsHeldUntilTheAnalyzerAnswers() async throws {
    let clock = ManualClock()
    let transport = ScriptedAnalyzer { number, _ in number < 2 ? .failure(.unreachable) : .found }
    let analyzer = PresidioAnalyzer.test(transport, clock: clock)
    let processor = try RedactionTransform.test(analyzer, onFailure: .hold)
    async let attributes = processor.analyzed(["note": "John"])
    await clock.waitForSleeper(until: .seconds(1))
    #expect(analyzer.statistics.heldBatches == 1)
    clock.advance(by: .seconds(1))
    await clock.waitForSleeper(until: .seconds(2))
    clock.advance(by: .seconds(1))
    #expect(try await attributes == ["note": "<PERSON>"])
    #expect(analyzer.statistics.heldBatches == 0 && transport.requests.count == 3)
  }

  @Test func aPolicyCanEndAHold() async throws {
    let clock = ManualClock()
    let analyzer = PresidioAnalyzer.test(ScriptedAnalyzer { _, _ in .failure(.unavailable) }, clock: clock)
    let processor = try RedactionTransform.test(analyzer, onFailure: .hold)
    async let attributes = processor.analyzed(["note": "John"])
    await clock.waitForSleeper(until: .seconds(1))
    processor.use(
      try plan("") {
        $0.analyzed = .all
        $0.onAnalyzerFailure = .redact
      }
    )
    clock.advance(by: .seconds(1))
    #expect(try await attributes == ["note": "<REDACTION_FAILED>"])
  }

  @Test(
    "A text that nobody could look at is replaced as a whole",
    arguments: AnalyzerFailure.allCases.filter { $0 != .timedOut && $0 != .stopped }
  )
  func redacting(failure: AnalyzerFailure) async throws {
    let processor = try RedactionTransform.test(
      .test(ScriptedAnalyzer { _, _ in .failure(failure) }),
      onFailure: .redact
    )
    let attributes = try await processor.analyzed([
      "note": "John", "n": 5, "s": "12", "json": .string(#"{"a": ["John", 4], "b": "x"}"#),
    ])
    #expect(
      attributes == [
        "note": "<REDACTION_FAILED>", "n": 5, "s": "12",
        "json": .string(#"{"a": ["<REDACTION_FAILED>", 4], "b": "<REDACTION_FAILED>"}"#),
      ]
    )
    #expect(processor.matches.contains { $0.entity == .unanalyzed && $0.operator == "replace" })
  }

  @Test func aBatchIsDropped() async throws {
    let processor = try RedactionTransform.test(
      .test(ScriptedAnalyzer { _, _ in .failure(.unreachable) }),
      onFailure: .drop
    )
    await #expect(throws: AnalyzerFailure.unreachable) { try await processor.analyzed(["note": "John"]) }
    // Nothing to ask about.
    var numbers = SpanData.with(["n": 5])
    numbers.name = "work"
    #expect(try await processor.analyzed([numbers]).count == 1)
  }

  @Test func withoutAnAnalyzerNothingPasses() async throws {
    let processor = try RedactionTransform.test(nil)
    #expect(try await processor.analyzed(["note": "John"]) == ["note": "<REDACTION_FAILED>"])
  }

  @Test func aTextThatTheAnalyzerFailsOnIsReplacedAndHoldsNothing() async throws {
    let transport = ScriptedAnalyzer { _, texts in texts.contains("poison") ? .failure(.refused) : .found }
    let processor = try RedactionTransform.test(.test(transport), onFailure: .hold)
    #expect(
      try await processor.analyzed(["a": "John", "b": "poison"])
        == ["a": "<PERSON>", "b": "<REDACTION_FAILED>"]
    )
  }

  @Test(
    "The end of the pipeline ends a hold, or a request, and everything is accounted for",
    arguments: [true, false]
  )
  func stopping(isHeld: Bool) async throws {
    let clock = ManualClock()
    let transport = ScriptedAnalyzer { _, _ in isHeld ? .failure(.unreachable) : .nothing }
    let analyzer = PresidioAnalyzer.test(transport, clock: clock)
    let exporter = InMemoryExporter()
    let processor = try RedactionTransform.test(analyzer)
    let pipeline = ExportPipeline.test(exporter, transforms: [processor], clock: clock) { $0.workers = 2 }
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      for _ in 0..<4 { _ = try? pipeline.submit([.with(["note": "John"])]) }
      async let flushed = pipeline.forceFlush(timeout: .seconds(60))
      await transport.arrived.wait(for: 1)
      async let report = pipeline.shutdown(deadline: .milliseconds(500))
      await clock.waitForSleeper(until: .milliseconds(500))
      #expect(exporter.requests.isEmpty)
      clock.advance(by: .milliseconds(500))
      #expect(await report.undelivered == [.shutDown: 4])
      // It ends although its threads were waiting.
      _ = try? await group.waitForAll()
      clock.advance(by: .seconds(60))
      _ = await flushed
    }
    #expect(exporter.requests.isEmpty)
    let statistics = pipeline.statistics
    #expect(statistics.received == 4 && statistics.dropped == [.shutDown: 4])
    #expect(analyzer.statistics.heldBatches == 0)
  }
}
