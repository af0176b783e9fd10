import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
import Synchronization

/// An HTTP/1.1 server on a free loopback port that answers requests as scripted, and keeps them.
package final class ScriptedServer: Sendable {
  struct State {
    var script: [ScriptedAnswer]
    let afterwards: ScriptedAnswer
    var requests: [ReceivedRequest] = []
    var connections = 0
    var channels: [any Channel] = []
  }

  let state: Mutex<State>
  /// Requests whose head has arrived.
  package let begun = EventCounter()
  /// Requests that have arrived whole.
  package let received = EventCounter()
  private let listener = Mutex<(any Channel)?>(nil)
  private let scheme: String

  private init(script: [ScriptedAnswer], afterwards: ScriptedAnswer, scheme: String) {
    state = Mutex(State(script: script, afterwards: afterwards))
    self.scheme = scheme
  }

  /// - Parameters:
  ///   - script: For the first requests, in the order their heads arrive.
  ///   - afterwards: For all others.
  ///   - tls: To serve HTTPS.
  package static func start(
    _ script: [ScriptedAnswer] = [],
    afterwards: ScriptedAnswer = .ok,
    tls: NIOSSLContext? = nil
  ) async throws -> ScriptedServer {
    let server = ScriptedServer(script: script, afterwards: afterwards, scheme: tls == nil ? "http" : "https")
    let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(server.connection(channel))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.listener.withLock { $0 = listener }
    return server
  }

  package var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }

  package func url(_ path: String = "/v1/traces") -> String { "\(scheme)://localhost:\(port)\(path)" }

  package var requests: [ReceivedRequest] { state.withLock { $0.requests } }
  package var connectionCount: Int { state.withLock { $0.connections } }
  package var openConnections: Int { state.withLock { $0.channels.filter(\.isActive).count } }

  /// Takes nothing more and ends all connections.
  package func stop() async {
    try? await listener.withLock { $0.take() }?.close().get()
    for channel in state.withLock({ $0.channels }) { try? await channel.close().get() }
  }

  private func connection(_ channel: any Channel) -> ScriptedConnection {
    let number = state.withLock { state in
      state.connections += 1
      state.channels.append(channel)
      return state.connections
    }
    return ScriptedConnection(server: self, number: number)
  }

  func nextAnswer() -> ScriptedAnswer {
    state.withLock { $0.script.isEmpty ? $0.afterwards : $0.script.removeFirst() }
  }

  func keep(_ request: ReceivedRequest) {
    state.withLock { $0.requests.append(request) }
  }
}
