import HTTPServer
import NIOCore
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// What a hostile client of HTTP/2 can do, and what becomes of it.
@Suite("Floods of HTTP/2", .timeLimit(.minutes(5)))
struct HTTP2FloodTests {
  private static let message = RawHTTP2.message(OTLPBytes.traces())
  private static let enhanceYourCalm: UInt32 = 11

  /// Sends frames until the peer has enough; expects that it says so and closes.
  private func flood(
    with frames: @escaping (UInt32) -> [RawFrame],
    code: UInt32? = enhanceYourCalm,
    adjust: (inout HTTP2Limits) -> Void = { _ in }
  ) async throws {
    try await Receiver.with(Receiver(speaksGRPC: true, adjustHTTP2: adjust)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      for number in 0..<UInt32(3000) {
        await client.connection.send(frames(number).flatMap(\.bytes))
      }
      let end = await client.frame(RawFrame.Kind.goAway)
      // Whoever sends on meanwhile may find the connection reset before it has read why.
      if let end, let code { #expect(end.number(at: 4) == code) }
      await client.closed()
      await receiver.becomes(reserved: 0)
      await receiver.occupancy.empty()
      // Others are served.
      let other = try await RawHTTP2.open(port: receiver.port)
      #expect(await other.call(1, exportTraces, body: Self.message)?.status == 0)
    }
  }

  @Test("Pings")
  func pings() async throws {
    try await flood { _ in [RawFrame(RawFrame.Kind.ping, Array(repeating: 1, count: 8))] }
  }

  @Test("Settings")
  func settings() async throws {
    try await flood { _ in [RawFrame(RawFrame.Kind.settings, [])] }
  }

  @Test("Priorities")
  func priorities() async throws {
    try await flood { number in
      [RawFrame(RawFrame.Kind.priority, stream: 2 * number + 1, [0, 0, 0, 0, 1])]
    }
  }

  @Test("Windows")
  func windows() async throws {
    try await flood { _ in [RawFrame(RawFrame.Kind.windowUpdate, UInt32(1).bigEndianBytes)] }
  }

  @Test("Empty frames of data")
  func emptyData() async throws {
    try await flood { number in
      number == 0
        ? [RawHTTP2.headers(1, RawHTTP2.head(exportTraces))] : [RawHTTP2.data(1, [])]
    }
  }

  @Test("Calls that are reset at once")
  func rapidReset() async throws {
    try await flood { number in
      let stream = 2 * number + 1
      return [
        RawHTTP2.headers(stream, RawHTTP2.head(exportTraces)),
        RawFrame(RawFrame.Kind.reset, stream: stream, UInt32(8).bigEndianBytes),
      ]
    }
  }

  @Test("A head without an end")
  func continuations() async throws {
    try await flood { number in
      number == 0
        ? [RawFrame(RawFrame.Kind.headers, stream: 1, RawHTTP2.block(RawHTTP2.head(exportTraces)))]
        : [RawFrame(RawFrame.Kind.continuation, stream: 1, RawHTTP2.block([("a", "b")]))]
    }
  }

  @Test("A head that is small on the wire and large in memory")
  func headerBomb() async throws {
    let bomb = String(repeating: "b", count: 3000)
    // The field goes into the dynamic table once, and is named again by one byte each time.
    let field: [UInt8] = [0x40] + Array(RawHTTP2.block([("bomb", bomb)]).dropFirst())
    let block = RawHTTP2.block(RawHTTP2.head(exportTraces)) + field + Array(repeating: 0xBE, count: 10_000)
    try await flood(
      with: { number in
        number == 0 ? [RawFrame(RawFrame.Kind.headers, flags: 5, stream: 1, block)] : []
      },
      code: nil
    )
  }

  @Test("More calls than are allowed at a time")
  func streams() async throws {
    try await flood(
      with: { number in [RawHTTP2.headers(2 * number + 1, RawHTTP2.head(exportTraces))] },
      code: nil,
      adjust: { $0.maximumStreams = 10 }
    )
  }

  @Test("A frame on a stream that was never begun ends the connection", arguments: [RawFrame.Kind.reset, 0])
  func idleStream(kind: UInt8) async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 0)
      await client.send(RawFrame(kind, stream: 9, [0, 0, 0, 8]))
      #expect(await client.frame(RawFrame.Kind.goAway) != nil)
      await client.closed()
    }
  }

  @Test("Pings that go with calls are no flood")
  func measuringPings() async throws {
    let receiver = try await Receiver(
      budget: 64 << 20,
      speaksGRPC: true,
      adjustHTTP2: { $0.controlFrames = 20 }
    )
    try await Receiver.with(receiver) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      for number in 0..<UInt32(50) {
        let reply = await client.call(2 * number + 1, exportTraces, body: Self.message)
        #expect(reply?.status == 0)
        await client.send(
          RawFrame(RawFrame.Kind.ping, Array(repeating: 1, count: 8)),
          RawFrame(RawFrame.Kind.windowUpdate, UInt32(1).bigEndianBytes)
        )
      }
    }
  }

  @Test("Answers that are not let out: their calls are reset, after a time")
  func zeroWindow() async throws {
    let receiver = try await Receiver(speaksGRPC: true) { $0.answerTimeout = .milliseconds(20) }
    try await Receiver.with(receiver) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port, settings: [(4, 0)])
      await client.send(
        RawHTTP2.headers(1, RawHTTP2.head(exportTraces)),
        RawHTTP2.data(1, Self.message, end: true)
      )
      let reset = await client.frame(RawFrame.Kind.reset)
      #expect(reset?.stream == 1)
      #expect(receiver.count(.accepted) == 1, "it was taken all the same")
      await receiver.occupancy.empty()
    }
  }

  @Test("A body that stalls: DEADLINE_EXCEEDED, and what it held is given back")
  func slowBody() async throws {
    let receiver = try await Receiver(speaksGRPC: true) { $0.arrivalWindow = .milliseconds(20) }
    try await Receiver.with(receiver) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      await client.send(
        RawHTTP2.headers(1, RawHTTP2.head(exportTraces)),
        RawHTTP2.data(1, Array(Self.message.prefix(9)))
      )
      #expect(await client.reply(1)?.status == 4)
      #expect(receiver.count(.tooSlow) == 1)
      await receiver.becomes(reserved: 0)
      // Without a body, which would have to come as fast.
      #expect(await client.call(3, "/a.Service/Method", body: [])?.status == 12)
    }
  }

  @Test(
    "A client that says nothing, or speaks HTTP/1.1, is not waited for",
    arguments: ["", "P", "PRI * HTTP/2.0\r\n\r\n", "POST / HTTP/1.1\r\n"]
  )
  func noPreface(_ begin: String) async throws {
    let receiver = try await Receiver(speaksGRPC: true) { $0.firstHeadTimeout = .milliseconds(20) }
    try await Receiver.with(receiver) { receiver in
      let connection = try await receiver.connect()
      await connection.send(begin)
      await connection.closedByPeer()
    }
  }

  @Test("A client of HTTP/1.1 is told that it has the wrong port", arguments: [0, 1, 2])
  func wrongPort(split: Int) async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let connection = try await receiver.connect()
      let request = "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
      for part in [request.prefix(split), request.dropFirst(split)] { await connection.send(String(part)) }
      let answer = await connection.response()
      #expect(answer?.status == 400)
      #expect(answer?.text.contains("4318") == true)
      #expect(receiver.count(.malformed, nil) == 1)
    }
  }

  @Test("A preface in parts is one")
  func prefaceInParts() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port, inParts: true)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 0)
    }
  }

  @Test("Bytes that are neither protocol end the connection")
  func neitherProtocol() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let connection = try await receiver.connect()
      await connection.send([UInt8](repeating: 0x16, count: 30))
      await connection.closedByPeer()
      #expect(receiver.count(.malformed, nil) == 1)
    }
  }

  @Test("Calls that wait for room do not fill the memory: a call more is told to come again")
  func heldBytes() async throws {
    let size = Self.message.count
    let receiver = try await Receiver(
      budget: size,
      admissionWait: .seconds(3600),
      speaksGRPC: true,
      adjustHTTP2: { $0.maximumHeldBytes = 2 * size }
    )
    try await Receiver.with(receiver) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 0)
      for stream in [UInt32(3), 5, 7] {
        await client.send(
          RawHTTP2.headers(stream, RawHTTP2.head(exportTraces)),
          RawHTTP2.data(stream, Self.message, end: true)
        )
      }
      #expect(await client.reply(7)?.status == 14)
      while receiver.budget.waiting != 2 { await Task.yield() }
      receiver.traces.clear()
      #expect(await client.reply(3)?.status == 0)
      receiver.traces.clear()
      #expect(await client.reply(5)?.status == 0)
    }
  }

  @Test("A call that is reset while it waits for room gives its place away")
  func resetWhileWaiting() async throws {
    let receiver = try await Receiver(
      budget: Self.message.count,
      admissionWait: .seconds(3600),
      speaksGRPC: true
    )
    try await Receiver.with(receiver) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      #expect(await client.call(1, exportTraces, body: Self.message)?.status == 0)
      await client.send(
        RawHTTP2.headers(3, RawHTTP2.head(exportTraces)),
        RawHTTP2.data(3, Self.message, end: true)
      )
      while receiver.budget.waiting != 1 { await Task.yield() }
      await client.send(RawFrame(RawFrame.Kind.reset, stream: 3, UInt32(8).bigEndianBytes))
      while receiver.budget.waiting != 0 { await Task.yield() }
      while receiver.count(.aborted) != 1 { await Task.yield() }
    }
  }

  @Test("A connection that ends in the middle of calls lets go of them")
  func disconnected() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      for stream in [UInt32(1), 3] {
        await client.send(
          RawHTTP2.headers(stream, RawHTTP2.head(exportTraces)),
          RawHTTP2.data(stream, Array(Self.message.prefix(9)))
        )
      }
      while receiver.budget.reserved == 0 { await Task.yield() }
      await client.connection.close()
      await receiver.occupancy.empty()
      #expect(receiver.budget.reserved == 0)
      while receiver.count(.aborted) != 2 { await Task.yield() }
    }
  }
}
