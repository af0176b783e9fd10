import HTTPServer
import JSON
import NIOCore
import NIOPosix
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// What goes through drop-in mode over real sockets, and what becomes of it.
@Suite("Connections of drop-in mode", .timeLimit(.minutes(5)))
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
      // What had come of the body goes back when the request has ended, which may be behind its answer.
      try await Self.until { running.gateway.budget.reserved == hold.bytes }
      #expect(Self.asked(server).isEmpty)
    }
  }

  @Test("What is found in the query of a write does not reach MLflow's log; another query stays as it came")
  func queries() async throws {
    try await drop { running, connection, server in
      for query in ["?a=to%20a%40b.example&b=%7e+c", "?a@b.example=1", "?b=%7e+c&d"] {
        let path = "/api/3.0/mlflow/traces/tr-1/assessments\(query)"
        #expect(await connection.request("POST", path, body: Array("{}".utf8))?.status == 200)
      }
      let asked = Self.asked(server).map { $0.uri.drop { $0 != "?" } }
      #expect(
        asked == ["?a=to%20%3CEMAIL_ADDRESS%3E&b=~%20c", "?%3CEMAIL_ADDRESS%3E=1", "?b=%7e+c&d"]
      )
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

  @Test("An answer arrives as it came, short or long", arguments: [0, 1, 65_535, 65_536, 1 << 20])
  func answers(count: Int) async throws {
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try await drop(answers: .answer(status: 203, headers: [("x-own", "a")], body: body)) {
      running,
      connection,
      server in
      for _ in 0..<2 {
        let answer = await connection.request("GET", Self.artifact)
        #expect(answer?.status == 203 && answer?["x-own"] == "a" && answer?["content-length"] == "\(count)")
        #expect(answer?.body == body)
      }
      try await Self.counts(running, .passed, 2, .read)
    }
  }

  @Test("An answer that breaks off: 502 where it is short; else the client's connection ends in the middle")
  func brokenAnswers() async throws {
    for count in [100, 1 << 20] {
      try await drop(answers: .breakInBody(Array(repeating: 1, count: count))) {
        running,
        connection,
        server in
        let answer = await connection.request("GET", Self.artifact)
        #expect(answer?.status == (count == 100 ? 502 : nil))
        try await Self.counts(running, .upstreamFailed, 1, .read)
      }
    }
  }

  @Test("A client that leaves in the middle of an answer ends it at the server, too")
  func abandonedAnswer() async throws {
    try await drop(answers: .endlessBody) { running, connection, server in
      await connection.send("GET \(Self.artifact) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try await Self.until { !Self.asked(server).isEmpty }
      await connection.close()
      try await Self.until { server.openConnections == 0 }
      try await Self.counts(running, .passed, 1, .read)
    }
  }

  @Test(
    "A client that leaves while MLflow has a request: a read ends at once, a write in time, and nothing is kept"
  )
  func leftAlone() async throws {
    try await drop(answers: .stall) { running, connection, server in
      let proxy = try #require(running.gateway.mlflow)
      let impatient = try await HTTPListener(
        address: ListenAddress(host: "127.0.0.1", port: 0),
        service: MLflowProxyService(proxy, patience: .milliseconds(20)),
        limits: MLflowProxyService.limits,
        maximumConnections: 10
      )
      let writer = try await RawConnection.open(port: impatient.address?.port ?? 0)
      let route = "/api/2.0/mlflow/traces/tr-1/tags"
      let body = #"{"key": "a", "value": "b"}"#
      await writer.send(
        "PATCH \(route) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      )
      await connection.send("GET \(Self.artifact) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try await Self.until { Self.asked(server).count == 2 }
      await connection.close()
      await writer.close()
      try await Self.until {
        (proxy.counters.requests.values.reduce(0, +), running.gateway.budget.reserved) == (2, 0)
      }
      #expect(Set(proxy.counters.requests.keys.map(\.outcome)) == [.aborted])
      await impatient.close()
    }
  }

  @Test("A write of a client that has left is carried out")
  func leftWrite() async throws {
    let gate = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    try await drop(answers: .when(gate.futureResult)) { running, connection, server in
      let body = Array("12345678".utf8)
      await connection.send(
        "PUT \(Self.artifact) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\n\r\n".utf8
          + body
      )
      try await Self.until { !Self.asked(server).isEmpty }
      await connection.close()
      try await Self.until { running.listeners.mlflow?.openConnections == 0 }
      gate.succeed()
      try await Self.counts(running, .passed, 1)
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

  @Test("Behind an answer of 500 nothing is sent on its connection: MLflow closes it, and does not say so")
  func connectionsOfFailures() async throws {
    try await drop(answers: .deciding { $0.uri.hasSuffix("/failing") ? 500 : 200 }) {
      running,
      connection,
      server in
      let path = "/api/2.0/mlflow/experiments/get"
      for (target, status) in [(path + "/failing", 500), (path, 200), (path, 200)] {
        let answer = await connection.request("GET", target)
        #expect(answer?.status == status && answer?["connection"] == nil)
      }
      let connections = Self.asked(server).map(\.connection)
      #expect(connections.count == 3)
      #expect(connections.first != connections.last && connections.dropFirst().first == connections.last)
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

  @Test("A request line with a whole address is one for its path, if its host is this one")
  func wholeAddress() async throws {
    try await drop { running, connection, server in
      for (line, status) in [
        ("http://localhost/version?a=b", 200), ("HTTP://127.0.0.1:80/version?a=b", 200),
        ("http://other.example/version", 403), ("ftp://localhost/version", 400), ("http:///version", 403),
      ] {
        await connection.send("GET \(line) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(await connection.response()?.status == status, "\(line)")
      }
      #expect(Self.asked(server).map(\.uri) == ["/version?a=b", "/version?a=b"])
      // What would be refused is refused all the same.
      await connection.send(
        "POST http://localhost/api/9.0/mlflow/traces/new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
      )
      #expect(await connection.response()?.status == 403)
    }
  }

  @Test("What cannot be read is refused as MLflow does it, in JSON")
  func refusals() async throws {
    try await drop { running, connection, server in
      let start = "/api/3.0/mlflow/traces"
      let spans = "/v1/traces"
      for (path, type, body) in [
        (start, "application/json", "{\"a"), (start, "text/plain", "{\"a"), (start, "application/json", ""),
        (spans, "text/plain", "a"), (spans, "application/xml", "a"), (spans, "application/json", "{\"a"),
      ] {
        let headers = [("Content-Type", type), ("x-mlflow-experiment-id", "0")]
        let answer = await connection.request("POST", path, headers: headers, body: Array(body.utf8))
        #expect(answer?.status == 400 && answer?["content-type"] == "application/json")
        let json = try JSONParser.parse(try #require(answer).body)
        #expect(json["error_code"] == .string("INVALID_PARAMETER_VALUE"))
      }
      #expect(Self.asked(server).isEmpty)
    }
  }

  @Test("Spans in protobuf that cannot be read are refused as OTLP does it, in protobuf")
  func protobufRefusals() async throws {
    try await drop { running, connection, server in
      for (experiment, body) in [("0", [0xFF, 0xFF]), (" ", OTLPBytes.traces(spans: 1))] {
        let headers = [protobuf, ("x-mlflow-experiment-id", experiment)]
        let answer = try #require(
          await connection.request("POST", "/v1/traces", headers: headers, body: body)
        )
        #expect(answer.status == 400 && answer["content-type"] == "application/x-protobuf")
        let message = try ExportResponse.decodeStatusMessage(answer.body.span, from: .protobuf)
        #expect(message.hasPrefix("TraceVeil: "))
      }
      #expect(Self.asked(server).isEmpty)
    }
  }

  @Test("A path that is no UTF-8 is MLflow's to answer")
  func paths() async throws {
    try await drop { running, connection, server in
      #expect(await connection.request("GET", "/caf%E9")?.status == 200)
      #expect(await connection.request("DELETE", "/api/3.0/mlflow/mcp-servers/%ff?a=%ff")?.status == 200)
      let asked = Self.asked(server).map(\.uri)
      #expect(asked == ["/caf%EF%BF%BD", "/api/3.0/mlflow/mcp-servers/%EF%BF%BD?a=%ff"])
    }
  }

  @Test("Another file in a trace's folder is stored redacted, and of what may not be stored, what it was")
  func otherFiles() async throws {
    try await drop { running, connection, server in
      let folder = "/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/"
      let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1]
      for (file, body, status) in [
        ("notes.txt", Array("of kim@post.example".utf8), 200),
        ("sub/a.json", Array("{\"a\":\"k@p.example\"}".utf8), 200),
        ("a.png", picture, 200), ("kim@post.example.txt", [], 403), ("k%40p.example/a.txt", [], 403),
        ("traces.pb", picture, 403),
      ] {
        #expect(await connection.request("PUT", folder + file, body: body)?.status == status, "\(file)")
      }
      let stored = Self.asked(server).map { String(decoding: $0.body, as: UTF8.self) }
      #expect(
        stored == [
          "of <EMAIL_ADDRESS>", #"{"a":"<EMAIL_ADDRESS>"}"#,
          "[attachment image/png, 10 bytes: dropped by TraceVeil]",
        ]
      )
    }
  }

  @Test("A traces.json that is no JSON is stored, as MLflow does it, and redacted like other files")
  func traceDataWithoutJSON() async throws {
    try await drop { running, connection, server in
      let file = "/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/traces.json"
      let cut = #"{"spans": [{"attributes": {"mlflow.spanInputs": "{\"mail\": \"kim@post.example\"}"#
      for body in [Array("of kim@post.example".utf8), Array(cut.utf8), [], [0, 1, 2, 0xFF]] {
        #expect(await connection.request("PUT", file, body: body)?.status == 200)
      }
      let stored = Self.asked(server).map { String(decoding: $0.body, as: UTF8.self) }
      #expect(
        stored == [
          "of <EMAIL_ADDRESS>", cut.replacing("kim@post.example", with: "<EMAIL_ADDRESS>"), "",
          "[attachment application/octet-stream, 4 bytes: dropped by TraceVeil]",
        ]
      )
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
  private static func counts(
    _ running: RunningGateway,
    _ outcome: MLflowOutcome,
    _ count: Int,
    _ routeClass: MLflowRouteClass = .other
  ) async throws {
    let expected = [MLflowCounters.Key(routeClass: routeClass, outcome: outcome): count]
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
