import HTTPServer
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Gateway", .timeLimit(.minutes(5)))
struct GatewayTests {
  private static let secret = "alice@example.com"
  private static let body = OTLPBytes.traces(spans: 3, value: "mail to \(secret) now")

  private func contains(_ text: String, in bytes: [UInt8]) -> Bool {
    bytes.split(separator: Array(text.utf8)).count > 1
  }

  @Test("OTLP in, redacted, out: to the destination, with its headers and the sender's")
  func delivers() async throws {
    let server = try await ScriptedServer.start()
    let ending = try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url("/base"), "OTEL_EXPORTER_OTLP_HEADERS": "x-key=k%20v",
      "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
    ]) { running in
      let connection = try await running.connect()
      let headers = [protobuf, ("X-MLflow-Experiment-Id", "7"), ("Authorization", "Bearer s3cret")]
      let response = await connection.request("POST", "/v1/traces", headers: headers, body: Self.body)
      #expect(response?.status == 200)
    }
    #expect(ending.undeliveredItems == 0)
    #expect(server.requests.map(\.uri) == ["/base/v1/traces"])
    let request = try #require(server.requests.first)
    #expect(request.values(of: "x-key") == ["k v"])
    #expect(request.values(of: "x-mlflow-experiment-id") == ["7"])
    #expect(request.values(of: "authorization") == [])
    #expect(!contains(Self.secret, in: request.body))
    #expect(contains("mail to <EMAIL_ADDRESS> now", in: request.body))
    await server.stop()
  }

  @Test("Gzip by default")
  func compresses() async throws {
    let server = try await ScriptedServer.start()
    try await RunningGateway.with(["OTEL_EXPORTER_OTLP_ENDPOINT": server.url("")]) { running in
      let connection = try await running.connect()
      _ = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
    }
    #expect(server.requests.first?.values(of: "content-encoding") == ["gzip"])
    #expect(server.requests.first?.body.prefix(2) == [0x1F, 0x8B])
    await server.stop()
  }

  @Test("Without a destination it prints, redacted, and says so")
  func console() async throws {
    var lines: (console: Lines, log: Lines)?
    try await RunningGateway.with { running in
      lines = (running.console, running.log)
      let connection = try await running.connect()
      for signal in Signal.allCases {
        let body =
          switch signal {
          case .traces: Self.body
          case .logs: OTLPBytes.logs(body: "from \(Self.secret)")
          case .metrics: OTLPBytes.metrics(name: "of.\(Self.secret)")
          }
        let response = await connection.request("POST", "/v1/\(signal)", headers: [protobuf], body: body)
        #expect(response?.status == 200)
      }
    }
    let (console, log) = try #require(lines)
    #expect(!console.text.contains(Self.secret))
    #expect(console.text.contains("<EMAIL_ADDRESS>"))
    #expect(log.all.count { $0.contains("No destination is set") } == 3)
    #expect(!log.text.contains("EMAIL_ADDRESS"), "no payload in logs")
  }

  @Test("The line about drop-in mode says what becomes of OTLP only where OTLP is received")
  func dropInMode() async throws {
    for (listen, isSaid) in [("none", false), ("127.0.0.1:0", true)] {
      let variables = [
        "TRACEVEIL_HTTP_LISTEN": listen, "TRACEVEIL_MLFLOW_UPSTREAM": "http://127.0.0.1:9",
        "TRACEVEIL_MLFLOW_LISTEN": "127.0.0.1:0",
      ]
      try await RunningGateway.with(variables) { running in
        while !running.log.text.contains("msg=Listening") {
          try Task.checkCancellation()
          await Task.yield()
        }
        let line = try #require(running.log.all.first { $0.contains("Drop-in mode") })
        #expect(line.contains("upstream=http://127.0.0.1:9"))
        #expect(line.contains("standard output") == isSaid)
        #expect(!running.log.text.contains("No destination"))
      }
    }
  }

  @Test("The log names the ports as they were bound")
  func listeningLine() async throws {
    try await RunningGateway.with { running in
      try await running.becomes(ready: 200)
      let line = try #require(running.log.all.first { $0.contains("msg=Listening") })
      let http = try #require(running.listeners.http?.address)
      let admin = try #require(running.listeners.admin?.address)
      #expect(http.port != 0)
      #expect(line.contains(" http=\(http) ") && line.contains(" admin=\(admin) "))
    }
  }

  @Test("The counters obey the conservation law, in /status and in /metrics")
  func counters() async throws {
    let server = try await ScriptedServer.start()
    try await RunningGateway.with(["OTEL_EXPORTER_OTLP_ENDPOINT": server.url("/p?key=s3cret")]) { running in
      let connection = try await running.connect()
      _ = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      _ = await connection.request("POST", "/v1/traces", headers: [protobuf], body: [1, 2, 3])
      await server.received.wait(for: 1)
      _ = await (running.gateway.pipelines[.traces] as? ExportPipeline)?.forceFlush(timeout: .seconds(10))
      let snapshot = running.gateway.snapshot(of: running.listeners.receivers)
      #expect(snapshot.signals.allSatisfy { $0.pipeline.isBalanced })
      let status = try #require(try await running.admin("/status"))
      #expect(status["content-type"] == "application/json")
      #expect(!status.text.contains("s3cret"))
      for part in ["\"received\" : 3", "\"exported\" : 3", "\"EMAIL_ADDRESS\" : 3", "\"malformed\" : 1"] {
        #expect(status.text.contains(part))
      }
      let metrics = try #require(try await running.admin("/metrics")).text
      for line in [
        "traceveil_received_items_total{signal=\"traces\"} 3",
        "traceveil_exported_items_total{signal=\"traces\"} 3",
        "traceveil_redactions_total{entity=\"EMAIL_ADDRESS\",operator=\"replace\"} 3",
        "traceveil_requests_total{signal=\"traces\",outcome=\"malformed\"} 1",
        "traceveil_dropped_items_total{signal=\"traces\",reason=\"shutdown\"} 0",
      ] {
        #expect(metrics.contains("\n\(line)\n"))
      }
    }
    await server.stop()
  }

  @Test("OTEL_BSP_MAX_QUEUE_SIZE bounds the items that wait, when set")
  func maximumQueueSize() async throws {
    let server = try await ScriptedServer.start(afterwards: .stall)
    let ending = try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "OTEL_BSP_MAX_QUEUE_SIZE": "4",
      "OTEL_BSP_SCHEDULE_DELAY": "600000", "TRACEVEIL_SHUTDOWN_TIMEOUT": "50",
      "TRACEVEIL_ADMISSION_WAIT": "0",
    ]) { running in
      let connection = try await running.connect()
      let request = {
        await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status
      }
      #expect(await request() == 200)
      #expect(await request() == 503)
    }
    #expect(ending.undeliveredItems == 3)
    await server.stop()
  }

  @Test("A port that is taken is a configuration error")
  func portTaken() async throws {
    try await RunningGateway.with { running in
      let address = try #require(running.listeners.http?.address)
      let configuration = try GatewayConfiguration(
        Environment(["TRACEVEIL_HTTP_LISTEN": "\(address)", "TRACEVEIL_ADMIN_LISTEN": "none"])
      )
      let second = try Gateway(configuration, logger: running.gateway.logger) { _ in }
      let error = await #expect(throws: ConfigurationError.self) { try await second.bind() }
      #expect(error?.key == "TRACEVEIL_HTTP_LISTEN")
      await second.endThreads()
    }
  }
}
