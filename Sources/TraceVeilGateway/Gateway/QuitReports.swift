import HTTPServer
import Logging
import OTLP
import ServiceLifecycle
import TraceVeil
import UnixSignals

/// Says at every SIGQUIT what the gateway is doing, and lets it go on: for whoever looks at one that hangs.
struct QuitReports: Service {
  let quits: UnixSignalsSequence
  let gateway: Gateway
  let listeners: [HTTPListener]

  func run() async throws {
    for await _ in quits.cancelOnGracefulShutdown() { gateway.logState(listeners) }
  }
}

extension Gateway {
  /// One line about the whole, and one for each signal that is served: its queue, what is on its way, its destination.
  func logState(_ listeners: [HTTPListener]) {
    let snapshot = snapshot(of: listeners)
    var whole: Logger.Metadata = [
      "phase": "\(snapshot.phase.rawValue)", "uptime_seconds": "\(snapshot.uptime.components.seconds)",
      "queue_bytes": "\(snapshot.queueBytes)", "queue_limit": "\(snapshot.queueLimit)",
      "work_bytes": "\(snapshot.workBytes)", "work_limit": "\(snapshot.workLimit)",
      "waiting_work": "\(snapshot.waitingWork)", "connections": "\(snapshot.openConnections)",
      "workers": "\(configuration.workers)",
    ]
    if let mlflow = snapshot.mlflow {
      whole["upstream"] = "\(mlflow.upstream)"
      whole["upstream_condition"] = "\(mlflow.condition)"
    }
    log("State", whole)
    for signal in snapshot.signals where signal.exporter != "none" {
      let pipeline = signal.pipeline
      var metadata: Logger.Metadata = [
        "signal": "\(signal.signal.rawValue)", "exporter": "\(signal.exporter)",
        "endpoint": "\(signal.endpoint ?? "")", "queued": "\(pipeline.queued)",
        "in_flight": "\(pipeline.inFlight)", "exported": "\(pipeline.exported)",
        "dropped": "\(pipeline.totalDropped)", "refused_requests": "\(pipeline.refusedRequests)",
        "attempts": "\(pipeline.exporter.attempts)", "retries": "\(pipeline.exporter.retries)",
      ]
      if pipeline.exporter.throttledFor > .zero {
        metadata["throttled_seconds"] = "\(pipeline.exporter.throttledFor.components.seconds)"
      }
      if pipeline.exporter.isUnreachable { metadata["unreachable"] = "true" }
      if let error = pipeline.exporter.lastError { metadata["last_error"] = "\(error.rawValue)" }
      metadata.merge(pipeline.exporter.lastDetail?.metadata ?? [:]) { own, _ in own }
      log("State of a signal", metadata)
    }
  }

  /// It was asked for: whatever the level of the log, short of silence.
  private func log(_ message: Logger.Message, _ metadata: Logger.Metadata) {
    logger.log(level: max(logger.logLevel, .notice), message, metadata: metadata)
  }
}
