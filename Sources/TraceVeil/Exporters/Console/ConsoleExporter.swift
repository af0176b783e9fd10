import JSON
import NIOCore
import NIOPosix
import OTLP
import Synchronization

/// Prints requests for people to read, or as OTLP-JSON lines for programs.
///
/// Threading: one export at a time. Printing blocks, so it runs on NIO's threads for blocking work.
public final class ConsoleExporter: SpanExporter {
  /// What is printed.
  public enum Format: Sendable, Hashable {
    /// A few lines a span.
    case text
    /// One OTLP-JSON export request a line.
    case json
  }

  private let format: Format
  private let write: @Sendable (String) async throws -> Void
  private let isShutDown = Latch()
  private let counters = Mutex(ExporterStatistics())

  /// - Parameters:
  ///   - format: How requests are printed.
  ///   - write: Is called with whole lines, one call at a time, on a thread that may block. If it throws, the export
  ///     has failed and is not retried.
  public init(format: Format = .text, write: @escaping @Sendable (String) throws -> Void) {
    self.format = format
    self.write = { text in try await NIOThreadPool.singleton.runIfActive { try write(text) } }
  }

  /// - Parameter printing: Prints a text. It may suspend, and must not block.
  package init(format: Format = .text, printing: @escaping @Sendable (String) async throws -> Void) {
    self.format = format
    write = printing
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
      let text = try await NIOThreadPool.singleton.runIfActive { try self.text(of: request) }
      try await write(text)
      return .success
    } catch {
      counters.withLock { $0.lastError = .outputFailed }
      return .failure(ExportError(.outputFailed))
    }
  }

  private func text(of request: ExportRequest) throws -> String {
    let json = try request.json()
    return switch format {
    case .json: TerminalText.escaping(json + "\n".utf8)
    case .text: TerminalText.escaping(try Self.lines(of: json))
    }
  }

  private static func lines(of json: [UInt8]) throws -> [UInt8] {
    try json.withUnsafeBufferPointer { json in
      // A value of 64 levels takes some 260 of JSON.
      var reader = JSONTreeReader(json, limits: .init(depth: 512, values: .max))
      return Array(try reader.document().lines.map { $0 + "\n" }.joined().utf8)
    }
  }

  public func shutdown(timeout: Duration) async -> FlushResult {
    isShutDown.open()
    return .success
  }
}
