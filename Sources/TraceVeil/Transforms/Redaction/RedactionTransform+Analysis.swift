import NIOCore
import NIOPosix
import Redaction

extension RedactionTransform {
  /// Blocks the thread, which must not be one of an event loop or of the cooperative pool, until the analyzer has
  /// said what is in the texts, or it is clear that it will not.
  ///
  /// - Returns: What is known. Nil without an analyzer.
  /// - Throws: ``AnalyzerFailure`` when the batch is to be dropped.
  func waitForAnalysis(of texts: [CollectedTexts.Text]) throws -> AnalyzedTexts? {
    guard let analyzer, !texts.isEmpty else { return nil }
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    return try loop.makeFutureWithTask { try await self.analysis(of: texts, by: analyzer) }.wait()
  }

  private func analysis(
    of texts: [CollectedTexts.Text],
    by analyzer: PresidioAnalyzer
  ) async throws -> AnalyzedTexts {
    var isHeld = false
    defer { if isHeld { analyzer.countHeld(-1) } }
    while true {
      let (analysis, failure) = await untilStopped { await analyzer.analyze(texts) }
      guard let failure else { return analysis }
      if isStopped.isOpen { throw AnalyzerFailure.stopped }
      // The plan that is in force now decides: a policy may be changed because of this.
      switch plan.onAnalyzerFailure {
      case .redact: return analysis
      case .drop: throw failure
      case .hold:
        if !isHeld { analyzer.countHeld(1) }
        isHeld = true
        await withTimeLimit(analyzer.retryDelay, on: analyzer.clock) { await self.isStopped.wait() }
      }
    }
  }

  /// Cancels the work when the pipeline ends, and waits for it all the same.
  private func untilStopped<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
    await withTaskGroup(of: Void.self) { group in
      let task = Task { await work() }
      group.addTask {
        await self.isStopped.wait()
        // Over without a stop when the work is done.
        if self.isStopped.isOpen { task.cancel() }
      }
      let value = await task.value
      group.cancelAll()
      return value
    }
  }
}
