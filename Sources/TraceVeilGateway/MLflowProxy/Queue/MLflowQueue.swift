import Logging
import NIOHTTP1
import OTLP
import ServiceLifecycle
import Store
import Synchronization
import TraceVeil

/// The queue on disk of drop-in mode's OTLP route. Its other routes need MLflow's own answer.
final class MLflowQueue: Sendable {
  /// The name of its folder among those of destinations. No destination of the settings may have it.
  static let destination = "drop-in"
  /// How long the deletion of traces waits for spans that came before it. MLflow would make the traces anew with them.
  private static let patience = Duration.seconds(2)

  let requests: RedactedQueue
  private let claims: QueuedClaims
  private let headers: StoredHeaders
  /// A larger request cannot be stored.
  private let maximumBytes: Int
  /// Whether the client is answered when its request is on disk; else when it is accepted.
  private let answersFromDisk: Bool
  /// The reasons that the log has been told of.
  private let told = Mutex<Set<StoredHeaders.Refusal>>([])
  private let logger: Logger

  init(
    _ requests: RedactedQueue,
    claims: QueuedClaims,
    headers: StoredHeaders,
    maximumBytes: Int,
    answersFromDisk: Bool,
    logger: Logger
  ) {
    self.requests = requests
    self.claims = claims
    self.headers = headers
    self.maximumBytes = maximumBytes
    self.answersFromDisk = answersFromDisk
    self.logger = logger
  }

  /// What is stored of the headers of a request. Nil for one that its client has to wait for, as without a queue.
  func headers(of head: HTTPHeaders, bytes: Int) -> ForwardedHeaders? {
    switch headers.headers(of: head) {
    case .success(let headers): return bytes <= maximumBytes ? headers : nil
    case .failure(let refusal):
      guard told.withLock({ $0.insert(refusal).inserted }) else { return nil }
      logger.notice(
        "Spans with headers that are not stored are sent to MLflow while their client waits",
        metadata: ["because": "\(refusal.rawValue)"]
      )
      return nil
    }
  }

  /// - Parameter holding: Kept until the request is on disk, or cannot be.
  /// - Returns: Whether it may be acknowledged.
  func append(
    _ sealed: RedactedQueue.Sealed,
    of spans: StoredSpans.Request,
    holding body: some Sendable
  ) async -> Bool {
    claims.wait(for: spans)
    guard answersFromDisk else {
      requests.append(sealed) { [claims] isStored in
        withExtendedLifetime(body) {}
        if !isStored { claims.end(spans, isStored: false) }
      }
      return true
    }
    let isStored = await requests.append(sealed)
    withExtendedLifetime(body) {}
    if !isStored { claims.end(spans, isStored: false) }
    return isStored
  }

  /// Waits a while until what is stored has been delivered.
  func settle() async { _ = await requests.flush(within: Self.patience) }
}

extension MLflowQueue: Service {
  /// The drain shuts it down, out of its turn, which the group would take for a failure.
  func run() async {
    await requests.run()
    try? await gracefulShutdown()
  }
}
