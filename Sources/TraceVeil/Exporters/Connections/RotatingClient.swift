import AsyncHTTPClient
import Dispatch
import NIOSSL
import Synchronization

extension HTTPClient.Configuration {
  /// Makes a client for requests each of which is one attempt: no redirect is followed, nothing is decompressed, and
  /// nothing is retried.
  /// - Parameter connections: How many connections there may be at a time.
  init(tls: TLSConfiguration, proxy: ProxyServer?, connections: Int) {
    self.init()
    tlsConfiguration = tls
    redirectConfiguration = .disallow
    decompression = .disabled
    self.proxy = proxy?.clientSetting
    // One failure to connect is one failed attempt: the retry policy alone decides what follows.
    connectionPool.retryConnectionEstablishment = false
    connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, connections)
    // A span for each export would be exported in turn.
    tracing.tracer = nil
  }
}

/// A pool of connections that is made anew when it is too old.
///
/// A connection that stays for ever keeps to one server behind a name, whatever joins it or is to be emptied.
final class RotatingClient: Sendable {
  private struct State {
    var rotation: ClientRotation<HTTPClient>
    var configuration: HTTPClient.Configuration
  }

  private let state: Mutex<State>
  private let clock: any PipelineClock

  init(configuration: HTTPClient.Configuration, maximumAge: Duration, clock: any PipelineClock) {
    state = Mutex(State(rotation: ClientRotation(maximumAge: maximumAge), configuration: configuration))
    self.clock = clock
  }

  /// Calls `body` with a client that is not shut down before it returns, unless all are.
  ///
  /// - Throws: `HTTPClientError.alreadyShutdown` after the end, or what `body` throws.
  func use<Result>(_ body: (HTTPClient) async throws -> Result) async throws -> Result {
    let taken = state.withLock { state in
      let configuration = state.configuration
      return state.rotation.take(at: clock.now) { HTTPClient(configuration: configuration) }
    }
    guard let (use, unused) = taken else { throw HTTPClientError.alreadyShutdown }
    unused?.shutdown { _ in }
    defer { state.withLock { $0.rotation.giveBack(use) }?.shutdown { _ in } }
    return try await body(use.client)
  }

  /// Changes the TLS settings for later requests.
  func use(_ tls: TLSConfiguration) {
    let unused = state.withLock { state in
      state.configuration.tlsConfiguration = tls
      return state.rotation.retire()
    }
    unused?.shutdown { _ in }
  }

  /// Ends all connections. - Parameter completion: Called once they are closed.
  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    let clients = state.withLock { $0.rotation.end() }
    guard !clients.isEmpty else { return completion() }
    let closing = DispatchGroup()
    for client in clients {
      closing.enter()
      client.shutdown { _ in closing.leave() }
    }
    closing.notify(queue: .global(), execute: completion)
  }
}
