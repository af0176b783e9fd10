import HTTPServer
import NIOCore
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("HTTP receiver", .timeLimit(.minutes(5)))
struct HTTPReceiverTests {
  private static let body = OTLPBytes.traces(spans: 3)

  @Test("All three signals, plain and gzip", arguments: Signal.allCases)
  func signals(signal: Signal) async throws {
    let body =
      switch signal {
      case .traces: Self.body
      case .logs: OTLPBytes.logs()
      case .metrics: OTLPBytes.metrics()
      }
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let path = "/v1/\(signal.rawValue)"
      for (encoding, bytes) in [
        ("identity", body), ("gzip", GzipBytes.stored(body)), ("GZIP", GzipBytes.stored(body)),
      ] {
        let response = await connection.request(
          "POST",
          path,
          headers: [protobuf, ("Content-Encoding", encoding)],
          body: bytes
        )
        #expect(response?.status == 200)
        #expect(response?["content-type"] == "application/x-protobuf")
        #expect(response?.body == [])
      }
      let requests = receiver.sinks[signal]?.requests ?? []
      #expect(requests.map(\.signal) == [signal, signal, signal])
      #expect(requests.allSatisfy { Array($0.body.readableBytesView) == body })
      #expect(receiver.sinks[signal]?.reservedBytes == Array(repeating: body.count, count: 3))
      #expect(receiver.count(.accepted, signal) == 3)
    }
  }

  @Test("A body in chunks arrives whole, and its reservation fits it")
  func chunked() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      await connection.send(
        "POST /v1/traces?x=y HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
      )
      for part in [Self.body.prefix(10), Self.body.dropFirst(10)] {
        await connection.send("\(String(part.count, radix: 16))\r\n")
        await connection.send(part)
        await connection.send("\r\n")
      }
      await connection.send("0\r\n\r\n")
      #expect(await connection.response()?.status == 200)
      #expect(receiver.traces.requests.map { Array($0.body.readableBytesView) } == [Self.body])
      await receiver.becomes(reserved: Self.body.count)
    }
  }

  @Test("Byte by byte")
  func slowButSteady() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let head =
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\nContent-Length: \(Self.body.count)\r\n\r\n"
      for byte in Array(head.utf8) + Self.body { await connection.send([byte]) }
      #expect(await connection.response()?.status == 200)
    }
  }

  @Test("Pipelined requests are answered in order")
  func pipelining() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let head =
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\nContent-Length: \(Self.body.count)\r\n\r\n"
      let good = Array(head.utf8) + Self.body
      await connection.send(good + Array("GET /v1/logs HTTP/1.1\r\nHost: h\r\n\r\n".utf8) + good)
      #expect(await connection.response()?.status == 200)
      #expect(await connection.response()?.status == 405)
      #expect(await connection.response()?.status == 200)
      #expect(receiver.traces.requests.count == 2)
    }
  }

  @Test("Expect: 100-continue is answered before the body is sent")
  func expectContinue() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Expect: 100-continue\r\nContent-Length: \(Self.body.count)\r\n\r\n"
      )
      #expect(await connection.response()?.status == 100)
      await receiver.becomes(reserved: Self.body.count)
      await connection.send(Self.body)
      #expect(await connection.response()?.status == 200)
    }
  }

  @Test("An announced body over the limit: 413 before a byte of it, and the connection closes")
  func announcedTooLarge() async throws {
    try await Receiver.with(Receiver(maximumRequestBytes: 100)) { receiver in
      let connection = try await receiver.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Content-Length: 101\r\n\r\n"
      )
      let response = await connection.response()
      #expect(response?.status == 413)
      #expect(response?["connection"] == "close")
      await receiver.becomes(reserved: 0)
      // Sent by a client that writes all before it reads: the answer was there all the same.
      await connection.send(Array(repeating: UInt8(0), count: 101))
      await connection.closedByPeer()
      #expect(receiver.count(.tooLarge) == 1)
    }
  }

  @Test("Chunks over the limit: 413, in bounded memory")
  func chunkedTooLarge() async throws {
    try await Receiver.with(Receiver(maximumRequestBytes: 1000)) { receiver in
      let connection = try await receiver.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n" + "3e9\r\n" + String(repeating: "x", count: 1001) + "\r\n"
      )
      #expect(await connection.response()?.status == 413)
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("A full budget: 503 with Retry-After before the body, and the connection goes on")
  func overloaded() async throws {
    try await Receiver.with(Receiver(budget: Self.body.count)) { receiver in
      let connection = try await receiver.connect()
      #expect(
        await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200
      )
      let response = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(response?.status == 503)
      #expect(response?["retry-after"] == "3", "2.5 s, in whole seconds")
      #expect(response?["content-type"] == "application/x-protobuf")
      #expect(receiver.count(.overloaded) == 1)
      receiver.traces.clear()
      #expect(
        await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200
      )
    }
  }

  @Test("No room for what a gzip body inflates to: 503; never any room: 413")
  func inflationOverload() async throws {
    let body = OTLPBytes.traces(spans: 50)
    let gzip = GzipBytes.stored(body)
    let room = gzip.count + body.count
    try await Receiver.with(Receiver(budget: room + 10)) { receiver in
      let connection = try await receiver.connect()
      let headers = [protobuf, ("Content-Encoding", "gzip")]
      #expect(await connection.request("POST", "/v1/traces", headers: headers, body: gzip)?.status == 200)
      // The first one waits in the queue with its inflated size.
      await receiver.becomes(reserved: body.count)
      #expect(await connection.request("POST", "/v1/traces", headers: headers, body: gzip)?.status == 503)
      await receiver.becomes(reserved: body.count)
    }
    try await Receiver.with(Receiver(budget: room - 1)) { receiver in
      let connection = try await receiver.connect()
      let headers = [protobuf, ("Content-Encoding", "gzip")]
      #expect(await connection.request("POST", "/v1/traces", headers: headers, body: gzip)?.status == 413)
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("A pipeline that is full or has ended: 503 with Retry-After, nothing held")
  func refusedByPipeline() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      receiver.traces.answer(.full(retryAfter: .seconds(7)))
      let full = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(full?.status == 503)
      #expect(full?["retry-after"] == "7")
      await receiver.becomes(reserved: 0)
      receiver.traces.answer(.shutDown)
      let ended = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(ended?.status == 503)
      #expect(ended?["connection"] == "close")
      #expect(receiver.count(.shuttingDown) == 1)
    }
  }

  @Test("Once the door is closed: 503 with Retry-After, and nobody is let in")
  func draining() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      receiver.occupancy.close()
      let response = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(response?.status == 503)
      #expect(response?["retry-after"] == "1")
      #expect(response?["connection"] == "close")
      await receiver.occupancy.empty()
      #expect(receiver.traces.requests.isEmpty)
    }
  }

  @Test("A request is inside until its answer has left")
  func occupancy() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Expect: 100-continue\r\nContent-Length: \(Self.body.count)\r\n\r\n"
      )
      #expect(await connection.response()?.status == 100)
      receiver.occupancy.close()
      await connection.send(Self.body)
      #expect(await connection.response()?.status == 200, "what was let in is finished")
      await receiver.occupancy.empty()
    }
  }

  @Test("A client that goes away in the middle gives everything back")
  func disconnect() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      await connection.send(
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
          + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n"
      )
      #expect(await connection.response()?.status == 100)
      await receiver.becomes(reserved: 512)
      await connection.close()
      await receiver.occupancy.empty()
      await receiver.becomes(reserved: 0)
      #expect(receiver.count(.aborted) == 1)
    }
  }

  @Test("Forwarded headers travel with the data, others do not")
  func forwardedHeaders() async throws {
    try await Receiver.with(Receiver(forwardedHeaders: ["x-tenant", "x-empty", "x-twice"])) { receiver in
      let connection = try await receiver.connect()
      let headers = [
        protobuf, ("X-Tenant", " blue \t"), ("X-Empty", ""), ("x-twice", "1"), ("X-TWICE", "2"),
        ("Authorization", "Bearer s3cret"),
      ]
      #expect(
        await connection.request("POST", "/v1/traces", headers: headers, body: Self.body)?.status == 200
      )
      let fields = receiver.traces.requests.first?.headers.fields.map { "\($0.name)=\($0.value)" }
      #expect(fields == ["x-empty=", "x-tenant=blue", "x-traceveil-hops=1", "x-twice=1", "x-twice=2"])
    }
  }

  @Test("A forwarded header goes on as it came, or not at all: 400 for bytes that are not UTF-8")
  func foreignHeaders() async throws {
    try await Receiver.with(Receiver(forwardedHeaders: ["x-tenant"])) { receiver in
      let connection = try await receiver.connect()
      let head =
        "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n"
      func send(_ value: [UInt8]) async -> RawResponse? {
        await connection.send(Array("\(head)x-tenant: ".utf8) + value + Array("\r\nx-other: \r\n\r\n".utf8))
        return await connection.response()
      }
      #expect(await send(Array("café".utf8))?.status == 200)
      let refused = await send([0x63, 0x61, 0x66, 0xE9])
      #expect(refused?.status == 400 && refused?.text.contains("x-tenant holds bytes") == true)
      #expect(receiver.count(.invalidHeader) == 1)
    }
  }

  @Test(
    "Tokens: without a right one 401 before the body",
    arguments: [
      (nil, 401), ("Bearer one", 200), ("bearer two", 200), ("Bearer three", 401), ("Bearer on", 401),
      ("Bearer", 401), ("Basic one", 401), ("Bearer #comment", 401), ("Bearer one two", 401),
    ]
  )
  func tokens(authorization: String?, status: Int) async throws {
    try await Receiver.with(Receiver(tokens: "# ours\none\n\n  two \n#comment\n")) { receiver in
      let connection = try await receiver.connect()
      let headers = [protobuf] + (authorization.map { [("Authorization", $0)] } ?? [])
      let response = await connection.request("POST", "/v1/traces", headers: headers, body: Self.body)
      #expect(response?.status == status)
      #expect((response?["www-authenticate"] != nil) == (status == 401))
      #expect(receiver.count(.unauthorized) == (status == 401 ? 1 : 0))
      #expect(receiver.traces.requests.isEmpty == (status == 401))
      // Nor does a path tell anything to who may not come in.
      let probe = await connection.request("GET", "/", headers: headers)
      #expect(probe?.status == (status == 401 ? 401 : 404))
    }
  }
}
