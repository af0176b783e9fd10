/// How the requests of an exporter travel: one attempt at a time, over connections that attempts share.
///
/// Safe to use from any number of tasks. What decides about further attempts is the exporter's.
protocol ExportTransport: Sendable {
  /// The name of the exporter, as a label.
  var name: String { get }

  /// Sends a request once. Ends soon after its task has been cancelled.
  func send(_ request: ExportRequest) async -> AttemptOutcome

  /// The outcome of an attempt that its time limit has ended.
  func timedOut(_ request: ExportRequest) -> AttemptOutcome

  /// Reads the files of certificates and credentials again, so it blocks. They are in force for connections and attempts
  /// that begin afterwards; where one of them cannot be used, all stays as it was.
  func reload() throws(ExporterConfigurationError)

  /// Ends all connections. - Parameter completion: Called once they are closed.
  func shutDown(_ completion: @escaping @Sendable () -> Void)
}
