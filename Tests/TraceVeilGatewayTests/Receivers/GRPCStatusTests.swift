import HTTPServer
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Every status that a call can get.
@Suite("Statuses of gRPC", .timeLimit(.minutes(5)))
struct GRPCStatusTests {
  private static let body = OTLPBytes.traces()
  private static let message = RawHTTP2.message(body)

  private struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var status: Int
    var outcome: RequestOutcome
    var path = exportTraces
    var fields: [(name: String, value: String)] = []
    var body = message
    var signal: Signal? = .traces

    var testDescription: String { name }
  }

  private static let logs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export"

  private static let cases: [Case] =
    [
      Case(name: "no such method", status: 12, outcome: .notFound, path: "/a.Service/Method", signal: nil),
      Case(name: "not served", status: 12, outcome: .notFound, path: logs, signal: .logs),
      Case(
        name: "no such coding",
        status: 12,
        outcome: .unsupportedMediaType,
        fields: [("grpc-encoding", "br")]
      ),
      Case(name: "no message", status: 12, outcome: .malformed, body: []),
      Case(name: "two messages", status: 12, outcome: .malformed, body: message + message),
      Case(name: "half a message", status: 3, outcome: .malformed, body: message.dropLast()),
      Case(name: "half a frame", status: 3, outcome: .malformed, body: [0, 0, 0]),
      Case(name: "no such flag", status: 3, outcome: .malformed, body: [2] + message.dropFirst()),
      Case(name: "no coding is named", status: 13, outcome: .malformed, body: [1] + message.dropFirst()),
      Case(
        name: "not gzip",
        status: 3,
        outcome: .malformed,
        fields: [("grpc-encoding", "gzip")],
        body: [1] + message.dropFirst()
      ),
      Case(name: "not protobuf", status: 3, outcome: .malformed, body: RawHTTP2.message([0xFF, 0xFF])),
      Case(name: "no timeout", status: 3, outcome: .malformed, fields: [("grpc-timeout", "1")]),
      Case(
        name: "too large, as its frame says",
        status: 8,
        outcome: .tooLarge,
        body: [0] + UInt32(2 << 20).bigEndianBytes
      ),
      Case(
        name: "in a circle",
        status: 9,
        outcome: .looped,
        fields: [(HopCount.header, String(HopCount.limit))]
      ),
      Case(
        name: "no experiment",
        status: 3,
        outcome: .invalidHeader,
        fields: [("x-mlflow-experiment-id", "one")]
      ),
    ]
    + ["a\u{1}b", "a\u{7F}b", "\u{1B}[31m"].map { tenant in
      Case(
        name: "control characters in \(tenant.debugDescription)",
        status: 3,
        outcome: .invalidHeader,
        fields: [("x-scope-orgid", tenant)]
      )
    }

  @Test("Refused for good", arguments: cases)
  private func refused(_ row: Case) async throws {
    let headers = ["x-mlflow-experiment-id", "x-scope-orgid"]
    try await Receiver.with(Receiver(forwardedHeaders: headers, signals: [.traces], speaksGRPC: true)) {
      receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let reply = try #require(await client.call(1, row.path, row.fields, body: row.body))
      #expect(reply[":status"] == "200")
      #expect(reply.status == row.status)
      #expect(reply["grpc-message"]?.isEmpty == false)
      #expect(receiver.count(row.outcome, row.signal) == 1)
      #expect(try reply.details().filter { $0.type.hasSuffix("RetryInfo") } == [])
      let next = await client.call(3, exportTraces, body: Self.message)
      #expect(next?.status == 0, "the connection is still good")
    }
  }

  @Test("A token is asked for, and nobody without learns anything else")
  func token() async throws {
    try await Receiver.with(Receiver(tokens: "secret", speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 16)
      #expect(
        await client.call(3, "/a/b", [("authorization", "Bearer no")], body: Self.message)?.status == 16
      )
      let good = [(name: "authorization", value: "Bearer secret")]
      #expect(await client.call(5, exportTraces, good, body: Self.message)?.status == 0)
      #expect(receiver.count(.unauthorized) == 1)
    }
  }

  @Test("Bad data is explained to programs")
  func badRequest() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let reply = try #require(await client.call(1, exportTraces, body: RawHTTP2.message([0xFF, 0xFF])))
      let detail = try #require(try reply.details().first)
      #expect(detail.type == "type.googleapis.com/google.rpc.BadRequest")
      #expect(String(decoding: detail.value, as: UTF8.self).contains("the message is truncated"))
    }
  }

  @Test("No room: come again, after a time that RetryInfo tells")
  func overloaded() async throws {
    try await Receiver.with(Receiver(budget: Self.body.count + 5, speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 0)
      let reply = try #require(await client.call(3, exportTraces, body: Self.message))
      #expect(reply.status == 14)
      #expect(try reply.retryDelay() == 3, "of 2.5 seconds, rounded up")
      #expect(receiver.count(.overloaded) == 1)
    }
  }

  @Test(
    "A full queue, one that ends: come again",
    arguments: [
      SubmitResult.full(retryAfter: .seconds(7)), .shutDown,
    ]
  )
  func refusedByQueue(_ answer: SubmitResult) async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      receiver.traces.answer(answer)
      let client = try await RawHTTP2.open(port: receiver.port)
      let reply = try #require(await client.call(1, exportTraces, body: Self.message))
      #expect(reply.status == 14)
      #expect(try reply.retryDelay() == (answer == .shutDown ? 1 : 7))
    }
  }

  @Test("While the gateway ends: come again")
  func shuttingDown() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      receiver.occupancy.close()
      let client = try await RawHTTP2.open(port: receiver.port)
      let reply = try #require(await client.call(1, exportTraces, body: Self.message))
      #expect(reply.status == 14)
      #expect(try reply.retryDelay() == 1)
    }
  }

  @Test("A call waits for room no longer than its sender does")
  func deadline() async throws {
    let receiver = try await Receiver(
      budget: Self.body.count + 5,
      admissionWait: .seconds(3600),
      speaksGRPC: true
    )
    try await Receiver.with(receiver) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 0)
      let reply = await client.call(3, exportTraces, [("grpc-timeout", "20m")], body: Self.message)
      #expect(reply?.status == 14)
      #expect(receiver.budget.waiting == 0)
    }
  }

  @Test(
    "What is no call of gRPC gets a status of HTTP",
    arguments: [
      ([("content-type", "application/json")], "415"), ([("content-type", "application/grpc+json")], "415"),
      ([(":method", "GET")], "405"),
    ] as [([(String, String)], String)]
  )
  func noCall(fields: [(String, String)], status: String) async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let reply = await client.call(1, exportTraces, fields.map { ($0.0, $0.1) }, body: [])
      #expect(reply?[":status"] == status)
      #expect(reply?.body.first == UInt8(ascii: "{"))
    }
  }
}
