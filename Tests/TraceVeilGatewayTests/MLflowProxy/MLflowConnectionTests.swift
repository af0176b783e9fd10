import HTTPServer
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// What goes through drop-in mode over real sockets, and what becomes of it.
@Suite("Connections of drop-in mode", .timeLimit(.minutes(1)))
struct MLflowConnectionTests {
  private static let artifact = "/api/2.0/mlflow-artifacts/artifacts/0/5f/artifacts/model.bin"

  @Test("A body without room to be inflated: 503, counted as overload and not as a failed redaction")
  func overloaded() async throws {
    try await drop(["TRACEVEIL_QUEUE_BYTES": "65536"]) { running, connection, server in
      guard let reservation = running.gateway.budget.reserve(30_000) else {
        Issue.record("no room")
        return
      }
      let hold = ByteBudgetHold(reservation)
      let body = GzipBytes.stored(Array(repeating: 0, count: 20_000))
      let headers = [protobuf, ("Content-Encoding", "gzip"), ("x-mlflow-experiment-id", "0")]
      let response = await connection.request("POST", "/v1/traces", headers: headers, body: body)
      #expect(response?.status == 503)
      #expect(response?["retry-after"] == "1")
      #expect(
        running.gateway.mlflow?.counters.requests == [.init(routeClass: .otlp, outcome: .overloaded): 1]
      )
      #expect(running.gateway.budget.reserved == hold.bytes)
      #expect(Self.asked(server).isEmpty)
    }
  }

  @Test("A body that passes arrives as it came, short or long, declared or in chunks")
  func passes() async throws {
    try await drop { running, connection, server in
      let bodies = [0, 1, 16 << 10, 1 << 20].map { count in (0..<count).map { UInt8(truncatingIfNeeded: $0) }
      }
      for body in bodies {
        #expect(await connection.request("PUT", Self.artifact, body: body)?.status == 200)
        await connection.send(
          "PUT \(Self.artifact) HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        if !body.isEmpty {
          await connection.send("\(String(body.count, radix: 16))\r\n".utf8 + body + "\r\n".utf8)
        }
        await connection.send("0\r\n\r\n")
        #expect(await connection.response()?.status == 200)
      }
      #expect(Self.asked(server).map(\.body) == bodies.flatMap { [$0, $0] })
      try await Self.counts(running, .passed, 8)
    }
  }

  @Test(
    "A client that leaves in the middle of its body: nobody is told that it was whole",
    arguments: [9, 1 << 20]
  )
  func aborted(length: Int) async throws {
    try await drop { running, connection, server in
      await connection.send(
        "PUT \(Self.artifact) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length)\r\n\r\n12345678"
      )
      await connection.close()
      try await Self.counts(running, .aborted, 1)
      #expect(Self.asked(server).isEmpty)
    }
  }

  @Test("A server that breaks off while a body is on its way: 502, and the rest of the body is dropped")
  func brokenOff() async throws {
    try await drop(answers: .resetBeforeReading) { running, connection, server in
      let body = Array(repeating: UInt8(ascii: "x"), count: 4 << 20)
      for _ in 0..<2 { #expect(await connection.request("PUT", Self.artifact, body: body)?.status == 502) }
    }
  }

  @Test("A request whose server never answers does not keep a shutdown from delivering what was accepted")
  func shutdown() async throws {
    let variables = ["TRACEVEIL_SHUTDOWN_TIMEOUT": "8000", "OTEL_BSP_SCHEDULE_DELAY": "600000"]
    let ending = try await drop(variables, answers: .stall) { running, connection, server in
      let sender = try await running.connect()
      let body = OTLPBytes.traces(spans: 3)
      #expect(await sender.request("POST", "/v1/traces", headers: [protobuf], body: body)?.status == 200)
      await connection.send("GET /api/2.0/mlflow/experiments/get HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try await Self.until { !Self.asked(server).isEmpty }
    }
    #expect(ending.reports[.traces]?.undeliveredItems == 0)
  }

  @Test("An address or a header may have 64 KiB, as MLflow takes them; a longer one is answered in words")
  func longHeads() async throws {
    try await drop { running, connection, server in
      let uri = "/api/3.0/mlflow/traces/batchGet?trace_ids=" + String(repeating: "0", count: 60_000)
      #expect(await connection.request("GET", uri)?.status == 200)
      let token = ("Authorization", "Bearer " + String(repeating: "a", count: 60_000))
      #expect(await connection.request("GET", "/version", headers: [token])?.status == 200)
      #expect(Self.asked(server).first?.uri == uri)
      await connection.send(
        "GET \(uri + String(repeating: "0", count: 10_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n"
      )
      let answer = await connection.response()
      #expect(
        answer?.status == 431
          && answer.map { String(decoding: $0.body, as: UTF8.self) }?.contains("64 KiB") == true
      )
      let counted = running.gateway.mlflow?.counters.requests[.init(routeClass: .unknown, outcome: .tooLarge)]
      #expect(counted == 1)
    }
  }

  @Test("What is no HTTP is answered in words")
  func noHTTP() async throws {
    try await drop { running, connection, server in
      await connection.send("GET / HTTP/9.9.9\r\n\r\n")
      let answer = await connection.response()
      #expect(
        answer?.status == 400
          && answer.map { String(decoding: $0.body, as: UTF8.self) }?.contains("HTTP") == true
      )
    }
  }

  /// Returns once so many requests have ended so, and no others: an answer may be there before its count.
  private static func counts(_ running: RunningGateway, _ outcome: MLflowOutcome, _ count: Int) async throws {
    let expected = [MLflowCounters.Key(routeClass: .other, outcome: outcome): count]
    try await until { running.gateway.mlflow?.counters.requests == expected }
  }

  /// Ends with the time limit of the test, too.
  private static func until(_ condition: () -> Bool) async throws {
    while !condition() {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  /// What has come there beside questions whether it is there.
  private static func asked(_ server: ScriptedServer) -> [ReceivedRequest] {
    server.requests.filter { $0.uri != "/health" }
  }

  @discardableResult
  private func drop(
    _ variables: [String: String] = [:],
    answers: ScriptedAnswer = .ok,
    _ body: (RunningGateway, RawConnection, ScriptedServer) async throws -> Void
  ) async throws -> Gateway.Ending {
    let server = try await ScriptedServer.start(afterwards: answers)
    let own = [
      "TRACEVEIL_MLFLOW_UPSTREAM": "http://localhost:\(server.port)",
      "TRACEVEIL_MLFLOW_LISTEN": "127.0.0.1:0",
    ]
    let ending = try await RunningGateway.with(variables.merging(own) { $1 }) { running in
      let port = running.listeners.mlflow?.address?.port ?? 0
      try await body(running, RawConnection.open(port: port), server)
    }
    await server.stop()
    return ending
  }
}
