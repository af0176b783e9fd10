import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Reload of a policy", .timeLimit(.minutes(5)))
struct PolicyReloadTests {
  private let files = TemporaryDirectory()
  private static let body = OTLPBytes.traces(spans: 1, value: "mail to alice@example.com now")

  /// Sends a span, and answers all that has been delivered then.
  private func delivered(_ count: Int, _ running: RunningGateway, _ server: ScriptedServer) async throws
    -> String
  {
    let connection = try await running.connect()
    let response = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
    #expect(response?.status == 200)
    await connection.close()
    await server.received.wait(for: count)
    return server.requests.map { String(decoding: $0.body, as: UTF8.self) }.last ?? ""
  }

  @Test("A valid file takes effect, an invalid one is refused by line and key and the old one stays")
  func reload() async throws {
    func write(_ text: String) -> String { files.file("policy.yaml", "version: 1\n" + text) }
    let server = try await ScriptedServer.start()
    let path = write("entities: {EMAIL_ADDRESS: {operator: replace, replacement: FIRST}}\n")
    try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "TRACEVEIL_POLICY": path, "OTEL_BSP_SCHEDULE_DELAY": "1",
      "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
    ]) { running in
      let reloads = running.gateway.reloads
      #expect(try await delivered(1, running, server).contains("mail to FIRST now"))

      _ = write("entities: {EMAIL_ADDRESS: {operator: replace, replacement: SECOND}}\n")
      #expect(try await delivered(2, running, server).contains("mail to FIRST now"), "not reloaded yet")
      reloads.reloadAll()
      #expect(try await delivered(3, running, server).contains("mail to SECOND now"))

      _ = write("entities: {EMAIL_ADRESS: redact}\n")
      reloads.reloadAll()
      #expect(try await delivered(4, running, server).contains("mail to SECOND now"))
      let line = try #require(running.log.all.first { $0.contains("Policy refused") })
      #expect(line.contains(" line=2") && line.contains("key=entities.EMAIL_ADRESS") && line.contains(path))
      #expect(line.contains("level=error"))

      #expect(reloads.counts == [.policy: ReloadCounts(applied: 1, refused: 1)])
      let metrics = try await running.admin("/metrics")?.text ?? ""
      #expect(metrics.contains("traceveil_policy_reloads_total{outcome=\"applied\"} 1\n"))
      #expect(metrics.contains("traceveil_policy_reloads_total{outcome=\"refused\"} 1\n"))
      let status = try await running.admin("/status")?.text ?? ""
      #expect(status.contains("\"refused_reloads\" : 1") && status.contains("policy.yaml"))
    }
    await server.stop()
  }

  @Test("A gateway does not start on a file with a mistake")
  func refusesToStart() async throws {
    let path = files.file("policy.yaml", "version: 2\n")
    await #expect(throws: ConfigurationError.self) {
      try await RunningGateway.with(["TRACEVEIL_POLICY": path]) { _ in }
    }
  }
}
