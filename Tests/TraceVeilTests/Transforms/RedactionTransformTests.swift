import NIOCore
import OTLP
import Redaction
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct RedactionTransformTests {
  private func spanWithSecrets() -> SpanData {
    var span = SpanData.sample(0, attributes: ["mail": "write to bob@example.com", "plain": "nothing here"])
    span.name = "for ann@example.com"
    span.resource.attributes["owner"] = "carl@example.com"
    return span
  }

  private func exported(
    _ spans: [SpanData],
    with processor: RedactionTransform
  ) async throws -> [ExportRequest] {
    let exporter = InMemoryExporter()
    let pipeline = ExportPipeline.test(exporter, transforms: [processor])
    try await pipeline.whileRunning {
      try pipeline.submit(spans)
      _ = await pipeline.forceFlush(timeout: .seconds(5))
    }
    return exporter.requests
  }

  @Test func redactsEveryPlaceOfABatch() async throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let requests = try await exported([spanWithSecrets()], with: processor)
    let request = try #require(requests.first)
    let text = String(decoding: request.body.readableBytesView, as: UTF8.self)
    #expect(!text.contains("@example.com"))
    #expect(text.contains("write to <EMAIL_ADDRESS>"))
    #expect(text.contains("for <EMAIL_ADDRESS>"))
    #expect(text.contains("nothing here"))
    #expect(processor.statistics == TransformStatistics(editedTexts: 3))
    let places = Set(processor.matches.map(\.place))
    #expect(places == [.spanName, .spanAttribute, .resourceAttribute])
    #expect(processor.matches.allSatisfy { $0.entity == .emailAddress && $0.count == 1 })
  }

  @Test func redactsOnSeveralThreadsAtATime() async throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let exporter = InMemoryExporter(maximumConcurrentExports: 4)
    let pipeline = ExportPipeline.test(exporter, transforms: [processor]) {
      $0.workers = 4
      $0.maximumBatchItems = 5
    }
    try await pipeline.whileRunning {
      for _ in 0..<200 { try pipeline.submit([spanWithSecrets()]) }
      #expect(await pipeline.forceFlush(timeout: .seconds(30)) == .success)
    }
    #expect(processor.statistics.editedTexts == 600)
    for request in exporter.requests {
      #expect(!String(decoding: request.body.readableBytesView, as: UTF8.self).contains("@example.com"))
    }
  }

  @Test func appliesANewPolicyToTheNextBatch() async throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    let first = try await exported([spanWithSecrets()], with: processor)
    var policy = RedactionPolicy()
    policy.defaultOperator = .replace(ReplacementTemplate("[GONE]"))
    processor.use(try Redactor(policy: policy))
    let second = try await exported([spanWithSecrets()], with: processor)
    for (requests, word) in [(first, "<EMAIL_ADDRESS>"), (second, "[GONE]")] {
      let request = try #require(requests.first)
      #expect(String(decoding: request.body.readableBytesView, as: UTF8.self).contains(word))
    }
  }

  @Test func replacesAsAWholeWhatItFailsOn() async throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    let processor = RedactionTransform(redactor: redactor, failureText: "<FAILED>") { text, _, _, _, output in
      // Half done, as an engine may leave things.
      for index in text.indices { output.append(text[index]) }
      throw RedactionError.textTooLong
    }
    let requests = try await exported([spanWithSecrets()], with: processor)
    let request = try #require(requests.first)
    let text = String(decoding: request.body.readableBytesView, as: UTF8.self)
    for word in ["@example.com", "nothing here", "owner"] { #expect(!text.contains(word)) }
    #expect(text.contains("<FAILED>"))
    #expect(processor.statistics.failedTexts > 5)
    #expect(processor.statistics.editedTexts == 0)
  }
}
