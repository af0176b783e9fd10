import NIOCore
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// OTLP in JSON over a real socket.
@Suite("Requests in JSON", .timeLimit(.minutes(5)))
struct JSONRequestTests {
  private static let type = ("Content-Type", "application/json; charset=utf-8")
  private static let ids = #""traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174""#

  private static func traces(_ spans: String) -> [UInt8] {
    Array(#"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans)]}]}]}"#.utf8)
  }

  private static let valid = traces(#"{\#(ids),"name":"a"},{\#(ids),"name":"b"}"#)

  /// Sends one request; the connection must stay usable, and the budget right, after it.
  private func send(
    _ body: [UInt8],
    to target: String = "/v1/traces",
    _ headers: [(String, String)] = [],
    maximumRequestBytes: Int = 1 << 20,
    budget: Int = 16 << 20,
    _ check: (RawResponse, Receiver) throws -> Void
  ) async throws {
    let receiver = try await Receiver(maximumRequestBytes: maximumRequestBytes, budget: budget)
    try await Receiver.with(receiver) { receiver in
      let connection = try await receiver.connect()
      let response = await connection.request("POST", target, headers: [Self.type] + headers, body: body)
      try check(#require(response), receiver)
      #expect(await connection.request("POST", target, headers: [Self.type], body: [])?.status == 200)
      let held = receiver.sinks.values.flatMap(\.reservedBytes).reduce(0, +)
      await receiver.becomes(reserved: held)
      await connection.close()
    }
  }

  @Test("A request is queued in protobuf, and answered in JSON", arguments: [false, true])
  func accepted(isGzip: Bool) async throws {
    let body = isGzip ? GzipBytes.stored(Self.valid) : Self.valid
    try await send(body, isGzip ? [("Content-Encoding", "gzip")] : []) { response, receiver in
      #expect(response.status == 200)
      #expect(response["content-type"] == "application/json")
      #expect(response.text == "{}")
      let request = try #require(receiver.traces.requests.first)
      #expect(request.summary.acceptedItems == 2)
      #expect(receiver.traces.reservedBytes == [request.body.readableBytes])
      let expected = try OTLPJSON.protobuf(from: Self.valid.span, as: .traces, maximumBytes: 1 << 20).bytes
      #expect(request.body.readableBytesView.elementsEqual(expected))
      #expect(receiver.counters.statistics[.traces].wireBytes == body.count)
    }
  }

  @Test(
    "All signals",
    arguments: [
      (Signal.logs, #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}"#),
      (
        .metrics,
        #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asInt":1}]}}]}]}]}"#
      ),
    ]
  )
  func signals(signal: Signal, body: String) async throws {
    try await send(Array(body.utf8), to: "/v1/\(signal.rawValue)") { response, receiver in
      #expect(response.status == 200)
      #expect(receiver.sinks[signal]?.requests.map(\.summary.acceptedItems) == [1])
    }
  }

  @Test("An empty request, and one without items")
  func empty() async throws {
    for body in ["", "{}", #"{"resourceSpans":null}"#] {
      try await send(Array(body.utf8)) { response, receiver in
        #expect(response.status == 200 && response.text == "{}")
        #expect(receiver.count(.empty) == 1)
      }
    }
  }

  @Test(
    "What is not OTLP in JSON: 400 with a Status in JSON that says where, and nothing of what stood there",
    arguments: [
      ("secret", DecodeError.Reason.invalidJSON), (#"{"secret":"#, .truncated), ("\n\u{1}", .invalidJSON),
      (#"{"resourceSpans":"secret"}"#, .invalidValue),
      (#"{"resourceSpans":[],"resourceSpans":[]}"#, .duplicateField),
      (String(repeating: #"{"a":"#, count: 5000), .truncated),
    ]
  )
  func malformed(body: String, reason: DecodeError.Reason) async throws {
    try await send(Array(body.utf8)) { response, receiver in
      #expect(response.status == 400)
      #expect(response["content-type"] == "application/json")
      #expect(response.text.hasPrefix(#"{"code":3,"message":""#) && response.text.contains("(at byte "))
      #expect(!response.text.contains("secret"))
      #expect(receiver.counters.statistics[.traces].decodeErrors == [reason: 1])
      #expect(receiver.traces.requests.isEmpty)
    }
  }

  @Test("A body in protobuf that is called JSON: 400")
  func wrongType() async throws {
    try await send(OTLPBytes.traces()) { response, _ in #expect(response.status == 400) }
  }

  @Test("A span with a bad id is refused alone, in JSON")
  func badID() async throws {
    let body = Self.traces(#"{\#(Self.ids)},{"traceId":"abcd","spanId":"eee19b7ec3c1b174"}"#)
    try await send(body) { response, receiver in
      #expect(response.status == 200)
      #expect(response.text.hasPrefix(#"{"partialSuccess":{"rejectedSpans":"1","errorMessage":""#))
      #expect(receiver.traces.requests.map(\.summary.acceptedItems) == [1])
    }
  }

  @Test("A span that cannot be read is refused alone, and the answer says what is wrong with it and where")
  func badSpan() async throws {
    let body = Self.traces(#"{\#(Self.ids)},{\#(Self.ids),"startTimeUnixNano":"secret"}"#)
    try await send(body) { response, receiver in
      #expect(response.status == 200)
      let place = String(decoding: body, as: UTF8.self).utf8.count - #"secret"}]}]}]}"#.utf8.count
      #expect(response.text.contains("a value does not fit its field (at byte \(place))"))
      #expect(!response.text.contains("secret"))
      #expect(receiver.traces.requests.map(\.summary.acceptedItems) == [1])
    }
  }

  @Test("Numbers and names that are read as the default are counted")
  func defaults() async throws {
    let body = Self.traces(#"{\#(Self.ids),"droppedEventsCount":-1,"kind":"SPAN_KIND_NOBODY"}"#)
    try await send(body) { response, receiver in
      #expect(response.text == "{}")
      #expect(receiver.counters.statistics[.traces].defaultedValues == 2)
      #expect(receiver.traces.requests.map(\.summary.acceptedItems) == [1])
    }
  }

  @Test("Members that OTLP does not have are counted")
  func unknown() async throws {
    try await send(Self.traces(#"{\#(Self.ids),"later":{"a":1},"newer":[]}"#)) { response, receiver in
      #expect(response.status == 200)
      #expect(receiver.counters.statistics[.traces].unknownFields == 2)
    }
  }

  /// Numbers take more room in protobuf than in such JSON.
  private static func numbers(_ count: Int) -> [UInt8] {
    let bounds = Array(repeating: "1", count: count).joined(separator: ",")
    let point = #"{"explicitBounds":[\#(bounds)]}"#
    return Array(
      #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"histogram":{"dataPoints":[\#(point)]}}]}]}]}"#.utf8
    )
  }

  @Test("A request that takes more room in protobuf is taken, up to the bound of a request")
  func growth() async throws {
    let body = Self.numbers(10_000)
    try await send(body, to: "/v1/metrics") { response, receiver in
      #expect(response.status == 200)
      #expect((receiver.sinks[.metrics]?.reservedBytes.first ?? 0) > 80_000)
    }
    try await send(body, to: "/v1/metrics", maximumRequestBytes: 60_000) { response, receiver in
      #expect(response.status == 413)
      #expect(receiver.count(.tooLarge, .metrics) == 1)
    }
  }

  @Test("Both forms must fit into the budget: 413 when they never can, 503 when they cannot now")
  func budget() async throws {
    let body = Self.numbers(10_000)
    try await send(body, to: "/v1/metrics", budget: 60_000) { response, _ in
      #expect(response.status == 413)
    }
    try await Receiver.with(Receiver(budget: 150_000)) { receiver in
      guard let held = receiver.budget.reserve(120_000) else {
        Issue.record("an empty budget has room")
        return
      }
      let connection = try await receiver.connect()
      let response = await connection.request("POST", "/v1/metrics", headers: [Self.type], body: body)
      #expect(response?.status == 503)
      #expect(response?["retry-after"] != nil)
      await receiver.becomes(reserved: held.bytes)
      await connection.close()
    }
  }
}
