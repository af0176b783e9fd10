import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization

/// Makes calls to one server of gRPC over connections that are kept, shared and made anew as they age.
///
/// Safe to use from any number of tasks. Nothing is queued here: whoever calls has a connection, opens one, or waits for the
/// one that is being opened.
final class GRPCClient: Sendable {
  struct Settings: Sendable {
    var host: String
    var port: Int
    /// Nil for a server without TLS.
    var tls: TLSConfiguration?
    var maximumConnectionAge: Duration
    var maximumResponseBytes: Int
  }

  private struct Connection: Sendable {
    let channel: any Channel
    let handler: NIOLoopBound<GRPCConnection>

    func begin(_ call: GRPCCall) { handler.value.begin(call) }
    func cancel(_ call: GRPCCall) { handler.value.cancel(call) }
  }

  private struct State {
    var pool: GRPCPool<Connection>
    var opening: [Int: EventLoopFuture<Void>] = [:]
  }

  /// Longest time to a connection over which calls can be made: the system's, TLS's and HTTP/2's beginnings together.
  private static let connectTimeout = TimeAmount.seconds(10)
  /// Times that a call is sent which servers have not looked at: as they end connections, or change their bounds.
  private static let maximumSendings = 4

  private let settings: Settings
  private let context: Mutex<NIOSSLContext?>
  private let group: any EventLoopGroup
  private let clock: any PipelineClock
  private let state: Mutex<State>

  init(_ settings: Settings, group: any EventLoopGroup, clock: any PipelineClock) throws {
    self.settings = settings
    self.group = group
    self.clock = clock
    context = Mutex(try settings.tls.map { try NIOSSLContext(configuration: $0) })
    state = Mutex(State(pool: GRPCPool(maximumAge: settings.maximumConnectionAge)))
  }

  /// Sends a message and waits for the answer. Ends at once when the task is cancelled.
  /// - Parameter headers: All of the head but what is about the connection.
  /// - Throws: ``GRPCFailure``, `CancellationError`, or why there is no connection.
  func call(_ headers: HPACKHeaders, _ message: ByteBuffer, isCompressed: Bool) async throws -> GRPCAnswer {
    var sendings = 0
    while true {
      try Task.checkCancellation()
      let (id, connection) = try await takeConnection()
      let call = GRPCCall(headers, message, isCompressed: isCompressed, on: connection.channel.eventLoop)
      do {
        defer { giveBack(id) }
        return try await send(call, over: connection)
      } catch GRPCFailure.notProcessed {
        sendings += 1
        guard sendings < Self.maximumSendings else { throw GRPCFailure.reset }
      }
    }
  }

  /// Changes the TLS settings for later connections. The earlier ones get no more calls.
  func use(_ tls: TLSConfiguration) throws {
    let made = try NIOSSLContext(configuration: tls)
    context.withLock { $0 = made }
    for connection in state.withLock({ $0.pool.retire() }) { connection.channel.close(promise: nil) }
  }

