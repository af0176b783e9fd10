import NIOCore
import NIOHTTP1
import Synchronization
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("What the log says about the upstream", .timeLimit(.minutes(5)))
struct UpstreamFailuresTests {
  private let clock = ManualClock()
  private let log = LogRecorder()

  private func failures(_ variables: [String: String] = [:]) throws -> UpstreamFailures {
    let all = ["TRACEVEIL_MLFLOW_UPSTREAM": "http://mlflow:5000/mlf"].merging(variables) { $1 }
    let configuration = try #require(try GatewayConfiguration(Environment(all)).mlflow)
    return UpstreamFailures(configuration, redaction: .standard, clock: clock, logger: log.logger)
  }

  private let head = HTTPRequestHead(
    version: .http1_1,
    method: .POST,
    uri: "/v1/traces?key=hunter2",
    headers: ["x-mlflow-experiment-id": "7", "authorization": "Bearer hunter3"]
  )

  private func body(_ text: String) -> RefusalBody {
    var body = RefusalBody()
    body.append(ByteBuffer(string: text))
    return body
  }

  @Test("One line for each kind in an interval, with how many were held back")
  func limit() throws {
    let failures = try failures()
    for _ in 0..<3 { failures.note(.refused, head, .otlp) }
    failures.note(.reset, head, .otlp)
    let response = UpstreamResponse(status: .notFound)
    for routeClass in [MLflowRouteClass.otlp, .otlp, .trace] {
      failures.note(response, body("not here"), to: head, routeClass)
    }
    #expect(log.lines.compactMap { $0.metadata["reason"] } == ["refused", "reset"])
    #expect(log.lines.compactMap { $0.metadata["message"] } == ["not here", "not here"])
    clock.advance(by: UpstreamFailures.interval)
    failures.note(.refused, head, .otlp)
    #expect(log.lines.last?.metadata["unlogged_failures"] == "2")
  }

  @Test("Refusals of other kinds have lines of their own, and there is a bound on how many")
  func kinds() throws {
    let failures = try failures()
    for (status, code) in [(404, "A_B"), (404, "C_D"), (422, "C_D"), (404, "A_B")] {
      let response = UpstreamResponse(
        status: .init(statusCode: status),
        headers: ["content-type": "application/json"]
      )
      failures.note(response, body(#"{"error_code":"\#(code)","message":"m"}"#), to: head, .otlp)
    }
    #expect(log.lines.count == 3)
    for number in 0..<2000 {
      let response = UpstreamResponse(status: .badRequest, headers: ["content-type": "application/json"])
      failures.note(response, body(#"{"error_code":"E_\#(number)","message":"m"}"#), to: head, .trace)
    }
    #expect(log.lines.count <= 520)
  }

  @Test("What was too large is said, once in an interval for each route")
  func tooLarge() throws {
    let failures = try failures()
    for routeClass in [MLflowRouteClass.otlp, .otlp, .traceData] { failures.noteTooLarge(routeClass) }
    #expect(log.lines.map { $0.metadata["route"] } == ["otlp", "trace_data"])
    #expect(log.lines.allSatisfy { $0.metadata["advice"]?.contains("TRACEVEIL_MAX_REQUEST_BYTES") == true })
  }

  @Test("A head that was too long is said once in an interval")
  func largeHead() throws {
    let failures = try failures()
    for _ in 0..<2 { failures.noteLargeHead() }
    clock.advance(by: UpstreamFailures.interval)
    failures.noteLargeHead()
    #expect(log.lines.map { $0.metadata["unlogged_failures"] } == ["0", "1"])
  }

  @Test("A route that a server does not have, which takes others, is a matter of its version")
  func route() throws {
    let failures = try failures()
    for othersSucceed in [false, true] {
      let response = UpstreamResponse(status: othersSucceed ? .methodNotAllowed : .notFound)
      failures.note(
        response,
        body("<title>Not Found</title>"),
        to: head,
        .trace,
        othersSucceed: othersSucceed
      )
    }
    #expect(log.lines.first?.metadata["advice"]?.contains("TRACEVEIL_MLFLOW_UPSTREAM") == true)
    #expect(log.lines.last?.metadata["advice"]?.contains("its version of MLflow") == true)
  }

  @Test("A line has the address, the experiment and the server's words, and nothing of the request besides")
  func parts() throws {
    let response = UpstreamResponse(status: .unauthorized, headers: ["content-type": "text/plain"])
    try failures().note(response, body("Who is bob@example.com?"), to: head, .otlp)
    let line = try #require(log.lines.first)
    #expect(line.metadata["upstream"] == "http://mlflow:5000/mlf")
    #expect(line.metadata["experiment"] == "7" && line.metadata["http_status"] == "401")
    #expect(line.metadata["message"] == "Who is <EMAIL_ADDRESS>?")
    #expect(line.metadata["advice"] == "the server does not accept the credentials")
    #expect(!log.text.contains("hunter"))
  }

  @Test("What is compressed, and what is too long, is not read")
  func unread() throws {
    let failures = try failures()
    let gzip = UpstreamResponse(status: .badRequest, headers: ["content-encoding": "gzip"])
    failures.note(gzip, body("text"), to: head, .otlp)
    var long = RefusalBody()
    for _ in 0..<100 { long.append(ByteBuffer(repeating: 0x61, count: 1 << 10)) }
    #expect(long.bytes.readableBytes == AnswerText.maximumBytes + 1)
    failures.note(UpstreamResponse(status: .badRequest), long, to: head, .trace)
    #expect(log.lines.count == 2 && log.lines.allSatisfy { $0.metadata["message"] == nil })
  }

  @Test(
    "A success is no refusal, and neither is a read that finds nothing",
    arguments: [
      (HTTPMethod.POST, 200, false), (.POST, 302, false), (.POST, 404, true), (.PUT, 503, true),
      (.GET, 404, false), (.HEAD, 401, false), (.GET, 500, true),
    ]
  )
  func refusals(method: HTTPMethod, status: Int, isOne: Bool) {
    let response = UpstreamResponse(status: HTTPResponseStatus(statusCode: status))
    #expect((UpstreamFailures.refusalBody(response, to: method) != nil) == isOne)
  }

  @Test("The monitor tells why nobody should come, and each change once")
  func monitor() async throws {
    let outcomes = Mutex<[UpstreamHealth.Outcome]>([
      .noAnswer(.nameNotResolved), .noAnswer(.nameNotResolved), .status(503), .status(404), .status(200),
    ])
    let monitor = UpstreamMonitor(
      address: "http://mlflow:5000/",
      failures: try failures(),
      clock: clock,
      logger: log.logger,
      ask: { outcomes.withLock { $0.removeFirst() } }
    )
    #expect(monitor.trouble == "starting: MLflow at http://mlflow:5000/ has not been asked yet")
    await monitor.askIfDue()
    #expect(monitor.trouble == "MLflow at http://mlflow:5000/ is away: dns")
    await monitor.askIfDue()
    #expect(outcomes.withLock { $0.count } == 4, "it is not time yet")
    for _ in 0..<4 {
      clock.advance(by: UpstreamHealth.intervalWhileAway)
      await monitor.askIfDue()
    }
    #expect(monitor.trouble == nil)
    #expect(
      log.lines.map { $0.metadata["reason"] ?? $0.message } == [
        "dns", "status_503", "status_404", "MLflow answers",
      ]
    )
    #expect(log.lines[2].metadata["advice"]?.contains("static prefix") == true)
    #expect(log.lines.first?.metadata["advice"]?.contains("TRACEVEIL_MLFLOW_UPSTREAM") == true)
  }
}
