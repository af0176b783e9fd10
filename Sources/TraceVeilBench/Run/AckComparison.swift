import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The gateway with senders answered from disk beside the same with senders answered from memory, in one run.
struct AckComparison: Codable, Sendable {
  /// When a sender is answered.
  enum Acknowledgement: String, CaseIterable, Sendable, ExpressibleByArgument {
    case memory, disk
  }

  /// The share of the slower mode's highest load at which latency is compared.
  static let share = 0.8

  /// Where the queue was.
  var folder: String
  var sync: SyncCost
  /// Over that of memory, of the closed loop.
  var throughput: Double
  /// Nanoseconds of CPU per byte that came in, more than with memory.
  var moreNanosecondsPerByte: Double?
  /// Bytes out over those of memory.
  var bytesOut: Double
  /// Spans a second at which latency was compared, and what it was, in milliseconds.
  var rate: Double
  var memoryP50: Double
  var memoryP99: Double
  var diskP50: Double
  var diskP99: Double

  /// - Parameters:
  ///   - folder: One that is there. Nothing stays in it.
  ///   - show: Given each record, with when senders were answered.
  static func run(
    _ runner: BenchRunner,
    in folder: String,
    show: (Acknowledgement, BenchRecord) -> Void
  ) async throws -> AckComparison {
    let sync = try SyncCost.measure(in: folder)
    func measure(_ acknowledgement: Acknowledgement, rate: Double?) async throws -> BenchRecord {
      let queue = "\(folder)/queue"
      defer { try? FileManager.default.removeItem(atPath: queue) }
      var options = runner.options
      options.rate = rate
      options.environment = environment(acknowledgement, queue: queue, base: options.environment)
      let record = try await BenchRunner(options: options, workload: runner.workload, group: runner.group)
        .run()
      show(acknowledgement, record)
      return record
    }
    let memory = try await measure(.memory, rate: runner.options.rate)
    let disk = try await measure(.disk, rate: runner.options.rate)
    let rate = runner.options.rate ?? share * min(memory.spansPerSecond, disk.spansPerSecond)
    // With a rate of the caller's, latency has been measured.
    let isPaced = runner.options.rate != nil
    let pacedMemory = isPaced ? memory : try await measure(.memory, rate: rate)
    let pacedDisk = isPaced ? disk : try await measure(.disk, rate: rate)
    return AckComparison(
      folder: folder,
      sync: sync,
      throughput: disk.spansPerSecond / max(memory.spansPerSecond, 1),
      moreNanosecondsPerByte: disk.cpuNanosecondsPerByte.flatMap { disk in
        memory.cpuNanosecondsPerByte.map { disk - $0 }
      },
      bytesOut: memory.ratio / max(disk.ratio, 0.001),
      rate: rate,
      memoryP50: pacedMemory.latency.p50,
      memoryP99: pacedMemory.latency.p99,
      diskP50: pacedDisk.latency.p50,
      diskP99: pacedDisk.latency.p99
    )
  }

  /// The caller's settings, but for those that say when senders are answered and where requests wait.
  static func environment(
    _ acknowledgement: Acknowledgement,
    queue: String,
    base: [String: String]
  ) -> [String: String] {
    var variables = base
    let kept = ["TRACEVEIL_QUEUE_DISK_BYTES", "TRACEVEIL_QUEUE_MAX_AGE", "TRACEVEIL_QUEUE_WHEN_FULL"]
    for name in kept + ["TRACEVEIL_QUEUE_DIRECTORY", "TRACEVEIL_ACK_TIMEOUT", "TRACEVEIL_DEAD_LETTER_BYTES"]
    where acknowledgement == .memory || !kept.contains(name) {
      variables[name] = nil
    }
    variables["TRACEVEIL_ACK"] = acknowledgement.rawValue
    if acknowledgement == .disk { variables["TRACEVEIL_QUEUE_DIRECTORY"] = queue }
    return variables
  }

  /// The comparison as a text for people.
  var text: String {
    let more = moreNanosecondsPerByte.map { "\(Figure.fixed($0, 2)) ns of CPU more for each byte in, " } ?? ""
    return """
      disk beside memory: \(Figure.fixed(100 * throughput, 1)) % of the throughput, \(more)\
      \(Figure.fixed(bytesOut, 2)) times the bytes out
      at \(Figure.fixed(rate, 0)) spans/s: p50 \(Figure.fixed(memoryP50, 2)) and \(Figure.fixed(diskP50, 2)) ms, \
      p99 \(Figure.fixed(memoryP99, 2)) and \(Figure.fixed(diskP99, 2)) ms
      fdatasync after \(sync.bytes >> 10) KB in \(folder): p50 \(Figure.fixed(sync.p50, 2)) ms, \
      p99 \(Figure.fixed(sync.p99, 2)) ms, max \(Figure.fixed(sync.maximum, 1)) ms, \(sync.syncs) times
      """
  }
}
