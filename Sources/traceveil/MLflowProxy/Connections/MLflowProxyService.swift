import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import TraceVeil

/// Serves the connections of the proxy's port until that is closed.
struct MLflowProxyService: Service {
  let proxy: MLflowProxy
  private let connections: AsyncStream<any Channel>
  private let arrivals: AsyncStream<any Channel>.Continuation
  private let executors = EventLoopExecutors(MultiThreadedEventLoopGroup.singleton)

  init(_ proxy: MLflowProxy) {
    self.proxy = proxy
    // Bounded by the listener, which counts connections.
    (connections, arrivals) = AsyncStream.makeStream()
  }

  /// Prepares a new connection, which is queued once it is open. On its event loop.
  func take(_ channel: any Channel) throws {
    try channel.pipeline.syncOperations.addHandlers([
      ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: HTTPConnectionLimits.head)),
      HTTPResponseEncoder(),
      HTTPServerProtocolErrorHandler(),
      ConnectionDeadlines(limits: HTTPConnectionLimits(maximumBodyBytes: 0)) { [arrivals] channel in
        if case .enqueued = arrivals.yield(channel) { return }
        channel.close(promise: nil)
      },
    ])
  }

  func run() async {
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        for await channel in connections {
          // On the thread that its bytes come on: a request wakes no other one then.
          group.addTask(executorPreference: executors.executor(of: channel.eventLoop)) {
            // What goes wrong with a connection ends it, and has been counted.
            try? await MLflowConnection(proxy: proxy).serve(channel)
            channel.close(promise: nil)
          }
        }
        // The port is closed, and its connections with it.
        group.cancelAll()
      }
    } onGracefulShutdown: {
      arrivals.finish()
    }
  }
}
