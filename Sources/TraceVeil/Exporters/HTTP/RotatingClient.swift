import AsyncHTTPClient
import Dispatch
import Synchronization

/// A pool of connections that is made anew when it is too old.
///
/// A connection that stays for ever keeps to one server behind a name, whatever joins it or is to be emptied.
final class RotatingClient: Sendable {
  private let rotation: Mutex<ClientRotation<HTTPClient>>
  private let configuration: HTTPClient.Configuration
  private let clock: any PipelineClock

  init(configuration: HTTPClient.Configuration, maximumAge: Duration, clock: any PipelineClock) {
    rotation = Mutex(ClientRotation(maximumAge: maximumAge))
    self.configuration = configuration
    self.clock = clock
  }

  /// Calls `body` with a client that is not shut down before it returns, unless all are.
  ///
  /// - Throws: `HTTPClientError.alreadyShutdown` after the end, or what `body` throws.
  func use<Result>(_ body: (HTTPClient) async throws -> Result) async throws -> Result {
    let taken = rotation.withLock { rotation in
      rotation.take(at: clock.now) { HTTPClient(configuration: configuration) }
    }
    guard let (use, unused) = taken else { throw HTTPClientError.alreadyShutdown }
    unused?.shutdown { _ in }
    defer { rotation.withLock { $0.giveBack(use) }?.shutdown { _ in } }
    return try await body(use.client)
  }

  /// Ends all connections. - Parameter completion: Called once they are closed.
  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    let clients = rotation.withLock { $0.end() }
    guard !clients.isEmpty else { return completion() }
    let closing = DispatchGroup()
    for client in clients {
      closing.enter()
      client.shutdown { _ in closing.leave() }
    }
    closing.notify(queue: .global(), execute: completion)
  }
}
