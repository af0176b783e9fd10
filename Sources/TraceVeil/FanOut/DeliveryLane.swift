/// The way to one of several destinations, behind the pipeline that redacts, encodes and compresses for all of them.
///
/// Each has its own exporter, and with it connections, retries and breaker; its own bound, line and places of exports. What
/// happens to one moves no other. All methods may be called from any thread.
protocol DestinationLane: AnyObject, Sendable {
  /// The name, as configured.
  var name: String { get }
  var exporter: any SpanExporter { get }

  /// The exporter has other settings than before.
  func noteExporterChange()

  /// Delivers until it is shut down, or the task is cancelled.
  func run() async

  /// Delivers what it can within the limit. Nothing is handed over any more.
  func shutdown(within limit: Duration) async

  /// - Parameter front: Returns the numbers of the pipeline in front. It is called after the lane's numbers were
  ///   read, so that the balance holds.
  func statistics(behind front: () -> PipelineStatistics) -> PipelineStatistics
}

/// A lane that is handed copies, and holds them.
protocol DeliveryLane: DestinationLane {
  /// Takes a copy of a request, within its share or as the one request that may be beyond it, and says to the tally what became
  /// of it. Never waits for the destination.
  ///
  /// - Parameters:
  ///   - items: That the request stands for.
  ///   - began: When its oldest item came.
  ///   - isOwed: Whether it is to be taken although there is no room: it then keeps what the request holds.
  /// - Returns: False when there is no room; nothing has been counted then.
  func take(
    _ request: ExportRequest,
    items: Int,
    began: Duration,
    isOwed: Bool,
    tally: DeliveryTally
  ) async -> Bool

  /// How well it keeps up with a partition; nil where it takes nothing of it now. Takes as long as requests wait.
  func standing(of partition: ForwardedHeaders) -> LaneStanding?

  /// Whether something of the partition has come to its end a short time ago.
  func isGoing(_ partition: ForwardedHeaders) -> Bool

  /// A copy was not taken: it is counted.
  func lose(_ request: ExportRequest, items: Int, tally: DeliveryTally)
}
