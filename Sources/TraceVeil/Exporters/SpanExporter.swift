public import OTLP

/// Delivers sealed requests to one destination.
///
/// The name is the specification's; exporters carry all signals. An exporter is given nothing but
/// ``ExportRequest``, which only a pipeline can make, after all transforms.
///
/// Threading: a pipeline has at most `maximumConcurrentExports` calls of `export` outstanding at a time and
/// begins them one after another. The default of 1 is the specification's rule that `Export` is never called
/// concurrently; an exporter that allows more declares by it that it is safe to. All other requirements may be
/// called at any time from any thread.
///
/// Time: `export` must not block the thread, and must return soon after its task has been cancelled.
public protocol SpanExporter: Sendable {
  /// Of the kind of exporter, as a label: `otlp_http`, `console`.
  var name: String { get }

  /// Where its requests go, fit for a log: without credentials and query. Nil where they go nowhere.
  var address: String? { get }

  /// How the bodies of its requests are to be compressed.
  var compression: Compression { get }

  /// Where `export` is to run, asked before each; nil for wherever the system runs tasks.
  var executor: (any TaskExecutor)? { get }

  /// How many `export` calls may be outstanding at a time, those aside that wait for another attempt.
  var maximumConcurrentExports: Int { get }

  /// What a request may hold; larger batches become several requests. Limits on spans and traces are for traces alone.
  /// Nil for no limits. Asked before each batch is encoded.
  var requestCut: TraceRequestLimits? { get }

  /// Reads the files of certificates and credentials again, so it blocks. What is valid takes effect for what begins
  /// afterwards. By default, there are none.
  /// - Throws: ``ExporterConfigurationError`` where a file cannot be used: then all stays as it was.
  func reload() throws(ExporterConfigurationError)

  /// A consistent snapshot.
  var statistics: ExporterStatistics { get }

  /// Delivers the request, with all the attempts that takes. After `shutdown` it fails at once.
  func export(_ request: ExportRequest) async -> ExportResult

  /// A shutdown has begun: waits between attempts become short, and attempts go on until the shutdown's deadline, where
  /// the calls of `export` are cancelled.
  func beginDrain()

  /// The same for who is told how long the shutdown may take: an attempt that gets no answer can then be ended in time for
  /// others. By default, the requirement without a limit.
  func beginDrain(within limit: Duration)

  /// Ends all waiting between attempts: a request that waits is tried once more at once, and from then on a
  /// failed attempt is a request's last. Called at a shutdown's deadline.
  func stopRetrying()

  /// Returns when everything handed over before the call has left the exporter's own buffers.
  func forceFlush(timeout: Duration) async -> FlushResult

  /// Frees what the exporter holds. Later calls do nothing.
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
