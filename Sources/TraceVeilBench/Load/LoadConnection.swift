import NIOCore
import NIOHTTP1
import NIOPosix
import Workload

/// One sender of a load: a request at a time, which it repeats until it is acknowledged or the time is over.
final class LoadConnection {
  private struct Exchange {
    let request: UInt64
    let intended: UInt64
    var byteCount = 0
    /// Between a refusal and the time to try again.
    var isWaiting = false
  }

  /// A refusal without `Retry-After` waits this long; a longer wait than the cap is cut to it.
  private static let defaultRetry = 1
  private static let longestRetry = 30

  private unowned let generator: LoadGenerator
  private var channel: (any Channel)?
  private var exchange: Exchange?
  private var body = ByteBuffer()
  private var hasEnded = false

  init(_ generator: LoadGenerator) {
    self.generator = generator
  }

  func connect() {
    let handler = NIOLoopBound(LoadAnswers(self), eventLoop: generator.eventLoop)
    let connected = ClientBootstrap(group: generator.eventLoop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(handler.value)
        }
      }
      .connect(host: "127.0.0.1", port: generator.target.port)
    connected.assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel):
        self.channel = channel
        guard let exchange = self.exchange else { return self.takeNext() }
        if !exchange.isWaiting { self.send() }
      case .failure:
        self.connectionLost()
      }
    }
  }

  /// Ends a connection whose answer has not come in time.
  func giveUp() {
    guard !hasEnded else { return }
    end()
  }

  func answered(_ head: HTTPResponseHead) {
    guard let exchange else { return }
    switch head.status {
    case .ok:
      generator.acknowledged(
        request: exchange.request,
        bytes: exchange.byteCount,
        intended: exchange.intended
      )
      self.exchange = nil
      takeNext()
    case .serviceUnavailable, .tooManyRequests:
      let asked = head.headers.first(name: "retry-after").flatMap { Int($0) } ?? Self.defaultRetry
      let seconds = min(asked, Self.longestRetry)
      generator.refused(seconds: seconds)
      sendAgain(in: .seconds(Int64(seconds)))
    default:
      generator.answered(status: Int(head.status.code))
      self.exchange = nil
      takeNext()
    }
  }

  /// The peer has closed the connection or never opened it.
  func connectionLost() {
    channel = nil
    guard !hasEnded else { return }
    // An idle connection may be closed; only one with work is a failure.
    if exchange != nil { generator.connectionFailed() }
    guard generator.isOpen() else { return end() }
    generator.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(20)) {
      if !self.hasEnded { self.connect() }
    }
  }

  private func takeNext() {
    switch generator.nextStep() {
    case .send(let number, let intended):
      exchange = Exchange(request: number, intended: intended)
      send()
    case .wait(let time):
      let delay = TimeAmount.nanoseconds(Int64(time - min(time, generator.now)))
      generator.eventLoop.assumeIsolated().scheduleTask(in: delay) {
        if self.channel != nil, self.exchange == nil, !self.hasEnded { self.takeNext() }
      }
    case .finished:
      end()
    }
  }

  private func sendAgain(in delay: TimeAmount) {
    guard generator.isOpen(after: delay) else { return end() }
    exchange?.isWaiting = true
    generator.eventLoop.assumeIsolated().scheduleTask(in: delay) {
      guard !self.hasEnded else { return }
      guard self.generator.isOpen() else { return self.end() }
      self.exchange?.isWaiting = false
      // Without a channel a new one is on its way, and sends once it is there.
      if self.channel != nil { self.send() }
    }
  }

  private func send() {
    guard let channel, let exchange else { return }
    let template = generator.workload.template(of: exchange.request)
    body.clear()
    body.writeBytes(template.body)
    body.withUnsafeMutableReadableBytes {
      template.stamp($0, request: exchange.request, identity: generator.workload.identity)
    }
    self.exchange?.byteCount = template.body.count
    var headers: HTTPHeaders = [
      "host": "127.0.0.1:\(generator.target.port)", "content-type": "application/x-protobuf",
      "content-length": String(template.body.count),
    ]
    for (name, value) in generator.target.headers { headers.add(name: name, value: value) }
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: generator.target.path, headers: headers)
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  private func end() {
    hasEnded = true
    if exchange != nil { generator.abandoned() }
    exchange = nil
    channel?.close(promise: nil)
    channel = nil
    generator.connectionEnded()
  }
}

/// Hands the answers of one channel to the connection it belongs to.
private final class LoadAnswers: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let connection: LoadConnection
  private var head: HTTPResponseHead?

  init(_ connection: LoadConnection) {
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      if let head { connection.answered(head) }
      head = nil
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    connection.connectionLost()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
