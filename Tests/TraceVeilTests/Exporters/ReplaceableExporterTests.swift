import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite("An exporter in whose place another one comes", .timeLimit(.minutes(5)))
struct ReplaceableExporterTests {
  private func request(_ compression: Compression = .none) throws -> ExportRequest {
    let request = ExportRequest.unsealed(body: try .traces(SpanData.samples(2)), itemCount: 2)
    return compression == .none ? request : try request.recompressed(compression)
  }

  @Test("What comes afterwards goes through the new one, and an idle one is shut down")
  func later() async throws {
    let (old, new) = (ScriptedExporter(), ScriptedExporter(maximumConcurrentExports: 3))
    let exporter = ReplaceableExporter(old)
    #expect(await exporter.export(try request()) == .success)
    exporter.replace(by: new)
    #expect(exporter.maximumConcurrentExports == 3)
    #expect(await exporter.export(try request()) == .success)
    #expect((old.itemCount, new.itemCount) == (2, 2))
    while old.shutdowns == 0 { await Task.yield() }
    #expect(new.shutdowns == 0)
  }

  @Test(
    "What the former has given up since it was replaced goes through the new one, compressed as that wants"
  )
  func moved() async throws {
    let old = ScriptedExporter(holds: true) { _ in .failure(ExportError(.unavailable, ending: .shutDown)) }
    let new = ScriptedExporter(compression: .gzip(level: 6))
    let exporter = ReplaceableExporter(old)
    async let result = exporter.export(try request())
    await old.begun.wait(for: 1)
    exporter.replace(by: new)
    #expect(old.stopped.count == 1 && old.shutdowns == 0, "its request is under way")
    old.release()
    #expect(try await result == .success)
    #expect(new.requests.map(\.contentEncoding) == [.gzip] && new.itemCount == 2)
    while old.shutdowns == 0 { await Task.yield() }
  }

  @Test("What the former delivers or refuses is not sent again")
  func notTwice() async throws {
    for ending in [ExportResult.success, .failure(ExportError(.refused, httpStatus: 400))] {
      let (old, new) = (ScriptedExporter(holds: true) { _ in ending }, ScriptedExporter())
      let exporter = ReplaceableExporter(old)
      async let result = exporter.export(try request())
      await old.begun.wait(for: 1)
      exporter.replace(by: new)
      old.release()
      #expect(try await result == ending)
      #expect(new.itemCount == 0)
    }
  }

  @Test("Without a new one, what is given up is given up; and one that comes in a drain is told of it")
  func drain() async throws {
    let old = ScriptedExporter { _ in .failure(ExportError(.unavailable, ending: .shutDown)) }
    let exporter = ReplaceableExporter(old)
    guard case .failure = await exporter.export(try request()) else { return #expect(Bool(false)) }
    exporter.beginDrain(within: .seconds(1))
    exporter.stopRetrying()
    let new = ScriptedExporter()
    exporter.replace(by: new)
    #expect((new.drains.count, new.stopped.count) == (1, 1))
  }

  @Test("Every property of a destination that is different makes it another one")
  func equality() {
    let base = OTLPExporterConfiguration(endpoint: "http://one")
    #expect(base == OTLPExporterConfiguration(endpoint: "http://one"))
    let changes: [(inout OTLPExporterConfiguration) -> Void] = [
      { $0.endpoint = "http://two" }, { $0.wireProtocol = .grpc }, { $0.headers = [("a", "b")] },
      { $0.timeout = .seconds(1) }, { $0.compression = .gzip(level: 1) }, { $0.certificateFile = "a" },
      { $0.clientCertificateFile = "a" }, { $0.clientKeyFile = "a" }, { $0.credentials.token = "a" },
      { $0.retry.maximumElapsed = .seconds(1) }, { $0.maximumConcurrentExports = 9 },
      { $0.cutStatuses = [] }, { $0.maximumConnectionAge = .zero }, { $0.maximumResponseBytes = 1 },
      { $0.settingsPrefix = "a" },
    ]
    for (number, change) in changes.enumerated() {
      var other = base
      change(&other)
      #expect(other != base, "change \(number)")
    }
  }
}
