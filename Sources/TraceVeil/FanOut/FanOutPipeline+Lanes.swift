import Logging
package import OTLP
package import Store

extension FanOutPipeline {
  /// One of the destinations.
  package struct Destination: Sendable {
    let name: String
    let exporter: any SpanExporter
    let requestCut: TraceRequestLimits?
    let disk: Disk?

    /// - Parameters:
    ///   - name: Unique among those of the signal.
    ///   - exporter: Belongs to the pipeline from here on.
    ///   - requestCut: What is configured about the size of its requests; nil for nothing.
    ///   - disk: Where its copies wait; nil for memory. All destinations of a pipeline have one, or none.
    package init(
      name: String,
      exporter: any SpanExporter,
      requestCut: TraceRequestLimits? = nil,
      disk: Disk? = nil
    ) {
      self.name = name
      self.exporter = exporter
      self.requestCut = requestCut
      self.disk = disk
    }
  }

  /// The queue on disk of one destination.
  package struct Disk: Sendable {
    let store: QueueStore
    let deadLetters: DeadLetterStore?
    let maximumAge: Duration?

    /// - Parameters:
    ///   - store: Opened before the pipeline runs, and closed by its shutdown.
    ///   - deadLetters: Keeps what the destination refuses permanently; nil to drop it.
    ///   - maximumAge: The age of a request at its last attempt, by the exporter's policy; nil for no policy.
    package init(store: QueueStore, deadLetters: DeadLetterStore?, maximumAge: Duration?) {
      self.store = store
      self.deadLetters = deadLetters
      self.maximumAge = maximumAge
    }
  }

  /// The ways to all destinations.
  enum Lanes: Sendable {
    case memory([MemoryLane])
    case disk([StoredLane])

    var all: [any DestinationLane] {
      switch self {
      case .memory(let lanes): lanes
      case .disk(let lanes): lanes
      }
    }
  }

  static func lanes(
    to destinations: [Destination],
    of signal: Signal,
    _ configuration: ExportPipeline.Configuration,
    _ budget: ByteBudget,
    _ ends: LaneEnds,
    _ clock: any PipelineClock,
    _ logger: Logger
  ) -> Lanes {
    func labelled(_ destination: Destination) -> Logger {
      var logger = logger
      logger[metadataKey: "signal"] = "\(signal.rawValue)"
      logger[metadataKey: "destination"] = "\(destination.name)"
      logger[metadataKey: "exporter"] = "\(destination.exporter.name)"
      if let address = destination.exporter.address { logger[metadataKey: "endpoint"] = "\(address)" }
      return logger
    }
    var stored = StoredDelivery.Settings(configuration)
    // What is on its way is bounded for all of them together.
    stored.maximumBytes /= max(1, destinations.count)
    let onDisk = destinations.compactMap { destination in
      destination.disk.map { disk in
        StoredLane(
          destination,
          on: disk,
          signal: signal,
          settings: stored,
          clock: clock,
          logger: labelled(destination)
        )
      }
    }
    guard onDisk.isEmpty else { return .disk(onDisk) }
    return .memory(
      destinations.map { destination in
        MemoryLane(
          name: destination.name,
          exporter: destination.exporter,
          settings: .init(
            exportTimeout: configuration.exportTimeout,
            failureLogInterval: configuration.failureLogInterval
          ),
          budget: budget,
          party: .destination(destination.name, signal),
          ends: ends,
          clock: clock,
          logger: labelled(destination)
        )
      }
    )
  }
}
