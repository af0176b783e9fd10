import OTLP
import TraceVeil

/// The way of one signal through the gateway.
struct SignalRoute: Sendable {
  /// Where a signal goes.
  enum Destination: Sendable {
    case otlp(OTLPExporterConfiguration)
    /// For traces only.
    case mlflow(MLflowDestination)
    case console
    /// Requests of the signal are answered with 404.
    case notServed
  }

  var destination: Destination
  var pipeline: ExportPipeline.Configuration
  /// Items that may wait in its queue; nil where only bytes bound it.
  var maximumQueuedItems: Int?
}

/// The way of each signal.
struct SignalRoutes: Sendable {
  private var traces: SignalRoute
  private var logs: SignalRoute
  private var metrics: SignalRoute

  /// - Parameter route: Asked once for each signal.
  init(_ route: (Signal) throws(ConfigurationError) -> SignalRoute) throws(ConfigurationError) {
    traces = try route(.traces)
    logs = try route(.logs)
    metrics = try route(.metrics)
  }

  subscript(signal: Signal) -> SignalRoute {
    get {
      switch signal {
      case .traces: traces
      case .logs: logs
      case .metrics: metrics
      }
    }
    set {
      switch signal {
      case .traces: traces = newValue
      case .logs: logs = newValue
      case .metrics: metrics = newValue
      }
    }
  }
}
