public import OTLP
import Synchronization
public import TraceVeil

/// Keeps exported requests, so that a test can read the spans as a destination would have received them: redacted.
///
/// Safe for any number of concurrent exports. Properties may be read from any thread.
public final class InMemoryExporter: SpanExporter {
  private struct State {
    var requests: [ExportRequest] = []
    var isShutDown = false
  }

  /// How bodies are compressed.
  public let compression: Compression
  /// How many exports there may be at a time.
  public let maximumConcurrentExports: Int
  private let state = Mutex(State())

  /// An exporter that has been given nothing.
  public init(compression: Compression = .none, maximumConcurrentExports: Int = 1) {
    self.compression = compression
    self.maximumConcurrentExports = maximumConcurrentExports
  }

  public var name: String { "memory" }

  /// The spans of all requests, in the order in which they were exported, with their resources and scopes. It traps
  /// if a request cannot be read, which does not happen for requests of a pipeline of spans.
  public var spans: [SpanData] {
    requests.flatMap { request in
      // What a pipeline has sealed can be read. A test should not go on with less.
      do { return try request.spans } catch { fatalError("a sealed request cannot be read") }
    }
  }

  /// The requests, in the order in which they were exported.
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
