import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// Attempts over a real connection, on a clock that stands still.
@Suite(.timeLimit(.minutes(5))) struct OTLPHTTPRetryTests {
  private let clock = ManualClock()
  private let request = ExportRequest.unsealed(
    body: ByteBuffer(repeating: 7, count: 100_000),
    itemCount: 10
  )

  private func withExporter(
    _ script: [ScriptedAnswer],
    afterwards: ScriptedAnswer = .ok,
    _ change: (inout OTLPExporterConfiguration) -> Void = { _ in },
    _ body: (OTLPHTTPExporter, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try await ScriptedServer.start(script, afterwards: afterwards)
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    change(&configuration)
    let exporter = try OTLPHTTPExporter(
      configuration: configuration,
      clock: clock,
      logger: .silent,
      random: { 0.5 }
    )
    try await body(exporter, server)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  @Test(arguments: [429, 502, 503, 504])
  func repeatsTheSameBytes(status: Int) async throws {
    try await withExporter([.status(status)]) { exporter, server in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .milliseconds(500))
      clock.advance(by: .milliseconds(500))
      #expect(await result == .success)
      #expect(server.requests.count == 2)
      #expect(Set(server.requests.map(\.body)).count == 1)
      #expect(exporter.statistics.retries == 1)
      #expect(exporter.statistics.sentBytes == 200_000)
      #expect(exporter.statistics.lastError == .unavailable)
    }
  }

  @Test(arguments: [ScriptedAnswer.resetBeforeReading, .resetAfterReading])
  func repeatsAfterALostConnection(answer: ScriptedAnswer) async throws {
    try await withExporter([answer]) { exporter, server in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .milliseconds(500))
      clock.advance(by: .milliseconds(500))
      #expect(await result == .success)
      #expect(server.requests.count == 2)
      #expect(exporter.statistics.lastError == .connectionFailed)
    }
  }

  @Test func repeatsAfterTheTimeLimitOfAnAttempt() async throws {
    try await withExporter([.stall]) { exporter, server in
      async let result = exporter.export(request)
      await server.received.wait(for: 1)
      await clock.waitForSleeper(until: .seconds(10))
      clock.advance(by: .seconds(10))
      await clock.waitForSleeper(until: .milliseconds(10_500))
      clock.advance(by: .milliseconds(500))
      #expect(await result == .success)
      #expect(exporter.statistics.lastError == .attemptTimedOut)
    }
  }

  @Test func repeatsWhenNobodyListens() async throws {
    let nobody = try #require(UnansweredPort())
    let configuration = OTLPExporterConfiguration(endpoint: "http://127.0.0.1:\(nobody.port)")
    let exporter = try OTLPHTTPExporter(
      configuration: configuration,
      clock: clock,
      logger: .silent,
      random: { 0.5 }
    )
    async let result = exporter.export(request)
    await clock.waitForSleeper(until: .milliseconds(500))
    exporter.stopRetrying()
    #expect(await result == .failure(ExportError(.connectionFailed, ending: .shutDown)))
    _ = await exporter.shutdown(timeout: .seconds(10))
    withExtendedLifetime(nobody) {}
  }

  @Test func waitsAsLongAsTheDestinationSays() async throws {
    try await withExporter([.status(503, retryAfter: "7")]) { exporter, server in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .seconds(7))
      #expect(exporter.statistics.throttledFor == .seconds(7))
      clock.advance(by: .seconds(7))
      #expect(await result == .success)
    }
  }

  @Test func understandsADate() async throws {
    // 90 seconds after the clock's 18 May 2033 03:33:20 GMT.
    let clock = ManualClock(unixTime: 2_000_000_000)
    let server = try await ScriptedServer.start([
      .status(429, retryAfter: "Wed, 18 May 2033 03:34:50 GMT")
    ])
    let exporter = try OTLPHTTPExporter(
      configuration: OTLPExporterConfiguration(endpoint: server.url()),
      clock: clock,
      logger: .silent,
      random: { 0.5 }
    )
    async let result = exporter.export(request)
    await clock.waitForSleeper(until: .seconds(90))
    clock.advance(by: .seconds(90))
    #expect(await result == .success)
    _ = await exporter.shutdown(timeout: .seconds(10))
    await server.stop()
  }

  @Test func givesUpInTheEnd() async throws {
    let configure = { (configuration: inout OTLPExporterConfiguration) in
      configuration.retry.maximumElapsed = .milliseconds(600)
    }
    try await withExporter([], afterwards: .status(503), configure) { exporter, server in
      async let result = exporter.export(request)
      await clock.waitForSleeper(until: .milliseconds(500))
      clock.advance(by: .milliseconds(500))
      await clock.waitForSleeper(until: .milliseconds(600))
      clock.advance(by: .milliseconds(100))
      #expect(
        await result
          == .failure(ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503))
      )
      #expect(server.requests.count == 3)
    }
  }

  @Test func neverRepeatsWhatTheDestinationHasTaken() async throws {
    let configure = { (configuration: inout OTLPExporterConfiguration) in configuration.timeout = .zero }
    try await withExporter([.stallInBody([1, 2, 3])], configure) { exporter, server in
      async let result = exporter.export(request)
      await server.received.wait(for: 1)
      await server.stop()
      #expect(await result == .success)
      #expect(exporter.statistics.unreadableResponses == 1)
      #expect(server.requests.count == 1)
    }
  }

  @Test func endsWhenCancelled() async throws {
    try await withExporter([.stall]) { exporter, server in
      await withTaskGroup(of: ExportResult.self) { group in
        group.addTask { await exporter.export(request) }
        await server.received.wait(for: 1)
        group.cancelAll()
        let result = await group.next()
        #expect(result == .failure(.cancelled))
      }
    }
  }
}
