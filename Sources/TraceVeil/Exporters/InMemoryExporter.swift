import Synchronization

/// Keeps what it is given, for tests and for looking at it. Safe for any number of concurrent exports.
public final class InMemoryExporter: SpanExporter {
  private struct State {
    var requests: [ExportRequest] = []
    var isShutDown = false
  }

  public let compression: Compression
  public let maximumConcurrentExports: Int
  private let state = Mutex(State())

  public init(compression: Compression = .none, maximumConcurrentExports: Int = 1) {
    self.compression = compression
    self.maximumConcurrentExports = maximumConcurrentExports
  }

  public var name: String { "memory" }

  /// In the order they were exported.
  public var requests: [ExportRequest] { state.withLock { $0.requests } }

  /// Forgets what was exported so far.
  public func reset() {
    state.withLock { $0.requests.removeAll() }
  }

  public func export(_ request: ExportRequest) async -> ExportResult {
    state.withLock { state in
      guard !state.isShutDown else { return .failure(.shutDown) }
      state.requests.append(request)
      return .success
    }
  }

  public func shutdown(timeout: Duration) async -> FlushResult {
    state.withLock { $0.isShutDown = true }
    return .success
  }
}
