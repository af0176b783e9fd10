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
    let json = try Self.json(of: request)
    switch format {
    case .json: try write(TerminalText.escaping(json + "\n".utf8))
    case .text: try write(TerminalText.escaping(Self.lines(of: json)))
    }
  }

  /// In OTLP's JSON. Throws for bytes that are no such request; sealed ones always are.
  private static func json(of request: ExportRequest) throws -> [UInt8] {
    let body = Array(request.body.readableBytesView)
    let limits = WireLimits(maximumTreeBytes: .max)
    let summary = try WireValidator.validate(body.span, as: request.signal, limits: limits)
    var batch = TelemetryBatch(signal: request.signal, maximumBytes: .max)
    try batch.append(holding: body, summary: summary)
    return batch.encodeJSON()
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
