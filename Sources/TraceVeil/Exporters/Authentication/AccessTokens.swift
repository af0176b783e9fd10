import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// The access tokens of one exporter: kept for as long as they are good, and asked for by one question at a time.
///
/// Safe to use from any number of tasks.
final class AccessTokens: Sendable {
  /// A token request in progress, for all that wait for its answer.
  private final class Question: Sendable {
    let answered = Latch()
    let result = Mutex<Result<AccessToken, TokenFailure>?>(nil)
  }

  private struct State {
    var token = AccessTokenState()
    var secret: String
    var question: Question?
  }

  /// The time limit of a token request if attempts have no limit. Otherwise it is half of theirs.
  private static let usualLimit = Duration.seconds(10)

  private let client: OAuth2Client
  private let connections: RotatingClient
  private let limit: Duration
  private let clock: any PipelineClock
  private let state: Mutex<State>

  /// Reads the file of the secret, so it blocks.
  /// - Parameter tls: The TLS settings of the destination. They also apply to the token server.
  init(
    _ client: OAuth2Client,
    tls: TLSConfiguration,
    attempt: Duration,
    connectionAge: Duration,
    clock: any PipelineClock
  ) throws(ExporterConfigurationError) {
    do throws(ExporterConfigurationError) {
      _ = try EndpointURL.checked(client.tokenURL)
    } catch {
      throw ExporterConfigurationError(property: "tokenURL", reason: error.reason)
    }
    self.client = client
    self.clock = clock
    // So that an attempt that cannot have a token says so, and not that the destination took too long.
    limit = attempt > .zero ? attempt / 2 : Self.usualLimit
    connections = RotatingClient(
      configuration: HTTPClient.Configuration(tls: tls, proxy: client.proxy, connections: 1),
      maximumAge: connectionAge,
      clock: clock
    )
    state = Mutex(State(secret: try Self.secret(client)))
  }

  /// The token in force, or a new one. Ends when the task is cancelled; a question goes on for others.
  func current() async -> Result<AccessToken, TokenFailure> {
    let now = clock.now
    let (step, question) = state.withLock { state in
      let step = state.token.next(at: now)
      if step == .ask { state.question = Question() }
      return (step, state.question)
    }
    if case .use(let token) = step { return .success(token) }
    guard let question else { return .failure(.cancelled) }
    if step == .ask {
      // Of nobody's task: it is not to end with the first that gives up. It ends at its limit, or with the client.
      Task.detached { await self.ask(question) }
    }
    await question.answered.wait()
    return question.result.withLock { $0 } ?? .failure(.cancelled)
  }

  /// A server did not take it.
  func refused(_ token: AccessToken) { state.withLock { $0.token.refused(token) } }

  /// Reads the secret again, so it blocks.
  func read() throws(ExporterConfigurationError) -> String { try Self.secret(client) }

  /// Changes the secret for later token requests.
  /// - Parameter tls: The new TLS settings; nil to keep the previous ones.
  func use(secret: String, tls: TLSConfiguration?) {
    state.withLock { state in
      if state.secret != secret { state.token.forget() }
      state.secret = secret
    }
    if let tls { connections.use(tls) }
  }

  /// Ends all connections. - Parameter completion: Called once they are closed.
  func shutDown(_ completion: @escaping @Sendable () -> Void) { connections.shutDown(completion) }

  private func ask(_ question: Question) async {
    let began = clock.now
    let exchange = TokenExchange(client: client, secret: state.withLock { $0.secret })
    let answer =
      await withTimeLimit(limit, on: clock) { await self.answer(to: exchange) }
      ?? .failure(.unanswered(.timedOut))
    let now = clock.now
    let result: Result<AccessToken, TokenFailure> = state.withLock { state in
      state.question = nil
      switch answer {
      case .success(let grant):
        return .success(state.token.granted(grant.token, lifetime: grant.lifetime, since: began))
      case .failure(let failure):
        return state.token.failed(at: now).map { .success($0) } ?? .failure(failure)
      }
    }
    question.result.withLock { $0 = result }
    question.answered.open()
  }

  private func answer(to exchange: TokenExchange) async -> Result<TokenExchange.Grant, TokenFailure> {
    do {
      return try await connections.use { client in
        let response = try await client.execute(exchange.request, deadline: .distantFuture)
        let status = Int(response.status.code)
        let body: ByteBuffer
        do {
          body = try await response.body.collect(upTo: TokenExchange.maximumBytes)
        } catch is NIOTooManyBytesError {
          return .failure(.unreadable(status: status))
        }
        let retryAfter = response.headers.first(name: "Retry-After")
          .flatMap { RetryAfter.parse($0, unixTime: clock.unixTime) }
        return TokenExchange.outcome(status: status, body, retryAfter: retryAfter)
      }
    } catch let error as HTTPClientError where error == .alreadyShutdown {
      return .failure(.shutDown)
    } catch {
      return .failure(.unanswered(ConnectionFailure(error)))
    }
  }

  private static func secret(_ client: OAuth2Client) throws(ExporterConfigurationError) -> String {
    try CredentialFiles.line(of: client.secretFile, "clientSecretFile")
  }
}

extension AccessTokens: CustomStringConvertible, CustomReflectable {
  var description: String { "AccessTokens" }
  var customMirror: Mirror { Mirror(self, children: ["client": client.id]) }
}
