public import OTLP

/// Delivers sealed requests to one destination.
///
/// The name is the specification's, but exporters carry all signals. An exporter only gets ``ExportRequest``s, which
/// only a pipeline can make, after all transforms.
///
/// Threading: a pipeline has at most `maximumConcurrentExports` calls of `export` outstanding at a time and
/// begins them one after another. The default of 1 is the specification's rule that `Export` is never called
/// concurrently; an exporter that allows more declares by it that it is safe to. All other requirements may be
/// called at any time from any thread.
///
/// Time: `export` must not block the thread, and must return soon after its task has been cancelled.
public protocol SpanExporter: Sendable {
  /// The kind of exporter, as a label: `otlp_http`, `console`.
  var name: String { get }

  /// Where its requests go, for the log: without credentials and query. Nil if they go nowhere.
  var address: String? { get }

  /// How the bodies of its requests must be compressed.
  var compression: Compression { get }

  /// Where `export` must run, read before each call; nil for the system's default.
  var executor: (any TaskExecutor)? { get }

  /// How many calls of `export` may be outstanding at a time. Calls that wait for another attempt do not count.
  var maximumConcurrentExports: Int { get }

  /// The limits of a request. Larger batches become several requests. Limits on spans and traces only apply to
  /// traces. Nil for no limits. It is read before each batch is encoded.
  var requestCut: TraceRequestLimits? { get }

  /// Reads the files of certificates and credentials again, so it blocks. What is valid takes effect for what begins
  /// afterwards. By default, there are none.
  /// - Throws: ``ExporterConfigurationError`` where a file cannot be used: then all stays as it was.
  func reload() throws(ExporterConfigurationError)

  /// A consistent snapshot.
  var statistics: ExporterStatistics { get }

  /// Delivers the request, with all the attempts that takes. After `shutdown` it fails at once.
  func export(_ request: ExportRequest) async -> ExportResult

  /// Tells that a shutdown has begun. Waits between attempts become short, and attempts go on until the shutdown's
  /// deadline, where the calls of `export` are cancelled.
  func beginDrain()

  /// Begins a drain that may take `limit`. An exporter can then end an attempt without an answer in time for other
  /// requests. By default it calls `beginDrain()`.
  func beginDrain(within limit: Duration)

  /// Ends all waits between attempts. A waiting request is tried once more at once, and from then on a failed attempt
  /// is a request's last. It is called at a shutdown's deadline.
  func stopRetrying()

  /// Waits until everything that was handed over before the call has left the exporter's own buffers. By default it
  /// returns `success` at once: `export` returns only when a request has ended.
  /// - Returns: `success` if everything was delivered, `failure` if something was dropped, `timeout` if `timeout`
  ///   came first.
  func forceFlush(timeout: Duration) async -> FlushResult

  /// Frees what the exporter holds. Later calls do nothing and return `success`. Returns `success` when all is freed,
  /// or `timeout` if that takes longer than `timeout`.
  func shutdown(timeout: Duration) async -> FlushResult
}

extension SpanExporter {
  public var address: String? { nil }
  public var executor: (any TaskExecutor)? { nil }
  public var compression: Compression { .none }
  public var maximumConcurrentExports: Int { 1 }
  public var requestCut: TraceRequestLimits? { nil }
  public var statistics: ExporterStatistics { ExporterStatistics() }
  public func reload() throws(ExporterConfigurationError) {}
  public func beginDrain() {}
  public func beginDrain(within limit: Duration) { beginDrain() }
  public func stopRetrying() {}
  public func forceFlush(timeout: Duration) async -> FlushResult { .success }
}
