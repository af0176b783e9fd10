import NIOCore
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(1))) struct InMemoryExporterTests {
  private let request = ExportRequest.unsealedForTests(body: ByteBuffer(string: "body"))

  @Test func keepsWhatItIsGiven() async {
    let exporter = InMemoryExporter()
    #expect(await exporter.export(request) == .success)
    #expect(exporter.requests.map(\.body) == [request.body])
    exporter.reset()
    #expect(exporter.requests.isEmpty)
  }

  @Test func keepsTheContractOfExporters() async throws {
    let violations = try await SpanExporterContract.violations(
      by: { InMemoryExporter(maximumConcurrentExports: 4) },
      request: request
    )
    #expect(violations == [])
  }

  @Test func contractFindsWhatIsWrong() async throws {
    let violations = try await SpanExporterContract.violations(
      by: { ScriptedExporter { _ in .failure(ExportError(.refused)) } },
      request: request
    )
    #expect(!violations.isEmpty)
  }
}
