package import OTLP
package import ServiceLifecycle

/// The way out of one signal's requests, to one destination or several. All methods may be called from any thread.
package protocol OutboundPipeline: Service {
  var signal: Signal { get }

  /// Hands a request over. Never blocks.
  ///
  /// An accepted request keeps its reservation until all of its items have come to their end; one that is not
  /// accepted has given it back when this returns. A request without items is accepted and forgotten.
  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult

  /// Has this called whenever a worker has taken items out of the queue, or they were given up. It must not block.
  func whenTaken(_ action: @escaping @Sendable () -> Void)

  /// A sender waits for room: free workers take what there is.
  func hurry()

  /// How long a caller who finds no room is to wait.
  var retryAfter: Duration { get }

  /// Items that wait for a worker.
  var queuedItems: Int { get }

  /// An exporter has other settings than before: how many exports may be under way is read from it again.
  func noteExporterChange()

  /// Accepts nothing more, and delivers what it can within the deadline. What is left then is dropped and
  /// counted. Returns at the deadline at the latest.
  func shutdown(deadline: Duration) async -> DeliveryReport

  /// Items that have come, each once; those found on disk at the start among them where there is one destination.
  var receivedItems: Int { get }

  /// A consistent snapshot, of all destinations together.
  var statistics: PipelineStatistics { get }

  /// The numbers of each of several destinations, in their order; empty for a single one. The balance holds for each.
  var destinationStatistics: [(name: String, statistics: PipelineStatistics)] { get }
}

extension ExportPipeline: OutboundPipeline {
  package var queuedItems: Int { statistics.queued }
  package var receivedItems: Int { statistics.received }
  package var destinationStatistics: [(name: String, statistics: PipelineStatistics)] { [] }
}
