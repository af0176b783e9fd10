import OTLP
import TraceVeil

/// The way of one signal through the gateway.
struct SignalRoute: Sendable {
  /// Where a signal goes.
  enum Destination: Sendable, Equatable {
    case otlp(OTLPExporterConfiguration)
    /// MLflow's server, for traces only.
    case mlflow(MLflowDestination)
    case console
    /// Copies go to each, or to those that the routing says. One at least.
    case several([NamedDestination], Copying)
    /// Requests of the signal are answered with 404.
    case notServed
  }

  var destination: Destination
  var pipeline: ExportPipeline.Configuration
  /// Items that may wait in its queue; nil where only bytes bound it.
  var maximumQueuedItems: Int?
}

/// How requests are copied to several destinations.
struct Copying: Sendable, Equatable {
  var rule: DeliveryRule
  /// Nil where all goes to all.
  var routing: RequestRouting?
}

/// One of several destinations of a signal.
struct NamedDestination: Sendable, Equatable {
  var name: DestinationName
  /// Neither several nor none.
  var destination: SignalRoute.Destination
}

extension SignalRoute.Destination {
  /// All destinations, each with its name if there are several.
  var each: [(name: DestinationName?, destination: SignalRoute.Destination)] {
    switch self {
    case .several(let named, _): named.map { ($0.name, $0.destination) }
    case .otlp, .mlflow, .console: [(nil, self)]
    case .notServed: []
    }
  }

  /// Whatever the OTLP exporter is a part of; nil where none sends.
  var transport: OTLPExporterConfiguration? {
    switch self {
    case .otlp(let exporter): exporter
    case .mlflow(let destination): destination.transport
    case .console, .several, .notServed: nil
    }
  }

  /// What is known of the size of its requests before any was sent.
  var requestCut: TraceRequestLimits? {
    switch self {
    case .mlflow(let destination): destination.limits
    case .otlp(let exporter): exporter.requestCut
    case .console, .several, .notServed: nil
    }
  }

  var isMLflow: Bool { if case .mlflow = self { true } else { false } }

  /// The name of the exporter, as a label.
  var exporterName: String {
    switch self {
    case .otlp(let exporter): exporter.wireProtocol == .grpc ? "otlp_grpc" : "otlp_http"
    case .mlflow: "mlflow"
    case .console: "console"
    case .several: "several"
    case .notServed: "none"
    }
  }

  /// The endpoint without credentials or query.
  var shownEndpoint: String? { transport.flatMap { (try? OTLPEndpoint($0.endpoint))?.shown } }
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
