import HTTPServer
import Logging
import OTLP
import ServiceLifecycle
import Synchronization
import TraceVeil

/// The end of a gateway: waits for the shutdown, then drains within the configured time.
///
/// First, new requests and `/readyz` get 503, and requests in progress may finish, for a quarter of the time at most. Senders
/// that wait for the destination's answer then get 503, too.
/// Then all pipelines drain concurrently, in the rest of the time. The ports close last, so that senders get a 503
/// instead of a refused connection.
struct GatewayDrain: Service {
  let gateway: Gateway
  let listeners: Gateway.Listeners
  private let reports = Reports()
  private let began: @Sendable (Duration) -> Void

  /// - Parameter began: Called when the drain begins, with the time it has.
  init(
    gateway: Gateway,
    listeners: Gateway.Listeners,
    began: @escaping @Sendable (Duration) -> Void = { _ in }
  ) {
    self.gateway = gateway
    self.listeners = listeners
    self.began = began
  }

  /// Complete once `run` has returned.
  var ending: Gateway.Ending { Gateway.Ending(reports: reports.all) }

  func run() async throws {
    gateway.state.becomeReady()
    // Not before: signals are caught from here on, and whoever waits for this line may send one.
    gateway.logStart(listeners)
    try? await gracefulShutdown()
    let clock = ContinuousClock()
    let deadline = clock.now + gateway.configuration.shutdownTimeout
    began(gateway.configuration.shutdownTimeout)
    gateway.logger.info(
      "Draining",
      metadata: ["timeout_ms": "\(gateway.configuration.shutdownTimeout.wholeMilliseconds)"]
    )

    gateway.state.beginDrain()
    gateway.occupancy.close()
    listeners.grpc?.drainConnections()
    gateway.refuseWaiting()
    await finishRequests(within: gateway.configuration.shutdownTimeout / 4)
    // A request of drop-in mode may still wait for an analyzer although its connection is closed.
    gateway.mlflowRedaction?.stop()
    await withTaskGroup(of: Void.self) { group in
      for (signal, pipeline) in gateway.pipelines {
        group.addTask {
          reports.add(signal, await pipeline.shutdown(deadline: max(deadline - clock.now, .zero)))
        }
      }
      if let queue = gateway.mlflow?.queue {
        group.addTask { await queue.requests.shutdown(within: max(deadline - clock.now, .zero)) }
      }
    }
    report()
    await listeners.http?.close()
    await listeners.grpc?.close()
    await listeners.mlflow?.close()
    await listeners.admin?.close()
  }

  /// What answers to requests that are given up, and the ends of connections, may take at most.
  private static let endings = Duration.seconds(1)

  /// Waits for the requests that were let in. At the limit those that wait for the destination's answer get their own, then
  /// all connections are closed, and what waits for an MLflow server no longer does.
  private func finishRequests(within limit: Duration) async {
    if await isEmpty(within: limit) { return }
    gateway.service.receipts.expireAll()
    let moment = min(Self.endings, limit / 2)
    if await isEmpty(within: moment) { return }
    // Whoever still has not sent all of its body by then is cut off, which empties the house.
    listeners.http?.closeConnections()
    listeners.grpc?.closeConnections()
    listeners.mlflow?.closeConnections()
    listeners.mlflowService?.cancelRequests()
    // Whatever stays inside, the pipelines have to deliver what they hold.
    _ = await isEmpty(within: moment)
  }

  /// - Returns: Whether no request is being handled, by then at the latest.
  private func isEmpty(within limit: Duration) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await gateway.occupancy.empty()
        return true
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? true
    }
  }

  private func report() {
    for (signal, report) in reports.all.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let pipeline = gateway.pipelines[signal]
      logUndelivered(
        signal,
        report,
        since: pipeline?.statistics ?? PipelineStatistics(),
        pipeline?.destinationStatistics ?? []
      )
    }
    if let mlflow = gateway.mlflow {
      gateway.logger.info("Drop-in mode has ended", metadata: mlflow.counters.metadata)
    }
    var drained: Logger.Metadata = ["undelivered": "\(ending.undeliveredItems)"]
    let statistics = gateway.pipelines.values.map(\.statistics)
    // Where drop-in mode is all that is used, no item has come to a pipeline.
    if statistics.contains(where: { $0.received > 0 }) {
      // The numbers are those of all signals since the start.
      drained["delivered"] = "\(statistics.reduce(0) { $0 + $1.exported })"
      drained["rejected"] = "\(statistics.reduce(0) { $0 + $1.rejected })"
      drained["dead_lettered"] = "\(statistics.reduce(0) { $0 + $1.deadLettered })"
      drained["dropped"] = "\(statistics.reduce(0) { $0 + $1.totalDropped })"
    }
    gateway.logger.info("Drained", metadata: drained)
  }

  /// - Parameter all: What was counted since the start.
  private func logUndelivered(
    _ signal: Signal,
    _ report: DeliveryReport,
    since all: PipelineStatistics,
    _ destinations: [(name: String, statistics: PipelineStatistics)],
    _ name: String? = nil
  ) {
    for (name, statistics) in destinations {
      guard let part = report.destinations[name] else { continue }
      logUndelivered(signal, part, since: statistics, [], name)
    }
    // Where there are several, each has said its own, and what it has lost before: by the rule, that may count nowhere else.
    let isLost = report.undeliveredItems > 0 || name != nil && all.totalDropped > 0
    guard destinations.isEmpty, isLost else { return }
    var metadata: Logger.Metadata = [
      "signal": "\(signal.rawValue)", "undelivered": "\(report.undeliveredItems)",
      "delivered": "\(all.exported)", "dropped": "\(all.totalDropped)",
    ]
    metadata["destination"] = name.map { "\($0)" }
    for (reason, items) in report.undelivered { metadata["reason_\(reason.rawValue)"] = "\(items)" }
    gateway.logger.error("Not delivered", metadata: metadata)
  }
}

/// A pipeline in the service group. The drain ends it, out of its turn; the group takes that for a failure,
/// so it stays until its turn comes.
struct DrainedPipeline: Service {
  let pipeline: any OutboundPipeline

  func run() async throws {
    try await pipeline.run()
    try? await gracefulShutdown()
  }
}

/// The pipelines' reports as they come in.
private final class Reports: Sendable {
  private let reports = Mutex<[Signal: DeliveryReport]>([:])

  var all: [Signal: DeliveryReport] { reports.withLock { $0 } }

  func add(_ signal: Signal, _ report: DeliveryReport) {
    reports.withLock { $0[signal] = report }
  }
}