  /// Ends all connections. - Parameter completion: Called once they are closed.
  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    let connections = state.withLock { $0.pool.shutDown() }
    let loop = group.any()
    EventLoopFuture.andAllComplete(connections.map(\.channel.closeFuture), on: loop).whenComplete { _ in
      completion()
    }
    for connection in connections { connection.channel.close(promise: nil) }
  }

  // MARK: - Connections

  private func send(_ call: GRPCCall, over connection: Connection) async throws -> GRPCAnswer {
    let loop = connection.channel.eventLoop
    loop.execute { connection.begin(call) }
    return try await withTaskCancellationHandler {
      try await call.promise.futureResult.get()
    } onCancel: {
      loop.execute { connection.cancel(call) }
      call.promise.fail(CancellationError())
    }
  }

  private func giveBack(_ id: Int) {
    state.withLock { $0.pool.giveBack(id) }?.channel.close(promise: nil)
  }

  private func takeConnection() async throws -> (Int, Connection) {
    while true {
      let (step, old) = state.withLock { state in self.next(&state) }
      for connection in old { connection.channel.close(promise: nil) }
      switch step {
      case .call(let id, let connection): return (id, connection)
      case .wait(let opening): try await wait(for: opening)
      }
    }
  }

  private enum Step {
    case call(Int, Connection)
    case wait(EventLoopFuture<Void>)
  }

  private func next(_ state: inout State) -> (Step, [Connection]) {
    let (choice, old) = state.pool.take(at: clock.now)
    let loop = group.next()
    switch choice {
    case .call(let id, let connection): return (.call(id, connection), old)
    case .ended: return (.wait(loop.makeFailedFuture(GRPCFailure.shutDown)), old)
    case .wait(let id):
      return (.wait(state.opening[id] ?? loop.makeFailedFuture(GRPCFailure.reset)), old)
    case .open(let id):
      let opened = loop.makePromise(of: Void.self)
      state.opening[id] = opened.futureResult
      loop.execute { self.open(id, opened, on: loop) }
      return (.wait(opened.futureResult), old)
    }
  }

  /// Opens a connection. It runs on the event loop.
  private func open(_ id: Int, _ opened: EventLoopPromise<Void>, on loop: any EventLoop) {
    let (settings, context) = (settings, context.withLock { $0 })
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(Self.connectTimeout)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let context {
            let name = NetworkAddress(settings.host) == nil ? settings.host : nil
            try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
          }
          try pipeline.addHandler(PeerCheck())
          try pipeline.addHandler(
            NIOHTTP2Handler(mode: .client, connectionConfiguration: GRPCConnection.handlerConfiguration)
          )
          try pipeline.addHandler(self.makeHandler(id, opened, on: channel))
        }
      }
    bootstrap.connect(host: settings.host, port: settings.port).whenComplete { result in
      switch result {
      case .failure(let error): self.ended(id, opened, error)
      case .success(let channel):
        let timer = loop.scheduleTask(in: Self.connectTimeout) {
          channel.pipeline.fireErrorCaught(GRPCFailure.timedOut)
        }
        opened.futureResult.whenComplete { _ in timer.cancel() }
      }
    }
  }

  private func makeHandler(
    _ id: Int,
    _ opened: EventLoopPromise<Void>,
    on channel: any Channel
  ) -> GRPCConnection {
    // It is known once the handler is there, which is before anything is told.
    let itself = NIOLoopBoundBox<NIOLoopBound<GRPCConnection>?>(nil, eventLoop: channel.eventLoop)
    let events = GRPCConnection.Events(
      ready: { calls in
        guard let handler = itself.value else { return }
        self.ready(id, opened, Connection(channel: channel, handler: handler), calls: calls)
      },
      ended: { error in
        itself.value = nil
        self.ended(id, opened, error)
      }
    )
    let handler = GRPCConnection(events: events, maximumResponseBytes: settings.maximumResponseBytes)
    itself.value = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    return handler
  }

  private func ready(_ id: Int, _ opened: EventLoopPromise<Void>, _ connection: Connection, calls: Int) {
    guard calls > 0 else {
      // Nobody could use it, and everybody would open another one.
      return connection.channel.pipeline.fireErrorCaught(GRPCFailure.noStreams)
    }
    let (isOpening, unused) = state.withLock { state in
      let unused = state.pool.ready(id, connection, calls: calls)
      return (state.opening.removeValue(forKey: id) != nil, unused)
    }
    unused?.channel.close(promise: nil)
    if isOpening { opened.succeed() }
  }

  private func ended(_ id: Int, _ opened: EventLoopPromise<Void>, _ error: any Error) {
    let isOpening = state.withLock { state in
      state.pool.end(id)
      return state.opening.removeValue(forKey: id) != nil
    }
    if isOpening { opened.fail(error) }
  }

  /// The opening goes on when the task is cancelled: others may wait for it, or want it later.
  private func wait(for opening: EventLoopFuture<Void>) async throws {
    let mine = opening.eventLoop.makePromise(of: Void.self)
    opening.cascade(to: mine)
    try await withTaskCancellationHandler {
      try await mine.futureResult.get()
    } onCancel: {
      mine.fail(CancellationError())
    }
  }
}
