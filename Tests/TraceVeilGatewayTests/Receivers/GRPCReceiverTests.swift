import HTTPServer
import NIOCore
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

let exportTraces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"

/// Calls over gRPC as they come frame by frame, over a real socket.
@Suite("OTLP over gRPC", .timeLimit(.minutes(5)))
struct GRPCReceiverTests {
  private static let body = OTLPBytes.traces(spans: 3)

  @Test("A call of each signal is taken, byte for byte, and answered with a message and a status behind it")
  func signals() async throws {
    let calls: [(String, [UInt8], Signal)] = [
      (exportTraces, Self.body, .traces),
      ("/opentelemetry.proto.collector.logs.v1.LogsService/Export", OTLPBytes.logs(), .logs),
      ("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", OTLPBytes.metrics(), .metrics),
    ]
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      for (index, (path, body, signal)) in calls.enumerated() {
        let reply = await client.call(UInt32(2 * index + 1), path, body: RawHTTP2.message(body))
        #expect(reply?[":status"] == "200")
        #expect(reply?["content-type"] == "application/grpc")
        #expect(reply?.body == RawHTTP2.message([]))
        #expect(reply?.status == 0)
        let request = try #require(receiver.sinks[signal]?.requests.first)
        #expect(Array(request.body.readableBytesView) == body)
        #expect(receiver.count(.accepted, signal) == 1)
      }
    }
  }

  @Test(
    "A message in gzip is inflated, and one that is not compressed comes as it is",
    arguments: [true, false]
  )
  func gzip(isCompressed: Bool) async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let sent = isCompressed ? GzipBytes.stored(Self.body) : Self.body
      let message = RawHTTP2.message(sent, isCompressed: isCompressed)
      let reply = await client.call(1, exportTraces, [("grpc-encoding", "gzip")], body: message)
      #expect(reply?.status == 0)
      #expect(receiver.traces.requests.first.map { Array($0.body.readableBytesView) } == Self.body)
    }
  }

  @Test("A bomb is refused for good")
  func bomb() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let message = RawHTTP2.message(GzipBytes.bomb(of: 2 << 20), isCompressed: true)
      let reply = await client.call(1, exportTraces, [("grpc-encoding", "gzip")], body: message)
      #expect(reply?.status == 8)
      #expect(reply?["grpc-status-details-bin"] == nil, "with RetryInfo it would come again")
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("Frames of one byte, of two calls in turns")
  func fragments() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let message = RawHTTP2.message(Self.body)
      for stream in [UInt32(1), 3] {
        await client.send(RawHTTP2.headers(stream, RawHTTP2.head(exportTraces)))
      }
      for (index, byte) in message.enumerated() {
        let isLast = index == message.count - 1
        await client.send(
          RawHTTP2.data(1, [byte], end: isLast),
          RawFrame(RawFrame.Kind.data, flags: isLast ? 9 : 8, stream: 3, [2, byte, 0, 0])
        )
      }
      #expect(await client.reply(1)?.status == 0)
      #expect(await client.reply(3)?.status == 0)
      #expect(receiver.traces.requests.map { Array($0.body.readableBytesView) } == [Self.body, Self.body])
    }
  }

  @Test("Messages larger than all windows come through, padded or not", arguments: [nil, 0, 255])
  func large(padding: Int?) async throws {
    let body = OTLPBytes.traces(spans: 200, value: String(repeating: "v", count: 40_000))
    let receiver = try await Receiver(maximumRequestBytes: 16 << 20, budget: 64 << 20, speaksGRPC: true)
    try await Receiver.with(receiver) { receiver in
      let client = try await FlowControlledCall.open(port: receiver.port)
      #expect(await client.call(exportTraces, RawHTTP2.message(body), padding: padding)?.status == 0)
      #expect(receiver.traces.requests.first?.body.readableBytes == body.count)
    }
  }

  @Test("What was not taken of a message is said with success")
  func partialSuccess() async throws {
    try await Receiver.with(Receiver(speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let body = OTLPBytes.traces(traceID: [1, 2, 3])
      let reply = try #require(await client.call(1, exportTraces, body: RawHTTP2.message(body)))
      #expect(reply.status == 0)
      let response = Array(reply.body.dropFirst(5))
      let partial = try ExportResponse.decodePartialSuccess(
        response.span,
        signal: .traces,
        from: .protobuf
      )
      #expect(partial?.rejectedItems == 1)
    }
  }

  @Test("TLS, and a client that has no certificate where one is asked for", arguments: [true, false])
  func tls(hasCertificate: Bool) async throws {
    let context = try ConnectionTests.serverContext(protocols: ["h2"])
    try await Receiver.with(Receiver(tls: context, speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(
        port: receiver.port,
        tls: ConnectionTests.clientContext(hasCertificate: hasCertificate)
      )
      let reply = await client.call(1, exportTraces, body: RawHTTP2.message(Self.body))
      #expect(reply?.status == (hasCertificate ? 0 : nil))
      #expect(receiver.count(.accepted) == (hasCertificate ? 1 : 0))
    }
  }

  @Test("Health is served, without a token")
  func health() async throws {
    let path = "/grpc.health.v1.Health/Check"
    try await Receiver.with(Receiver(tokens: "secret", signals: [.traces], speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      func check(_ stream: UInt32, _ name: String) async -> RawHTTP2.Reply? {
        let body = name.isEmpty ? [] : OTLPBytes.field(1, name)
        return await client.call(stream, path, body: RawHTTP2.message(body))
      }
      #expect(await check(1, "")?.body == RawHTTP2.message([8, 1]))
      #expect(await check(3, Signal.traces.grpcService)?.body == RawHTTP2.message([8, 1]))
      #expect(await check(5, Signal.logs.grpcService)?.status == 5)
      #expect(await client.call(7, "/grpc.health.v1.Health/Watch", body: RawHTTP2.message([]))?.status == 12)
      #expect(
        await client.call(9, path, body: RawHTTP2.message(Array(repeating: 0, count: 5000)))?.status == 8
      )
      receiver.occupancy.close()
      #expect(await check(11, "")?.body == RawHTTP2.message([8, 2]))
    }
  }
}
