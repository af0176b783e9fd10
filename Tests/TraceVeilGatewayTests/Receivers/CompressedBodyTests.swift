import NIOCore
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Every coding of a body, over HTTP and gRPC, within the same bounds.
@Suite("Compressed bodies", .timeLimit(.minutes(5)))
struct CompressedBodyTests {
  private static let body = OTLPBytes.traces(spans: 50)

  private static let codings: [(name: String, format: BodyFormat)] = [
    ("gzip", .gzip), ("x-gzip", .gzip), ("deflate", .deflate), ("zlib", .deflate), ("zstd", .zstd),
    ("lz4", .lz4),
    ("snappy", .snappy), ("snappy", .framedSnappy), ("x-snappy-framed", .framedSnappy), ("ZSTD", .zstd),
  ]

  private func send(
    _ body: [UInt8],
    _ coding: String,
    to receiver: Receiver
  ) async -> RawResponse? {
    guard let connection = try? await receiver.connect() else { return nil }
    return await connection.request(
      "POST",
      "/v1/traces",
      headers: [protobuf, ("Content-Encoding", coding)],
      body: body
    )
  }

  @Test("It is taken, and its reservation fits it", arguments: codings)
  func taken(coding: String, format: BodyFormat) async throws {
    try await Receiver.with(Receiver()) { receiver in
      let sent = CompressedBytes.stored(Self.body, format)
      #expect(await send(sent, coding, to: receiver)?.status == 200)
      #expect(receiver.traces.requests.map { Array($0.body.readableBytesView) } == [Self.body])
      #expect(receiver.traces.reservedBytes == [Self.body.count])
      await receiver.becomes(reserved: Self.body.count)
    }
  }

  @Test("What is compressed twice, or asks for too large a window, is told why")
  func refused() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let twice = await send(Self.body, "gzip, gzip", to: receiver)
      #expect(twice?.status == 415 && twice?.text.contains("compressed once") == true)
      // A window of 16 MiB.
      let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 14 << 3, 0x02, 0x00, 0x10, 0x41]
      let wide = await send(frame, "zstd", to: receiver)
      #expect(wide?.status == 400 && wide?.text.contains("window of more than 8 MiB") == true)
    }
  }

  @Test("A bomb: 413, and nothing is held", arguments: codings)
  func bomb(coding: String, format: BodyFormat) async throws {
    try await Receiver.with(Receiver(maximumRequestBytes: 1 << 20)) { receiver in
      let bomb = CompressedBytes.bomb(of: 2 << 20, format)
      try #require(bomb.count < 1 << 20)
      #expect(await send(bomb, coding, to: receiver)?.status == 413)
      #expect(receiver.count(.tooLarge) == 1)
      #expect(receiver.counters.statistics[.traces].decodeErrors == [.tooLarge: 1])
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("No room for what comes of it: 503; never any room: 413", arguments: codings)
  func overload(coding: String, format: BodyFormat) async throws {
    let sent = CompressedBytes.stored(Self.body, format)
    let room = sent.count + Self.body.count
    try await Receiver.with(Receiver(budget: room + 10)) { receiver in
      #expect(await send(sent, coding, to: receiver)?.status == 200)
      await receiver.becomes(reserved: Self.body.count)
      #expect(await send(sent, coding, to: receiver)?.status == 503)
      await receiver.becomes(reserved: Self.body.count)
    }
    try await Receiver.with(Receiver(budget: room - 1)) { receiver in
      #expect(await send(sent, coding, to: receiver)?.status == 413)
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("Cut off or something else: 400", arguments: codings)
  func malformed(coding: String, format: BodyFormat) async throws {
    let whole = CompressedBytes.stored(Self.body, format)
    try await Receiver.with(Receiver()) { receiver in
      let bodies = [Array(whole.dropLast(3)), Array(whole.prefix(8)), Self.body, whole + [1, 2, 3]]
      for body in bodies {
        #expect(await send(body, coding, to: receiver)?.status == 400)
      }
      #expect(receiver.count(.malformed) == bodies.count)
      #expect(receiver.traces.requests.isEmpty)
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("gRPC takes them, too", arguments: codings.filter { $0.name.first?.isLowercase == true })
  func calls(coding: String, format: BodyFormat) async throws {
    try await Receiver.with(Receiver(maximumRequestBytes: 1 << 20, speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let fields = [(name: "grpc-encoding", value: coding)]
      let good = RawHTTP2.message(CompressedBytes.stored(Self.body, format), isCompressed: true)
      #expect(await client.call(1, exportTraces, fields, body: good)?.status == 0)
      #expect(receiver.traces.requests.map { Array($0.body.readableBytesView) } == [Self.body])
      let bomb = RawHTTP2.message(CompressedBytes.bomb(of: 2 << 20, format), isCompressed: true)
      #expect(await client.call(3, exportTraces, fields, body: bomb)?.status == 8)
    }
  }
}
