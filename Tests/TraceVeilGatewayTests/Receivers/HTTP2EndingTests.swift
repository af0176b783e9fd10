import HTTPServer
import NIOCore
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// How connections of HTTP/2 end without the loss of a call.
@Suite("The end of a connection", .timeLimit(.minutes(5)))
struct HTTP2EndingTests {
  private static let message = RawHTTP2.message(OTLPBytes.traces())

  /// A call that has begun is served, and one that begins later is not looked at: its sender may repeat it.
  private func expectEnd(_ client: RawHTTP2, _ receiver: Receiver, begun: UInt32) async throws {
    let end = try #require(await client.frame(RawFrame.Kind.goAway))
    #expect(end.number(at: 0) == begun)
    #expect(end.number(at: 4) == 0)
    await client.send(RawHTTP2.headers(begun + 2, RawHTTP2.head(exportTraces)))
    let ping = try #require(await client.frame(RawFrame.Kind.ping))
    await client.send(RawFrame(RawFrame.Kind.ping, flags: 1, ping.payload))
    await client.send(RawHTTP2.data(begun, Array(Self.message.dropFirst(9)), end: true))
    #expect(await client.reply(begun)?.status == 0)
    await client.closed()
    #expect(receiver.count(.accepted) == 1)
  }

  private func expectEndWithoutCalls(_ client: RawHTTP2) async throws {
    let end = try #require(await client.frame(RawFrame.Kind.goAway))
    #expect(end.number(at: 0) == 0)
    #expect(end.number(at: 4) == 0)
    let ping = try #require(await client.frame(RawFrame.Kind.ping))
    await client.send(RawFrame(RawFrame.Kind.ping, flags: 1, ping.payload))
    await client.closed()
  }

  private func begin(_ stream: UInt32, _ client: RawHTTP2) async {
    await client.send(
      RawHTTP2.headers(stream, RawHTTP2.head(exportTraces)),
      RawHTTP2.data(stream, Array(Self.message.prefix(9)))
    )
  }

  @Test("When the gateway drains: what has begun is served")
  func drain() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      await begin(1, client)
      while receiver.budget.reserved == 0 { await Task.yield() }
      receiver.listener.drainConnections()
      try await expectEnd(client, receiver, begun: 1)
    }
  }

  @Test("When it is old")
  func age() async throws {
    let receiver = try await Receiver(speaksGRPC: true, adjustHTTP2: { $0.maximumAge = .zero })
    try await Receiver.with(receiver) { receiver in
      try await expectEndWithoutCalls(RawHTTP2.open(port: receiver.port))
    }
  }

  @Test("When it is idle")
  func idle() async throws {
    let receiver = try await Receiver(speaksGRPC: true) { $0.idleTimeout = .milliseconds(20) }
    try await Receiver.with(receiver) { receiver in
      try await expectEndWithoutCalls(RawHTTP2.open(port: receiver.port))
    }
  }

  @Test("One more connection takes the place of an idle one")
  func displacement() async throws {
    try await Receiver.with(Receiver(maximumConnections: 1, speaksGRPC: true)) { receiver in
      let first = try await RawHTTP2.open(port: receiver.port)
      #expect(await first.call(1, exportTraces, body: Self.message)?.status == 0)
      let second = try await RawHTTP2.open(port: receiver.port)
      await first.closed()
      #expect(await second.call(1, exportTraces, body: Self.message)?.status == 0)
    }
  }
}
