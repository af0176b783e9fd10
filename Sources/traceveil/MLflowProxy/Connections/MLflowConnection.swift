import HTTPServer
import NIOCore
import NIOHTTP1
import TraceVeil

/// Serves the requests of one connection, one after the other.
struct MLflowConnection {
  let proxy: MLflowProxy

  /// Bytes of a refused body that are read and dropped, so that its sender gets to see the answer.
  static let drainLimit = 64 << 20

  /// Returns when the connection is closed.
  func serve(_ channel: any Channel) async throws {
    let connection = try await channel.eventLoop.submit {
      // One that has closed already would never say so to a handler that comes now.
      guard channel.isActive else { throw ChannelError.alreadyClosed }
      return try NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>(
        wrappingChannelSynchronously: channel
      )
    }.get()
    try await connection.executeThenClose { inbound, outbound in
      let reader = RequestBodyReader(inbound)
      // Nothing was read until somebody could take it.
      try await channel.setOption(.autoRead, value: true).get()
      while let head = try await reader.nextHead() {
        guard try await serve(head, reader, MLflowAnswerWriter(outbound, head)) else { return }
      }
    }
  }

  /// - Returns: Whether the connection can be used again.
  private func serve(
    _ head: HTTPRequestHead,
    _ reader: RequestBodyReader,
    _ writer: MLflowAnswerWriter
  ) async throws -> Bool {
    guard let presence = proxy.occupancy.enter() else {
      proxy.counters.count(.shuttingDown, .unknown)
      try await writer.send(MLflowAnswers.shuttingDown)
      return false
    }
    let exchange = MLflowExchange(proxy: proxy, head: head, reader: reader, writer: writer)
    let keepsAlive = try await exchange.run()
    _ = consume presence
    guard keepsAlive, head.isKeepAlive else { return false }
    return try await reader.drain(limit: Self.drainLimit)
  }
}

/// Writes the answer to one request.
struct MLflowAnswerWriter {
  /// The client has closed the connection before all of the answer was written.
  struct ClientGone: Error {}

  private let outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
  private let head: HTTPRequestHead

  init(_ outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>, _ head: HTTPRequestHead) {
    self.outbound = outbound
    self.head = head
  }

  /// For a client that waits for it before it sends its body.
  func sendContinue() async throws {
    guard head.expectsContinue else { return }
    try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
  }

  func send(_ answer: HTTPAnswer) async throws {
    let closing = answer.closes || !head.isKeepAlive
    try await outbound.write(.head(answer.head(version: head.version, closing: closing)))
    if head.method != .HEAD, !answer.body.isEmpty {
      try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: answer.body))))
    }
    try await outbound.write(.end(nil))
  }

  /// - Returns: Whether the connection can be used again afterwards.
  func begin(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) async throws -> Bool {
    var headers = headers
    // The length of an answer to HEAD that has no length cannot be framed.
    let endsByClose = head.method == .HEAD && !headers.contains(name: "content-length") || !head.isKeepAlive
    if endsByClose {
      headers.add(name: "connection", value: "close")
    } else if head.version == .http1_0 {
      headers.add(name: "connection", value: "keep-alive")
    }
    try await outbound.write(.head(HTTPResponseHead(version: head.version, status: status, headers: headers)))
    return !endsByClose && (head.version != .http1_0 || headers.contains(name: "content-length"))
  }

  func write(_ part: ByteBuffer) async throws {
    guard head.method != .HEAD else { return }
    try await send(.body(.byteBuffer(part)))
  }

  func end() async throws { try await send(.end(nil)) }

  private func send(_ part: HTTPServerResponsePart) async throws {
    do {
      try await outbound.write(part)
    } catch {
      throw ClientGone()
    }
  }
}
