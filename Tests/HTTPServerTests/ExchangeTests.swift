import NIOCore
import NIOHTTP1
import Synchronization
import TestSupport
import Testing

@testable import HTTPServer

/// Requests that are streamed, over real sockets.
@Suite("Exchanges", .timeLimit(.minutes(5)))
struct ExchangeTests {
  @Test("A body comes in order and to its end, and the connection serves the next request")
  func echo() async throws {
    try await serve {
      var body = ByteBuffer()
      for try await part in $0 { body.writeImmutableBuffer(part) }
      $0.beginAnswer(.ok, ["content-length": "\(body.readableBytes)"])
      while let part = body.readSlice(length: min(9999, body.readableBytes)), part.readableBytes > 0 {
        try await $0.write(part)
      }
      try await $0.endAnswer()
    } then: { connection in
      let body = (0..<30_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
      #expect(
        await connection.request("POST", "/", body: Array(body.prefix(300)))?.body == Array(body.prefix(300))
      )
      await connection.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
      for part in [body.prefix(1), body.dropFirst(1)] {
        await connection.send(Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8))
      }
      await connection.send("0\r\n\r\n")
      #expect(await connection.response()?.body == body)
    }
  }

  @Test("A client that waits to be asked for its body is asked when somebody wants it")
  func expectContinue() async throws {
    try await serve {
      var count = 0
      for try await part in $0 { count += part.readableBytes }
      try await $0.answer(HTTPAnswer(status: .ok, body: Array("\(count)".utf8)))
    } then: { connection in
      await connection.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
      #expect(await connection.response()?.status == 100)
      await connection.send("abc")
      #expect(await connection.response()?.text == "3")
    }
  }

  @Test("Who serves a request is told when its client leaves")
  func clientLeft() async throws {
    let (begun, ended) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
    try await serve { _ in
      begun.continuation.finish()
      defer { ended.continuation.finish() }
      // Ended by the client's leaving.
      try await Task.sleep(for: .seconds(3600))
    } then: { connection in
      await connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      for await _ in begun.stream {}
      await connection.close()
      for await _ in ended.stream {}
    }
  }

  @Test("An answer before the end of the body ends the wait for more of it")
  func earlyAnswer() async throws {
    let (ends, end) = AsyncStream<Bool>.makeStream()
    try await serve { exchange in
      async let part = exchange.nextPart()
      try await exchange.answer(HTTPAnswer(status: .forbidden))
      do {
        _ = try await part
        end.yield(false)
      } catch {
        end.yield(error is HTTPExchange.Aborted)
      }
    } then: { connection in
      await connection.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n")
      #expect(await connection.response()?.status == 403)
      #expect(await ends.first { _ in true } == true)
      // The rest of it is dropped.
      await connection.send("abcGET / HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(await connection.response()?.status == 403)
    }
  }

  @Test("A client that leaves in the middle of its body is no end of it")
  func aborted() async throws {
    let (ends, end) = AsyncStream<Bool>.makeStream()
    try await serve { exchange in
      do {
        for try await _ in exchange {}
        end.yield(false)
      } catch {
        end.yield(error is HTTPExchange.Aborted)
      }
    } then: { connection in
      await connection.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na")
      await connection.close()
      #expect(await ends.first { _ in true } == true)
    }
  }

  @Test("A client that leaves in the middle of its answer ends the writing")
  func clientGone() async throws {
    let (ends, end) = AsyncStream<Bool>.makeStream()
    try await serve { exchange in
      do {
        exchange.beginAnswer(.ok, [:])
        while true { try await exchange.write(ByteBuffer(repeating: 0, count: 1 << 16)) }
      } catch {
        end.yield(error is HTTPExchange.ClientGone)
      }
    } then: { connection in
      await connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      await connection.close()
      #expect(await ends.first { _ in true } == true)
    }
  }

  @Test("Half an answer, or none, closes the connection")
  func unfinished() async throws {
    try await serve {
      if $0.head.uri == "/half" {
        $0.beginAnswer(.ok, ["content-length": "2"])
        try await $0.write(ByteBuffer(string: "x"))
      }
    } then: { connection in
      await connection.send("GET /half HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(String(decoding: await connection.closedByPeer(), as: UTF8.self).hasSuffix("\r\n\r\nx"))
    }
    try await serve { _ in
    } then: { connection in
      await connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(await connection.closedByPeer() == [])
    }
  }

  @Test("HEAD gets no body, and an answer that cannot be framed ends the connection")
  func framing() async throws {
    try await serve {
      $0.beginAnswer(.ok, $0.head.uri == "/long" ? ["content-length": "1"] : [:])
      try await $0.write(ByteBuffer(string: "x"))
      try await $0.endAnswer()
    } then: { connection in
      let framed = await connection.request("HEAD", "/long")
      #expect(framed?.status == 200 && framed?["connection"] == nil)
      let unframed = await connection.request("HEAD", "/")
      #expect(unframed?["connection"] == "close")
      #expect(await connection.closedByPeer().contains(UInt8(ascii: "x")) == false)
    }
    try await serve {
      $0.beginAnswer(.ok, [:])
      try await $0.write(ByteBuffer(string: "x"))
      try await $0.endAnswer()
    } then: { connection in
      await connection.send("GET / HTTP/1.0\r\n\r\n")
      #expect(await connection.response()?["connection"] == "close")
      #expect(await connection.closedByPeer() == Array("x".utf8))
    }
  }

  @Test("What is not HTTP gets the answer that the service has for it")
  func malformed() async throws {
    try await serve {
      for try await _ in $0 {}
    } then: { connection in
      await connection.send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
      #expect(await connection.response()?.status == 418)
      await connection.closedByPeer()
    }
  }

  /// Serves every request of a connection by `body`.
  private func serve(
    _ body: @escaping @Sendable (HTTPExchange) async throws -> Void,
    then test: (RawConnection) async throws -> Void
  ) async throws {
    let listener = try await HTTPListener(
      address: ListenAddress(host: "127.0.0.1", port: 0),
      service: Scripted(body: body),
      limits: HTTPConnectionLimits(maximumBodyBytes: 0),
      maximumConnections: 10
    )
    let connection = try await RawConnection.open(port: listener.address?.port ?? 0)
    do {
      try await test(connection)
    } catch {
      await listener.close()
      throw error
    }
    await listener.close()
  }
}

private struct Scripted: HTTPService {
  let body: @Sendable (HTTPExchange) async throws -> Void

  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission { .stream(Request(body)) }
  func answer(to rejection: HTTPRejection) -> HTTPAnswer { HTTPAnswer(status: .imATeapot) }

  final class Request: StreamedRequest {
    private let body: @Sendable (HTTPExchange) async throws -> Void
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ body: @escaping @Sendable (HTTPExchange) async throws -> Void) { self.body = body }

    func serve(_ exchange: HTTPExchange) {
      task.withLock {
        $0 = Task {
          try? await body(exchange)
          exchange.finish()
        }
      }
    }

    func clientLeft() { task.withLock { $0 }?.cancel() }
  }
}
