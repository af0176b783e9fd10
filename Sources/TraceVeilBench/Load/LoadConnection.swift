import NIOCore
import NIOHTTP1
import NIOHTTP2
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
    let wire = generator.target.wire
    let connected = ClientBootstrap(group: generator.eventLoop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if wire == .grpc {
            try pipeline.addHandler(NIOHTTP2Handler(mode: .client))
            try pipeline.addHandler(GRPCLoadCodec())
          } else {
            try pipeline.addHTTPClientHandlers()
          }
          try pipeline.addHandler(handler.value)
        }
      }
      .connect(host: "127.0.0.1", port: generator.target.port)
    connected.assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel):
        self.channel = channel
        // Its handlers are told only after this that there is a connection, and HTTP/2 has something to say first.
        self.generator.eventLoop.assumeIsolated().execute { self.connected() }
      case .failure:
        self.connectionLost()
      }
    }
  }

  private func connected() {
    guard channel != nil, !hasEnded else { return }
    guard let exchange else { return takeNext() }
    if !exchange.isWaiting { send() }
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
    body.clear()
    generator.bodies.write(exchange.request, to: &body)
    // Those of protobuf in any case, so that what protocols cost can be compared.
    self.exchange?.byteCount = generator.workload.template(of: exchange.request).body.count
    let target = generator.target
    var headers: HTTPHeaders = [
      "host": "127.0.0.1:\(target.port)", "content-type": target.wire.contentType,
      "content-length": String(body.readableBytes),
    ]
    for (name, value) in target.headers { headers.add(name: name, value: value) }
    let path = target.path ?? target.wire.path
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path, headers: headers)
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
