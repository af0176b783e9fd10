import NIOCore

/// Takes one request to an analyzer and brings its answer back.
protocol AnalyzerTransport: Sendable {
  /// - Returns: The body of an answer with status 200.
  /// - Throws: ``AnalyzerFailure``. Promptly, when the task is cancelled.
  func send(_ body: ByteBuffer) async throws(AnalyzerFailure) -> [UInt8]

  /// Gives back what it holds.
  func shutdown()
}
