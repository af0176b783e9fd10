import TraceVeil
import Workload

/// What to measure, as the command line says it.
struct BenchOptions: Sendable {
  var kind = Workload.Kind.llm
  var seed: UInt64 = 7
  var seconds = 10.0
  var connections = 8
  /// What is sent to the gateway in.
  var wire = LoadProtocol.httpProtobuf
  /// Spans a second; nil for a closed loop.
  var rate: Double?
  var faults = FaultPlan()
  /// How long the destination stalls, from one second after the start; 0 for not at all.
  var stallSeconds = 0
  /// How long to wait for the last delivery.
  var drainSeconds = 120

  /// The variables that the gateway is given besides where to listen and where to send: those of this
  /// process.
  var environment: [String: String] = [:]

  /// The level that the gateway compresses gzip with; 0 when it does not.
  var compressionLevel = 1
  /// Whether it compresses with zstd instead.
  var isZstd = false

  func schedule(for workload: Workload) -> LoadSchedule {
    let mode: LoadSchedule.Mode =
      if let rate { .rate(rate / Double(workload.spansPerRequest)) } else { .closedLoop }
    return LoadSchedule(
      mode,
      duration: UInt64(seconds * 1e9),
      maximumRequests: SpanLedger.capacity / UInt64(workload.spansPerRequest)
    )
  }

  /// Whether a gateway with these variables compresses with zstd.
  static func isZstd(_ environment: [String: String]) -> Bool {
    environment["OTEL_EXPORTER_OTLP_COMPRESSION"] == "zstd"
  }

  /// The level that a gateway with these variables compresses gzip with, 0 for none.
  static func compressionLevel(_ environment: [String: String]) -> Int {
    if environment["OTEL_EXPORTER_OTLP_COMPRESSION"] == "none" || isZstd(environment) { return 0 }
    return environment["TRACEVEIL_COMPRESSION_LEVEL"].flatMap { Int($0) }
      ?? OTLPExporterConfiguration.defaultCompressionLevel
  }
}
