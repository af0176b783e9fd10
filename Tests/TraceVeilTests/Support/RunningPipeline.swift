import Logging
import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// A processor of a test's own.
struct ClosureProcessor: BatchTransform {
  var name = "closure"
  var statistics = TransformStatistics()
  var mayWait = false
  var body: @Sendable (inout TelemetryBatch) throws -> Void

  func transform(_ batch: inout TelemetryBatch) throws { try body(&batch) }
}

struct ProcessorFailure: Error {}

extension ExportPipeline {
  static func test(
    _ exporter: any SpanExporter,
    transforms: [any BatchTransform] = [],
    clock: any PipelineClock = ManualClock(),
    memory: WorkMemory? = nil,
    logger: Logger = .silent,
    _ change: (inout Configuration) -> Void = { _ in }
  ) -> ExportPipeline {
    var configuration = Configuration()
    configuration.workers = 2
    change(&configuration)
    return ExportPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: transforms,
      exporter: exporter,
      memory: memory,
      clock: clock,
      logger: logger
    )
  }

  /// Runs for as long as `body` does, and is shut down afterwards.
  func whileRunning(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.run() }
      try await body()
      _ = await shutdown(deadline: .seconds(30))
      try await group.waitForAll()
    }
  }

  /// Submits spans with a reservation of a budget that has room.
  @discardableResult
  func submit(
    _ spans: [SpanData],
    headers: ForwardedHeaders = ForwardedHeaders(),
    budget: ByteBudget = ByteBudget(limit: .max),
    receipt: RequestReceipt? = nil
  ) throws -> SubmitResult {
    var request = try IncomingRequest.traces(spans, headers: headers)
    request.receipt = receipt
    guard let reservation = budget.reserve(request.body.readableBytes) else { return .shutDown }
    return submit(request, reservation: reservation)
  }
}

extension BatchSpanProcessor {
  static func test(
    _ exporter: any SpanExporter,
    transforms: [any BatchTransform] = [],
    clock: any PipelineClock = ManualClock(),
    _ change: (inout Configuration) -> Void = { _ in }
  ) -> BatchSpanProcessor {
    var configuration = Configuration()
    configuration.workers = 1
    change(&configuration)
    return BatchSpanProcessor(
      configuration: configuration,
      transforms: transforms,
      exporter: exporter,
      clock: clock,
      logger: .silent
    )
  }

  /// Runs for as long as `body` does, and is shut down afterwards.
  func whileRunning(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.run() }
      try await body()
      _ = await shutdown(timeout: .seconds(30))
      try await group.waitForAll()
    }
  }

  func end(_ count: Int, from first: Int = 0) {
    for span in SpanData.samples(count, from: first) { onEnd(span) }
  }
}

extension Logger {
  static let silent = Logger(label: "silent", factory: { _ in SwiftLogNoOpLogHandler() })
}
