import Logging
import NIOCore
import NIOPosix
import OTLP
import Redaction
import TraceVeil
import Workload

/// Measures `BatchSpanProcessor` with the default policy and gzip against the sink, inside this process.
struct InProcessBench: Sendable {
  let options: BenchOptions
  let workload: Workload
  let group: MultiThreadedEventLoopGroup

  /// Spans a round of the `onEnd` measurement; they all fit in the queue, so that none takes the short way of
  /// a drop.
  private static let spansPerRound = 40_000
  private static let rounds = 5
  /// Producers besides one: as many as a small machine has cores.
  private static let producerCounts = [1, 2, 4]

  func run() async throws -> InProcessRecord {
    let sink = try await SinkProcess.start(options, group: group)
    do {
      var record = InProcessRecord()
      for producers in Self.producerCounts {
        record.onEnd.append(.init(producers: producers, nanoseconds: try await onEnd(producers, sink)))
      }
      try await measureWhole(&record, sink)
      record.sustained = try await sustained(sink)
      await sink.stop()
      return record
    } catch {
      await sink.stop()
      throw error
    }
  }

  // MARK: - One call

  private func onEnd(_ producers: Int, _ sink: SinkProcess) async throws -> Double {
    let source = SpanSource(workload)
    let count = Self.spansPerRound / producers
    return try await withProcessor(sink, queue: Self.spansPerRound * 2) { processor in
      var best = Double.infinity
      for _ in 0..<Self.rounds {
        let nanoseconds = try await Producers.run(producers) { index in
          var spans = (0..<count).map { source.span(index * count + $0) }
          let start = ProcessMeter.cpuNanosecondsOfThread()
          while let span = spans.popLast() { processor.onEnd(span) }
          return ProcessMeter.cpuNanosecondsOfThread() - start
        }
        best = min(best, Double(nanoseconds) / Double(count * producers))
        _ = await processor.forceFlush(timeout: .seconds(60))
      }
      return best
    }
  }

  // MARK: - Everything together

  private func measureWhole(_ record: inout InProcessRecord, _ sink: SinkProcess) async throws {
    let source = SpanSource(workload)
    let (rounds, count) = (10, 20_000)
    let making = try await Producers.run(1) { _ in
      let start = ProcessMeter.cpuNanosecondsOfThread()
      var names = 0
      for number in 0..<count { names += source.span(number).name.utf8.count }
      precondition(names > 0, "the spans must be made")
      return ProcessMeter.cpuNanosecondsOfThread() - start
    }
    let cpu = try await withProcessor(sink, queue: count) { processor in
      let start = ProcessMeter.cpuNanosecondsOfSelf()
      for round in 0..<rounds {
        _ = try await Producers.run(1) { _ in
          for number in 0..<count { processor.onEnd(source.span(round * count + number)) }
          return 0
        }
        _ = await processor.forceFlush(timeout: .seconds(60))
      }
      return ProcessMeter.cpuNanosecondsOfSelf() - start
    }
    record.spans = rounds * count
    record.cpuSecondsPerMillionSpans = Double(cpu) / 1e3 / Double(rounds * count)
    record.makingSecondsPerMillionSpans = Double(making) / 1e3 / Double(count)
  }

  // MARK: - A steady rate

  /// Measures with the default queue of 2,048 spans, in bursts of a millisecond, as requests come.
  private func sustained(_ sink: SinkProcess) async throws -> InProcessRecord.Sustained {
    let rate = options.rate ?? 50_000
    let source = SpanSource(workload)
    let total = Int(rate * options.seconds)
    // Ids that the rounds before have not used.
    let first = 1_000_000
    var result = InProcessRecord.Sustained(offeredSpansPerSecond: rate, seconds: options.seconds)
    let start = ProcessMeter.cpuNanosecondsOfSelf()
    let statistics = try await withProcessor(sink, queue: nil) { processor in
      _ = try await Producers.run(1) { _ in
        let pace = Pace(perSecond: rate)
        var made = 0
        while made < total {
          let due = min(pace.dueCount(), total)
          while made < due {
            processor.onEnd(source.span(first + made))
            made += 1
          }
          pace.rest()
        }
        return 0
      }
      _ = await processor.forceFlush(timeout: .seconds(60))
      return processor.statistics
    }
    let cpu = ProcessMeter.cpuNanosecondsOfSelf() - start
    result.spans = statistics.received
    result.dropped = statistics.totalDropped
    result.cpuSecondsPerMillionSpans = Double(cpu) / 1e3 / Double(max(statistics.exported, 1))
    let missing = try await sink.received().missingCount(in: UInt64(first)..<UInt64(first + total))
    result.lost = max(0, missing - result.dropped)
    result.leakOccurrences = try await sink.finalSummary().tally.leakOccurrences
    return result
  }

  /// A span processor with the default redaction in front of the sink. It is shut down when `body` has ended.
  ///
  /// - Parameter queue: its size; nil for the default.
  private func withProcessor<Result: Sendable>(
    _ sink: SinkProcess,
    queue: Int?,
    _ body: (BatchSpanProcessor) async throws -> Result
  ) async throws -> Result {
    let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    var configuration = BatchSpanProcessor.Configuration()
    if let queue { configuration.maximumQueueSize = queue }
    var destination = OTLPExporterConfiguration(endpoint: "http://127.0.0.1:\(sink.port)/v1/traces")
    destination.compression = options.compressionLevel > 0 ? .gzip(level: options.compressionLevel) : .none
    let processor = BatchSpanProcessor(
      configuration: configuration,
      transforms: [RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))],
      exporter: try OTLPHTTPExporter(configuration: destination, logger: logger),
      logger: logger
    )
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await processor.run() }
      let result = try await body(processor)
      _ = await processor.shutdown(timeout: .seconds(60))
      try await tasks.waitForAll()
      return result
    }
  }
}
