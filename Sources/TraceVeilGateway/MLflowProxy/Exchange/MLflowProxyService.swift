import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Synchronization
import TraceVeil

/// Serves the requests to the proxy's port, each in a task of its own, until the gateway ends.
final class MLflowProxyService: HTTPService, Service {
  private typealias Tasks = [ObjectIdentifier: Task<Void, Never>]

  /// So much of a refused body is read and dropped that its sender gets the answer.
  static let limits: HTTPConnectionLimits = {
    var limits = HTTPConnectionLimits(maximumBodyBytes: 0)
    limits.lingerBytes = 64 << 20
    limits.lingerTimeout = limits.bodyTimeout
    // Questions of MLflow's client name hundreds of traces in an address. Its server takes heads up to about this length.
    limits.maximumFieldBytes = 64 << 10
    limits.maximumHeadBytes = 128 << 10
    return limits
  }()

  let proxy: MLflowProxy
  private let executors = EventLoopExecutors(MultiThreadedEventLoopGroup.singleton)
  private let running = Mutex(Tasks())
  private let patience: TimeAmount

  /// - Parameter patience: How long a write of a client that has left may still take: MLflow carries out what it has,
  ///   whoever listens.
  init(_ proxy: MLflowProxy, patience: TimeAmount = .seconds(30)) {
    self.proxy = proxy
    self.patience = patience
  }

  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    guard let presence = proxy.occupancy.enter() else {
      proxy.counters.count(.shuttingDown, .unknown)
      return .answer(MLflowAnswers.shuttingDown)
    }
    return .stream(MLflowRequest(self, head.method, presence, channel.eventLoop, executors))
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    // What becomes of a request that has begun is counted there.
    guard rejection == .headTooLarge else { return MLflowAnswers.noHTTP }
    proxy.counters.count(.tooLarge, .unknown)
    proxy.failures.noteLargeHead()
    return MLflowAnswers.headTooLarge
  }

  /// Returns once the last request has ended.
  func run() async {
    try? await gracefulShutdown()
    // The port is closed, and its connections with it.
    let tasks = cancelRequests()
    for task in tasks { await task.value }
  }

  /// Ends the requests that are being served: their clients are gone, and nobody waits for the server's answers.
  /// - Returns: What ends with them.
  @discardableResult
  func cancelRequests() -> [Task<Void, Never>] {
    let tasks = running.withLock { Array($0.values) }
    for task in tasks { task.cancel() }
    return tasks
  }

  fileprivate func serve(_ request: MLflowRequest, _ client: HTTPExchange) {
    let id = ObjectIdentifier(request)
    running.withLock { tasks in
      // On the thread that its bytes come on: a request wakes no other one then.
      tasks[id] = Task(executorPreference: request.executor) {
        await withTaskCancellationHandler {
          // What goes wrong with a request ends its connection, and has been counted.
          try? await MLflowExchange(proxy: self.proxy, client: client).run()
        } onCancel: {
          client.finish()
        }
        client.finish()
        self.running.withLock { $0[id] = nil }
        // Until here a shutdown waits for it.
        withExtendedLifetime(request) {}
      }
    }
  }

  /// The client has left. Then a read is of no use. A write is, and the server may need a while for it. But a write
  /// that the server never answers must not keep bytes and a connection.
  fileprivate func clientLeft(_ request: MLflowRequest) {
    let id = ObjectIdentifier(request)
    if request.isRead { return cancel(id) }
    request.eventLoop.scheduleTask(in: patience) { [weak self, weak request] in
      if request != nil { self?.cancel(id) }
    }
  }

  private func cancel(_ id: ObjectIdentifier) {
    running.withLock { $0[id] }?.cancel()
  }
}

/// A request that has been let in.
private final class MLflowRequest: StreamedRequest {
  private let service: MLflowProxyService
  private let presence: Occupancy.Presence
  let eventLoop: any EventLoop
  let executor: EventLoopExecutor?
  /// Whether it changes nothing.
  let isRead: Bool

  init(
    _ service: MLflowProxyService,
    _ method: HTTPMethod,
    _ presence: consuming Occupancy.Presence,
    _ eventLoop: any EventLoop,
    _ executors: EventLoopExecutors
  ) {
    self.service = service
    self.presence = presence
    self.eventLoop = eventLoop
    executor = executors.executor(of: eventLoop)
    isRead = [.GET, .HEAD, .OPTIONS].contains(method)
  }

  func serve(_ exchange: HTTPExchange) { service.serve(self, exchange) }

  func clientLeft() { service.clientLeft(self) }
}
