/// Prints requests for people to read, or as OTLP-JSON lines for programs. One export at a time.
public final class ConsoleExporter: SpanExporter {
  public enum Format: Sendable, Hashable {
    /// A few lines a span.
    case text
    /// One OTLP-JSON export request a line.
    case json
  }

  /// - Parameter write: Is given whole lines, one call at a time.
  public init(format: Format = .text, write: @escaping @Sendable (String) -> Void) {}

  public var name: String { "console" }

  public func export(_ request: ExportRequest) async -> ExportResult { .success }

  public func shutdown(timeout: Duration) async -> FlushResult { .success }
}
