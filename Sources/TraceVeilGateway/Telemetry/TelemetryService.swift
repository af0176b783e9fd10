import JSON
import Logging
import NIOCore
import OTLP
import ServiceLifecycle
import TraceVeil

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Sends the gateway's own metrics by OTLP, every so often and once at the end.
///
/// They have a pipeline and an exporter of their own. They never come through a receiver, so they are in no counter of what
/// was received, and a gateway that sends to another cannot feed itself.
struct TelemetryService: Service {
  /// The most bytes of metrics that wait or are in flight. A page of them takes about 60 KB.
  static let maximumBytes = 1 << 20
  /// The time for the metrics of the end. The drain has used its own time before.
  static let lastWords: Duration = .milliseconds(500)

  let interval: Duration
  let pipeline: ExportPipeline
  let families: @Sendable () -> [PrometheusText.Family]
  let logger: Logger
  private let budget = ByteBudget(limit: maximumBytes)
  private let resource: [(name: String, value: String)]
  private let started = Self.now()

  init(
    _ settings: TelemetrySettings,
    exporter: any SpanExporter,
    families: @escaping @Sendable () -> [PrometheusText.Family],
    logger: Logger
  ) {
    interval = settings.interval
    var configuration = ExportPipeline.Configuration()
    configuration.workers = 1
    configuration.scheduleDelay = .milliseconds(1)
    // The next ones say more, so these are not kept for long.
    configuration.exportTimeout = max(settings.interval, .seconds(1))
    pipeline = ExportPipeline(
      signal: .metrics,
      configuration: configuration,
      transforms: [],
      exporter: exporter,
      logger: logger
    )
    self.families = families
    self.logger = logger
    let own: [(name: String, value: String)] = [
      ("service.name", "traceveil"), ("service.version", LibraryVersion.current),
      ("service.instance.id", Self.instance()),
    ]
    resource = own.filter { pair in !settings.resource.contains { $0.name == pair.name } } + settings.resource
  }

  func run() async throws {
    // Out of the group's sight: it would end at the shutdown's beginning, before the last numbers.
    let sending = Task.detached { [pipeline] in try await pipeline.run() }
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: interval)
        collect()
      }
    }
    collect()
    _ = await pipeline.shutdown(deadline: Self.lastWords)
    try await sending.value
  }

  /// Hands the numbers of this moment to the pipeline. Where those before still wait for a destination and take all the
  /// room, these are left out: the next ones hold their sums.
  func collect() {
    let document = MetricsDocument(resource: resource, start: started, now: Self.now())
    guard let bytes = try? document.protobuf(families(), maximumBytes: Self.maximumBytes),
      let reservation = budget.reserve(bytes.count),
      let summary = try? WireValidator.validate(bytes.span, as: .metrics)
    else { return }
    let body = ByteBuffer(bytes: bytes)
    let request = IncomingRequest(signal: .metrics, body: body, summary: summary)
    _ = pipeline.submit(request, reservation: reservation)
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Another one for each process: series of two replicas must not be taken for one.
  private static func instance() -> String {
    let words = (0..<4).map { _ in Hexadecimal.text((0..<4).map { _ in UInt8.random(in: .min ... .max) }) }
    return words.joined(separator: "-")
  }
}
