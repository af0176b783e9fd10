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

  /// Makes the way to a destination.
  /// - Parameter count: How many destinations there are: what is on its way from disk is bounded for all of them together.
  func makeLane(to destination: Destination, among count: Int) -> any DestinationLane {
    var logger = logger
    logger[metadataKey: "signal"] = "\(signal.rawValue)"
    logger[metadataKey: "destination"] = "\(destination.name)"
    logger[metadataKey: "exporter"] = "\(destination.exporter.name)"
    if let address = destination.exporter.address { logger[metadataKey: "endpoint"] = "\(address)" }
    guard let disk = destination.disk else {
      return MemoryLane(
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
        logger: logger
      )
    }
    var settings = StoredDelivery.Settings(configuration)
    settings.maximumBytes /= max(1, count)
    return StoredLane(destination, on: disk, signal: signal, settings: settings, clock: clock, logger: logger)
  }
}
