import NIOCore
import OTLP
import TraceVeil

extension ConfigurationReader {
  /// Where each signal goes, and how it is batched.
  mutating func routes() throws(ConfigurationError) -> SignalRoutes {
    var destinations = try destinations()
    let workers = try integer(["TRACEVEIL_WORKERS"], default: System.coreCount, in: 1...1024)
    return try SignalRoutes { (signal) throws(ConfigurationError) in
      try route(of: signal, to: destinations.removeValue(forKey: signal) ?? .notServed, workers: workers)
    }
  }

  /// Where each signal goes: where `OTEL_<SIGNAL>_EXPORTER` says, else to its OTLP endpoint if one is set,
  /// else to the console if none is set for any signal. A signal that is left then is not served, because the
  /// specification's default endpoint would be the gateway itself.
  private mutating func destinations() throws(ConfigurationError) -> [Signal: SignalRoute.Destination] {
    if let several = try severalDestinations() { return several }
    let environment = environment
    let mlflow = try mlflowDestination()
    let hasAnyEndpoint =
      mlflow != nil
      || Signal.allCases.contains {
        OTLPExporterConfiguration.hasEndpoint(for: $0, in: environment)
      }
    var destinations: [Signal: SignalRoute.Destination] = [:]
    for signal in Signal.allCases {
      let isConfigured =
        signal == .traces && mlflow != nil
        || OTLPExporterConfiguration.hasEndpoint(for: signal, in: environment)
      let selection = try exporter(of: signal) ?? (isConfigured ? .otlp : hasAnyEndpoint ? .none : .console)
      // Without effect if it has been recorded as set.
      record(signal.exporterKey, selection.rawValue, .default)
      switch selection {
      case .otlp where signal == .traces && mlflow != nil:
        destinations[signal] = mlflow.map { .mlflow($0) }
      case .otlp: destinations[signal] = .otlp(try OTLPExporterConfiguration(signal: signal, reading: &self))
      case .console: destinations[signal] = .console
      case .none: destinations[signal] = .notServed
      }
      if selection != .otlp {
        // What is set is known and checked even where it has no effect today; it is not in force, though.
        var aside = self
        _ = try OTLPExporterConfiguration(signal: signal, reading: &aside)
        know(aside)
      }
    }
    return destinations
  }

  /// What a batch of ordinary requests needs at most, for each worker, and what the largest request needs alone.
  mutating func workBytes(workers: Int) throws(ConfigurationError) -> Int {
    let usual = max(Self.largestTree, workers * (32 << 20))
    return try integer(["TRACEVEIL_WORK_BYTES"], default: usual, in: (16 << 20)...Int.max)
  }

  /// The memory of the largest request that is accepted.
  static let largestTree = WireLimits().maximumTreeBytes

  /// Batching of a signal. The gateway's delay is 200 ms where the specification's library has 5 s, and its batches
  /// hold four times as many items: a sender has batched already, what waits here is bounded by bytes, not by spans, and
  /// a request costs 0.2 ms of CPU whatever is in it. (512 small spans a request took 0.9 ns a byte more than 2048.)
  private mutating func route(
    of signal: Signal,
    to destination: SignalRoute.Destination,
    workers: Int
  ) throws(ConfigurationError) -> SignalRoute {
    var pipeline = ExportPipeline.Configuration()
    pipeline.workers = workers
    pipeline.maximumBatchBytes = Self.batchBytes
    pipeline.scheduleDelay = try duration(
      Self.batchKeys("SCHEDULE_DELAY", signal),
      default: pipeline.scheduleDelay
    )
    pipeline.maximumBatchItems = try integer(
      Self.batchKeys("MAX_EXPORT_BATCH_SIZE", signal),
      default: destination.batchItems,
      in: 1...1_000_000
    )
    // Unset is no limit here: TRACEVEIL_RETRY_MAX_ELAPSED bounds all attempts together.
    pipeline.exportTimeout = try duration(Self.batchKeys("EXPORT_TIMEOUT", signal), default: .zero)
    let queueSizeKeys = Self.batchKeys("MAX_QUEUE_SIZE", signal)
    let queueSize = try optionalInteger(queueSizeKeys, in: 1...Int.max)
    if let queueSize, pipeline.maximumBatchItems > queueSize {
      if let key = queueSizeKeys.first(where: { environment[$0] != nil }) {
        warn(key, "a batch cannot be larger than the queue; batches are cut at \(queueSize) items")
      }
      pipeline.maximumBatchItems = queueSize
    }
    return SignalRoute(destination: destination, pipeline: pipeline, maximumQueuedItems: queueSize)
  }

  /// A worker holds a batch three times, redacted, serialized and compressed, and larger ones save nothing.
  private static let batchBytes = 2 << 20

  /// Log records have variables of their own, and share the spans' where those are not set.
  private static func batchKeys(_ option: String, _ signal: Signal) -> [String] {
    (signal == .logs ? ["OTEL_BLRP_\(option)"] : []) + ["OTEL_BSP_\(option)"]
  }
}

extension SignalRoute.Destination {
  /// Items of a batch unless configured. An MLflow server takes 2 ms for each trace and has to be done within the time limit.
  /// Where it is known to be one, requests are cut by traces as well, so that they may hold more spans.
  fileprivate var batchItems: Int {
    switch self {
    case .mlflow(let destination): min(destination.limits.spans, Self.defaultItems)
    case .otlp(let exporter):
      exporter.headers.contains { $0.name.lowercased() == MLflowDestination.experimentHeader }
        ? 512 : Self.defaultItems
    case .several(let named, _): named.map(\.destination.batchItems).min() ?? Self.defaultItems
    case .console, .notServed: Self.defaultItems
    }
  }

  private static let defaultItems = 2048
}
