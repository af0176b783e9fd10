import OTLP
import TraceVeil

/// Sends stored requests to MLflow, and says which spans it has accepted.
struct ClaimingExporter: SpanExporter {
  let base: any SpanExporter
  let claims: QueuedClaims

  var name: String { base.name }
  var address: String? { base.address }
  var compression: Compression { base.compression }
  var executor: (any TaskExecutor)? { base.executor }
  var maximumConcurrentExports: Int { base.maximumConcurrentExports }
  var requestCut: TraceRequestLimits? { base.requestCut }
  var statistics: ExporterStatistics { base.statistics }

  func reload() throws(ExporterConfigurationError) { try base.reload() }

  func export(_ request: ExportRequest) async -> ExportResult {
    let result = await base.export(request)
    // It stays on disk, and its spans under way.
    if case .failure(let error) = result, error.ending == .shutDown || error.ending == .cancelled {
      return result
    }
    if let spans = Self.spans(of: request) {
      var isStored = false
      if case .success(rejectedItems: 0) = result { isStored = true }
      claims.end(spans, isStored: isStored)
    }
    return result
  }

  func beginDrain() { base.beginDrain() }
  func beginDrain(within limit: Duration) { base.beginDrain(within: limit) }
  func stopRetrying() { base.stopRetrying() }
  func forceFlush(timeout: Duration) async -> FlushResult { await base.forceFlush(timeout: timeout) }
  func shutdown(timeout: Duration) async -> FlushResult { await base.shutdown(timeout: timeout) }

  /// Nil where it cannot be read.
  private static func spans(of request: ExportRequest) -> StoredSpans.Request? {
    let workspace = request.headers.fields.first { $0.name == "x-mlflow-workspace" }?.value ?? ""
    return (try? request.inflated()).flatMap { SpanReferences(ofRedacted: $0.span) }.map { references in
      Dictionary(grouping: references.spans) { StoredSpans.Trace(id: $0.traceID, workspace: workspace) }
    }
  }
}

extension SpanReferences {
  /// Nil where it cannot be read.
  /// - Parameter body: A request that is sent on as it is.
  init?(ofRedacted body: Span<UInt8>) {
    let limits = WireLimits(isForgiving: true)
    guard let summary = try? WireValidator.validate(body, as: .traces, limits: limits),
      let references = try? SpanReferences(of: body, summary: summary)
    else { return nil }
    self = references
  }
}
