import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Every row of what hostile or broken input gets, over a real socket.
@Suite("Bad input", .timeLimit(.minutes(5)))
struct BadInputTests {
  /// Sends one request and says what became of it; the connection must stay usable after it.
  private func send(
    _ body: [UInt8],
    to target: String = "/v1/traces",
    method: String = "POST",
    headers: [(String, String)] = [protobuf],
    _ check: (RawResponse, Receiver) throws -> Void
  ) async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let response = await connection.request(method, target, headers: headers, body: body)
      try check(#require(response), receiver)
      let next = await connection.request("POST", "/v1/traces", headers: [protobuf], body: [])
      #expect(next?.status == 200, "the connection is still good")
      #expect(
        receiver.budget.reserved == receiver.traces.reservedBytes.reduce(0, +),
        "no reservation is lost"
      )
      await connection.close()
    }
  }

  /// The message of a `google.rpc.Status` body in protobuf, and its code.
  private func status(_ response: RawResponse) throws -> (code: UInt8, message: String) {
    #expect(response["content-type"] == "application/x-protobuf")
    try #require(response.body.count > 4 && response.body[0] == 0x08 && response.body[2] == 0x12)
    return (response.body[1], String(decoding: response.body.dropFirst(4), as: UTF8.self))
  }

  private static let valid = OTLPBytes.traces(spans: 3)

  @Test(
    "Undecodable: 400 with a Status, counted by reason",
    arguments: [
      (Array(repeating: UInt8(0xFF), count: 40), nil),
      (Array(valid.dropLast()), DecodeError.Reason.truncated),
      ([0x08, 0x01], .wrongWireType),
    ] as [([UInt8], DecodeError.Reason?)]
  )
  func undecodable(body: [UInt8], reason: DecodeError.Reason?) async throws {
    try await send(body) { response, receiver in
      #expect(response.status == 400)
      let (code, message) = try status(response)
      #expect(code == 3)
      #expect(!message.isEmpty)
      #expect(receiver.count(.malformed) == 1)
      let reasons = receiver.counters.statistics[.traces].decodeErrors
      #expect(reasons.values.reduce(0, +) == 1)
      if let reason { #expect(reasons[reason] == 1) }
      #expect(receiver.traces.requests.isEmpty)
    }
  }

  @Test(
    "A text that is not UTF-8 and a value that is too deep cost nothing else, and are counted",
    arguments: [
      (
        OTLPBytes.traces(value: "\u{FFFD}").replacing(Array("\u{FFFD}".utf8), with: [0xC3, 0x28, 0x41]),
        [1, 0]
      ),
      (OTLPBytes.nested(depth: 64), [0, 0]), (OTLPBytes.nested(depth: 65), [0, 1]),
      (OTLPBytes.nested(depth: 5000), [0, 1]),
    ]
  )
  func repaired(body: [UInt8], counts: [Int]) async throws {
    try await send(body) { response, receiver in
      #expect(response.status == 200)
      #expect(receiver.traces.requests.map(\.summary.acceptedItems) == [1])
      let statistics = receiver.counters.statistics[.traces]
      #expect([statistics.invalidTexts, statistics.deepValues] == counts)
    }
  }

  @Test(
    "Gzip that is none, is cut short, is corrupt or is followed by something: 400",
    arguments: [0, 1, 2, 3]
  )
  func brokenGzip(variant: Int) async throws {
    let gzip = GzipBytes.stored(Self.valid)
    var corrupt = gzip
    corrupt[20] ^= 1
    let body = [Self.valid, Array(gzip.dropLast(3)), corrupt, gzip + [1, 2, 3]][variant]
    try await send(body, headers: [protobuf, ("Content-Encoding", "gzip")]) { response, receiver in
      #expect(response.status == 400)
      _ = try status(response)
      #expect(receiver.count(.malformed) == 1)
      #expect(receiver.traces.requests.isEmpty)
    }
  }

  @Test("A body that inflates to more than the limit: 413, in bounded memory")
  func bomb() async throws {
    try await send(
      GzipBytes.bomb(of: 8 << 20),
      headers: [protobuf, ("Content-Encoding", "gzip")]
    ) { response, receiver in
      #expect(response.status == 413)
      try #expect(status(response).code == 8)
      #expect(receiver.count(.tooLarge) == 1)
    }
  }

  @Test("One megabyte of two-byte spans stays within the cap of the message tree")
  func emptySpans() async throws {
    let spans = [UInt8](Array(repeating: [0x12, 0x00], count: 500_000).joined())
    let body = OTLPBytes.field(1, OTLPBytes.field(2, spans))
    try await Receiver.with(Receiver(maximumRequestBytes: 2 << 20)) { receiver in
      let response = await (try receiver.connect()).request(
        "POST",
        "/v1/traces",
        headers: [protobuf],
        body: body
      )
      // Spans without ids are refused alone.
      #expect(response?.status == 200)
      #expect(receiver.counters.statistics[.traces].rejectedItems == 500_000)
      #expect(receiver.traces.requests.isEmpty)
    }
  }

  @Test(
    "Unknown content types: 415, answered in JSON",
    arguments: ["text/plain", nil, "application/protobuf", "application/jsonl", "text/json"]
  )
  func contentType(type: String?) async throws {
    let headers = type.map { [("Content-Type", $0)] } ?? []
    try await send(Self.valid, headers: headers) { response, receiver in
      #expect(response.status == 415)
      #expect(response["content-type"] == "application/json")
      #expect(response.text.contains("\"message\""))
      #expect(receiver.count(.unsupportedMediaType) == 1)
    }
  }

  @Test("The content type may have parameters and any case")
  func contentTypeParameters() async throws {
    let headers = [("content-type", "Application/X-Protobuf ; charset=utf-8")]
    try await send(Self.valid, headers: headers) { response, receiver in
      #expect(response.status == 200)
      #expect(receiver.traces.requests.count == 1)
    }
  }

  @Test(
    "Unknown content encodings: 415",
    arguments: ["br", "zst", "deflated", "gzip, deflate", "gzip, gzip", "x-snappy", "lz4-block"]
  )
  func contentEncoding(encoding: String) async throws {
    try await send(Self.valid, headers: [protobuf, ("Content-Encoding", encoding)]) { response, receiver in
      #expect(response.status == 415)
      _ = try status(response)
      #expect(receiver.count(.unsupportedMediaType) == 1)
    }
  }

  /// Stored blocks as gzip has them, in deflate without a header.
  private static func deflated(_ gzip: [UInt8]) -> [UInt8] { Array(gzip.dropFirst(10).dropLast(8)) }

  @Test("Deflate is inflated, within the same bounds as gzip")
  func deflate() async throws {
    let headers = [protobuf, ("Content-Encoding", "deflate")]
    try await send(Self.deflated(GzipBytes.stored(Self.valid)), headers: headers) { response, receiver in
      #expect(response.status == 200)
      #expect(receiver.traces.requests.map(\.summary.acceptedItems) == [3])
    }
    try await send(Self.deflated(GzipBytes.bomb(of: 80 << 20)), headers: headers) { response, receiver in
      #expect(response.status == 413)
      #expect(receiver.count(.tooLarge) == 1)
    }
    try await send(Self.valid, headers: headers) { response, receiver in
      #expect(response.status == 400)
      #expect(receiver.counters.statistics[.traces].decodeErrors == [.corruptDeflate: 1])
    }
  }

  @Test(
    "Unknown paths: 404",
    arguments: [
      "/", "/v1/trace", "/v1/traces//", "/v1development/profiles", "/v1/", "//v1/traces",
      "/api/public/v1/traces",
      "http://localhost", "ftp://localhost/v1/traces",
    ]
  )
  func unknownPath(path: String) async throws {
    try await send(Self.valid, to: path) { response, receiver in
      #expect(response.status == 404)
      try #expect(status(response).code == 5)
      #expect(receiver.count(.notFound, nil) == 1)
    }
  }

  @Test("Anything but POST: 405 with Allow", arguments: ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
  func method(method: String) async throws {
    try await send([], method: method) { response, receiver in
      #expect(response.status == 405)
      #expect(response["allow"] == "POST")
      #expect(response.body.isEmpty == (method == "HEAD"))
      #expect(receiver.count(.methodNotAllowed) == 1)
    }
  }

  @Test("A signal without a destination: 404")
  func notServed() async throws {
    try await Receiver.with(Receiver(signals: [.traces])) { receiver in
      let response = await (try receiver.connect()).request("POST", "/v1/logs", headers: [protobuf])
      #expect(response?.status == 404)
      #expect(receiver.count(.notFound, .logs) == 1)
    }
  }

  @Test("An empty request: 200 with an empty body, and nothing is queued")
  func empty() async throws {
    try await send([]) { response, receiver in
      #expect(response.status == 200)
      #expect(response["content-type"] == "application/x-protobuf")
      #expect(response.body.isEmpty)
      #expect(receiver.count(.empty) == 1)
    }
    try await send(OTLPBytes.traces(spans: 0)) { response, receiver in
      #expect(response.status == 200)
      #expect(receiver.traces.requests.isEmpty)
      #expect(receiver.count(.empty) == 1)
    }
  }

  @Test("A span with a bad id is refused alone: partial success, and the good ones go on")
  func badIDs() async throws {
    let body = Self.valid + OTLPBytes.traces(spans: 2, traceID: Array(repeating: 7, count: 17))
    try await send(body) { response, receiver in
      #expect(response.status == 200)
      // ExportTraceServiceResponse.partial_success.rejected_spans
      #expect(response.body.first == 0x0A)
      #expect(response.body.dropFirst(2).prefix(2) == [0x08, 2])
      #expect(receiver.traces.requests.map(\.summary.acceptedItems) == [3])
      #expect(receiver.counters.statistics[.traces].rejectedItems == 2)
    }
  }
}
