import NIOCore
import NIOHPACK
package import NIOSSL

/// One frame of HTTP/2.
package struct RawFrame: Sendable, Hashable {
  package enum Kind {
    package static let data: UInt8 = 0
    package static let headers: UInt8 = 1
    package static let priority: UInt8 = 2
    package static let reset: UInt8 = 3
    package static let settings: UInt8 = 4
    package static let ping: UInt8 = 6
    package static let goAway: UInt8 = 7
    package static let windowUpdate: UInt8 = 8
    package static let continuation: UInt8 = 9
  }

  package var kind: UInt8
  package var flags: UInt8 = 0
  package var stream: UInt32 = 0
  package var payload: [UInt8] = []

  package init(_ kind: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) {
    self.kind = kind
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  package var bytes: [UInt8] {
    let length = UInt32(payload.count).bigEndianBytes
    return length.dropFirst() + [kind, flags] + stream.bigEndianBytes + payload
  }

  /// The four bytes of the payload there.
  package func number(at offset: Int) -> UInt32 {
    payload.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  static func parse(_ bytes: inout [UInt8]) -> RawFrame? {
    guard bytes.count >= 9 else { return nil }
    let length = bytes.prefix(3).reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= 9 + length else { return nil }
    let stream = bytes[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let frame = RawFrame(bytes[3], flags: bytes[4], stream: stream, Array(bytes[9..<9 + length]))
    bytes.removeFirst(9 + length)
    return frame
  }
}

extension UInt32 {
  package var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

/// A client of HTTP/2 that sends exactly the frames a test wants.
package final class RawHTTP2 {
  package typealias Fields = [(name: String, value: String)]

  /// What came back on one stream.
  package struct Reply: Sendable {
    package var fields: [(name: String, value: String)] = []
    package var body: [UInt8] = []

    package subscript(name: String) -> String? { fields.last { $0.name == name }?.value }
    /// The status of gRPC.
    package var status: Int? { self["grpc-status"].flatMap { Int($0) } }
  }

  package let connection: RawConnection
  private var decoder = HPACKDecoder(allocator: ByteBufferAllocator())
  /// Frames of the connection as a whole, and resets, in their order.
  package private(set) var others: [RawFrame] = []
  private var replies: [UInt32: Reply] = [:]

  private init(_ connection: RawConnection) { self.connection = connection }

  /// - Parameters:
  ///   - settings: What the client says of itself.
  ///   - inParts: Whether the preface is sent byte by byte.
  package static func open(
    port: Int,
    tls: NIOSSLContext? = nil,
    settings: [(UInt16, UInt32)] = [],
    inParts: Bool = false
  ) async throws -> RawHTTP2 {
    let client = RawHTTP2(try await RawConnection.open(port: port, tls: tls))
    let payload = settings.flatMap { [UInt8($0.0 >> 8), UInt8($0.0 & 0xFF)] + $0.1.bigEndianBytes }
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    for part in inParts ? preface.utf8.map({ [$0] }) : [Array(preface.utf8)] {
      await client.connection.send(part)
    }
    await client.send(RawFrame(RawFrame.Kind.settings, payload))
    return client
  }

  package func send(_ frames: RawFrame...) async { await connection.send(frames.flatMap(\.bytes)) }

  /// Fields of a head as literals, without a table and without Huffman's code.
  package static func block(_ fields: Fields) -> [UInt8] {
    fields.flatMap { [0] + text($0.name) + text($0.value) }
  }

  private static func text(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var length: [UInt8] = []
    if bytes.count < 127 {
      length = [UInt8(bytes.count)]
    } else {
      var rest = bytes.count - 127
      length = [127]
      while rest >= 128 {
        length.append(UInt8(rest % 128) | 128)
        rest /= 128
      }
      length.append(UInt8(rest))
    }
    return length + bytes
  }

  package static func head(_ path: String, _ fields: Fields = []) -> Fields {
    [
      (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ].filter { own in !fields.contains { $0.name == own.0 } }.map { ($0.0, $0.1) } + fields
  }

  package static func headers(_ stream: UInt32, _ fields: Fields, end: Bool = false) -> RawFrame {
    // Pseudo fields come first.
    let sorted = fields.filter { $0.name.hasPrefix(":") } + fields.filter { !$0.name.hasPrefix(":") }
    return RawFrame(RawFrame.Kind.headers, flags: end ? 5 : 4, stream: stream, block(sorted))
  }

  package static func data(
    _ stream: UInt32,
    _ bytes: [UInt8],
    end: Bool = false,
    padding: Int? = nil
  ) -> RawFrame {
    guard let padding else { return RawFrame(RawFrame.Kind.data, flags: end ? 1 : 0, stream: stream, bytes) }
    let payload = [UInt8(padding)] + bytes + Array(repeating: 0, count: padding)
    return RawFrame(RawFrame.Kind.data, flags: end ? 9 : 8, stream: stream, payload)
  }

  /// A message in its frame.
  package static func message(_ bytes: [UInt8], isCompressed: Bool = false) -> [UInt8] {
    [isCompressed ? 1 : 0] + UInt32(bytes.count).bigEndianBytes + bytes
  }

  /// Sends a whole request, in frames of the usual size, and waits for its reply.
  package func call(_ stream: UInt32, _ path: String, _ fields: Fields = [], body: [UInt8]) async -> Reply? {
    await send(Self.headers(stream, Self.head(path, fields), end: body.isEmpty))
    var rest = body[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(16_384))
      rest = rest.dropFirst(part.count)
      await send(Self.data(stream, part, end: rest.isEmpty))
    }
    return await reply(stream)
  }

  /// The reply on a stream, once it is complete; nil when the stream is reset, or the connection ends, before.
  package func reply(_ stream: UInt32) async -> Reply? {
    if let reply = replies.removeValue(forKey: stream | 1 << 31) { return reply }
    while let frame = await nextFrame() {
      if frame.kind == RawFrame.Kind.reset, frame.stream == stream { return nil }
      if let reply = replies.removeValue(forKey: stream | 1 << 31) { return reply }
    }
    return nil
  }

  /// Returns once a frame of this kind has come, with it; nil when the connection ends before.
  package func frame(_ kind: UInt8) async -> RawFrame? {
    if let index = others.firstIndex(where: { $0.kind == kind }) { return others.remove(at: index) }
    while let frame = await nextFrame() {
      if frame.kind == kind {
        if others.last == frame { others.removeLast() }
        return frame
      }
    }
    return nil
  }

  /// Returns once the peer has closed the connection.
  package func closed() async { while await nextFrame() != nil {} }

  /// Answers of streams that have ended are kept under their number with the highest bit.
  private func nextFrame() async -> RawFrame? {
    guard let frame = await connection.next(RawFrame.parse) else { return nil }
    switch frame.kind {
    case RawFrame.Kind.headers:
      var block = ByteBuffer(bytes: frame.payload)
      if let fields = try? decoder.decodeHeaders(from: &block) {
        replies[frame.stream, default: Reply()].fields += fields.map { ($0.name, $0.value) }
      }
    case RawFrame.Kind.data: replies[frame.stream, default: Reply()].body += frame.payload
    default: others.append(frame)
    }
    if frame.kind <= RawFrame.Kind.headers, frame.flags & 1 == 1 {
      replies[frame.stream | 1 << 31] = replies.removeValue(forKey: frame.stream)
    }
    return frame
  }
}
