import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A connection to a loopback port that sends exactly the bytes a test wants and reads what comes back.
package final class RawConnection: Sendable {
  private let channel: any Channel
  private let inbox: Inbox

  private init(channel: any Channel, inbox: Inbox) {
    self.channel = channel
    self.inbox = inbox
  }

  /// - Parameter tls: For a connection in TLS.
  package static func open(port: Int, tls: NIOSSLContext? = nil) async throws -> RawConnection {
    let inbox = Inbox()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls {
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
          }
          try pipeline.addHandler(Collector(inbox: inbox))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    return RawConnection(channel: channel, inbox: inbox)
  }

  /// Sends bytes. A connection the peer has closed takes them silently, as a socket's buffer would.
  package func send(_ bytes: some Sequence<UInt8>) async {
    try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  package func send(_ text: String) async { await send(text.utf8) }

  /// The next response; nil when the connection ends before one is complete.
  package func response(toHEAD: Bool = false) async -> RawResponse? {
    while true {
      if let response = inbox.take(toHEAD: toHEAD) { return response }
      guard await inbox.more() else { return nil }
    }
  }

  /// The first bytes that `parse` can make something of, once they have come, and takes away; nil when the connection
  /// ends before.
  package func next<Part>(_ parse: (inout [UInt8]) -> Part?) async -> Part? {
    while true {
      if let part = inbox.take(parse) { return part }
      guard await inbox.more() else { return nil }
    }
  }

  /// Returns once the peer has closed the connection, with the bytes nobody has read.
  @discardableResult
  package func closedByPeer() async -> [UInt8] {
    while await inbox.more() {}
    return inbox.rest
  }

  /// Sends a request with a body and reads its response.
  package func request(
    _ method: String = "POST",
    _ target: String,
    headers: [(String, String)] = [],
    body: [UInt8] = []
  ) async -> RawResponse? {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    await send(Array((head + "\r\n").utf8) + body)
    return await response(toHEAD: method == "HEAD")
  }

  package func close() async {
    try? await channel.close().get()
  }
}

/// What has come and has not been looked at.
private final class Inbox: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var seen = 0
    var isClosed = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var rest: [UInt8] { state.withLock { $0.bytes } }

  func take(toHEAD: Bool) -> RawResponse? { take { RawResponse.parse(&$0, toHEAD: toHEAD) } }

  func take<Part>(_ parse: (inout [UInt8]) -> Part?) -> Part? {
    state.withLock { state in
      let part = parse(&state.bytes)
      state.seen = part == nil ? state.bytes.count : 0
      return part
    }
  }

  /// Waits for bytes that have not been looked at. False at the end.
  func more() async -> Bool {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.isClosed || state.bytes.count > state.seen { return true }
        state.waiting = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
    return state.withLock { state in
      guard state.bytes.count > state.seen else { return false }
      state.seen = state.bytes.count
      return true
    }
  }

  func add(_ bytes: ByteBuffer) {
    wake { $0.bytes += bytes.readableBytesView }
  }

  func close() {
    wake { $0.isClosed = true }
  }

  private func wake(_ change: (inout State) -> Void) {
    let waiting = state.withLock { state in
      change(&state)
      return state.waiting.take()
    }
    waiting?.resume()
  }
}

private final class Collector: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let inbox: Inbox

  init(inbox: Inbox) { self.inbox = inbox }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    inbox.add(unwrapInboundIn(data))
  }

  func channelInactive(context: ChannelHandlerContext) {
    inbox.close()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
