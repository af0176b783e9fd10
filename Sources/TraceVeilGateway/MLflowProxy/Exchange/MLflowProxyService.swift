import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Synchronization
import TraceVeil

/// Serves the requests to the proxy's port, each in a task of its own, until the gateway ends.
final class MLflowProxyService: HTTPService, Service {
  private struct Running {
    var tasks: [Int: Task<Void, Never>] = [:]
    /// Of the next task.
    var number = 0
  }

  /// Of a refused body so much is read and dropped that its sender gets to see the answer.
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
  private let running = Mutex(Running())

  init(_ proxy: MLflowProxy) { self.proxy = proxy }

  func admit(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPAdmission {
    guard let presence = proxy.occupancy.enter() else {
      proxy.counters.count(.shuttingDown, .unknown)
      return .answer(MLflowAnswers.shuttingDown)
    }
    return .stream(MLflowRequest(self, presence, executors.executor(of: channel.eventLoop)))
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
    let tasks = running.withLock { Array($0.tasks.values) }
    for task in tasks { task.cancel() }
    return tasks
  }

  fileprivate func serve(_ request: MLflowRequest, _ client: HTTPExchange) {
    running.withLock { running in
      let number = running.number
      running.number += 1
      // On the thread that its bytes come on: a request wakes no other one then.
      running.tasks[number] = Task(executorPreference: request.executor) {
        await withTaskCancellationHandler {
          // What goes wrong with a request ends its connection, and has been counted.
          try? await MLflowExchange(proxy: self.proxy, client: client).run()
        } onCancel: {
          client.finish()
        }
        client.finish()
        self.running.withLock { $0.tasks[number] = nil }
        // Until here a shutdown waits for it.
        withExtendedLifetime(request) {}
      }
    }
  }
}

/// A request that has been let in.
private final class MLflowRequest: StreamedRequest {
  private let service: MLflowProxyService
  private let presence: Occupancy.Presence
  let executor: EventLoopExecutor?

  init(
    _ service: MLflowProxyService,
    _ presence: consuming Occupancy.Presence,
    _ executor: EventLoopExecutor?
  ) {
    self.service = service
    self.presence = presence
    self.executor = executor
  }

  func serve(_ exchange: HTTPExchange) { service.serve(self, exchange) }
}
