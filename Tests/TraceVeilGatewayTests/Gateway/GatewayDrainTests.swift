import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Drain", .timeLimit(.minutes(5)))
struct GatewayDrainTests {
  private static let body = OTLPBytes.traces(spans: 3)

  @Test("What waits is delivered before the end")
  func delivers() async throws {
    let server = try await ScriptedServer.start()
    let ending = try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "OTEL_BSP_SCHEDULE_DELAY": "600000",
    ]) { running in
      let connection = try await running.connect()
      let response = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(response?.status == 200)
      #expect(server.requests.isEmpty, "it waits for more")
    }
    #expect(server.requests.count == 1)
    #expect(ending.reports[.traces]?.delivered == 3)
    #expect(ending.undeliveredItems == 0)
    await server.stop()
  }

  @Test("While it lasts: 503 for new requests, /readyz down, /livez up")
  func duringDrain() async throws {
    let server = try await ScriptedServer.start(afterwards: .stall)
    var log: Lines?
    let ending = try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "TRACEVEIL_SHUTDOWN_TIMEOUT": "60000",
      // The one attempt that there is ends when the test says so.
      "TRACEVEIL_RETRY_MAX_ELAPSED": "0",
    ]) { running in
      log = running.log
      let connection = try await running.connect()
      _ = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      await server.received.wait(for: 1)
      try await running.becomes(ready: 200)
      await running.beginShutdown()
      try await running.becomes(ready: 503)
      #expect(try await running.admin("/readyz")?.text.hasPrefix("draining: told to end") == true)
      #expect(try await running.admin("/livez")?.status == 200)
      let refused = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(refused?.status == 503)
      #expect(refused?["retry-after"] != nil)
      let fresh = await (try running.connect()).request(
        "POST",
        "/v1/traces",
        headers: [protobuf],
        body: Self.body
      )
      #expect(fresh?.status == 503)
      // The destination goes away, and with it the last hope.
      await server.stop()
    }
    #expect(ending.undeliveredItems == 3)
    let line = log?.all.first { $0.contains("msg=\"Not delivered\"") }
    #expect(line?.contains("level=error") == true)
    #expect(line?.contains(" signal=traces") == true && line?.contains(" undelivered=3") == true)
  }

  @Test("A request that is inside may finish")
  func finishesRequests() async throws {
    let server = try await ScriptedServer.start()
    let ending = try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "TRACEVEIL_SHUTDOWN_TIMEOUT": "60000",
      // The report counts what was delivered after the shutdown began, so nothing may be due before.
      "OTEL_BSP_SCHEDULE_DELAY": "600000",
    ]) { running in
      let connection = try await running.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Expect: 100-continue\r\nContent-Length: \(Self.body.count)\r\n\r\n"
      )
      #expect(await connection.response()?.status == 100)
      try await running.becomes(ready: 200)
      await running.beginShutdown()
      try await running.becomes(ready: 503)
      await connection.send(Self.body)
      #expect(await connection.response()?.status == 200)
    }
    #expect(ending.reports[.traces]?.delivered == 3)
    #expect(server.requests.count == 1)
    await server.stop()
  }

  @Test("A request that does not finish is cut off, and holds nothing up")
  func cutsOff() async throws {
    let ending = try await RunningGateway.with(["TRACEVEIL_SHUTDOWN_TIMEOUT": "100"]) { running in
      let connection = try await running.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Expect: 100-continue\r\nContent-Length: \(Self.body.count)\r\n\r\n"
      )
      #expect(await connection.response()?.status == 100)
      await running.beginShutdown()
      await connection.closedByPeer()
    }
    #expect(ending.undeliveredItems == 0)
  }

  @Test("Senders that wait for a destination's answer are told to come again, and hold nothing up")
  func answersWaiting() async throws {
    let server = try await ScriptedServer.start(afterwards: .stall)
    let ending = try await RunningGateway.with([
      "OTEL_EXPORTER_OTLP_ENDPOINT": server.url(""), "TRACEVEIL_SHUTDOWN_TIMEOUT": "4000",
      "TRACEVEIL_ACK": "delivered", "TRACEVEIL_ACK_TIMEOUT": "600000",
    ]) { running in
      let connection = try await running.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Content-Length: \(Self.body.count)\r\n\r\n"
      )
      await connection.send(Self.body)
      await server.received.wait(for: 1)
      await running.beginShutdown()
      let response = await connection.response()
      #expect(response?.status == 503)
      #expect(response?["retry-after"] != nil)
    }
    #expect(ending.reports[.traces]?.undeliveredItems == 3)
    await server.stop()
  }
}
