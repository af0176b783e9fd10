import NIOCore
import NIOPosix
import Synchronization

/// Prints requests for people to read, or as OTLP-JSON lines for programs.
///
/// Threading: one export at a time. Printing blocks, so it runs on NIO's threads for blocking work.
public final class ConsoleExporter: SpanExporter {
  public enum Format: Sendable, Hashable {
    /// A few lines a span.
    case text
    /// One OTLP-JSON export request a line.
    case json
  }

  private let format: Format
  private let write: @Sendable (String) throws -> Void
  private let isShutDown = Latch()
  private let counters = Mutex(ExporterStatistics())

  /// - Parameters:
  ///   - format: How requests are printed.
  ///   - write: Is called with whole lines, one call at a time, on a thread that may block. If it throws, the export
  ///     has failed and is not retried.
  public init(format: Format = .text, write: @escaping @Sendable (String) throws -> Void) {
    self.format = format
    self.write = write
  }

  /// - Parameters:
  ///   - format: How requests are printed.
  ///   - fileDescriptor: Stays open and belongs to the caller; 1 is standard output.
  public convenience init(format: Format = .text, fileDescriptor: Int32 = 1) {
    let output = FileDescriptorOutput(fileDescriptor)
    self.init(format: format) { try output.write($0) }
  }

  public var name: String { "console" }

  public var statistics: ExporterStatistics { counters.withLock { $0 } }

  public func export(_ request: ExportRequest) async -> ExportResult {
    guard !isShutDown.isOpen else { return .failure(.shutDown) }
    counters.withLock {
      $0.attempts += 1
      $0.sentBytes += request.body.readableBytes
    }
    do {
      try await NIOThreadPool.singleton.runIfActive { try self.print(request) }
      return .success
    } catch {
      counters.withLock { $0.lastError = .outputFailed }
      return .failure(ExportError(.outputFailed))
    }
  }

  private func print(_ request: ExportRequest) throws {
    let document = try OTLPDocument(reading: request.body, of: request.signal)
    switch format {
    case .json: try write(document.json + "\n")
    case .text: try write(document.lines.map { $0 + "\n" }.joined())
    }
  }

  public func shutdown(timeout: Duration) async -> FlushResult {
    isShutDown.open()
    return .success
  }
}
