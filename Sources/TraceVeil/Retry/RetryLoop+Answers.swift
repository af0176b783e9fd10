import Logging

/// Answers of success that say something else than that all is well. Nothing is sent again because of them.
extension RetryLoop {
  /// A destination has answered a request with success, and with something that is no answer of OTLP.
  func noteUnreadableAnswer() {
    guard let unsaid = countUnreadableAnswer() else { return }
    log(
      "A destination answers with success, and with something that is no answer of OTLP",
      [
        "unlogged": "\(unsaid)",
        "advice":
          "a proxy or a login page may answer in its place; check the endpoint. The data counts as delivered",
      ]
    )
  }

  /// A destination has taken a request, with a word about it.
  /// - Parameters:
  ///   - rejected: How many of its items it has not taken.
  ///   - detail: The word, redacted; nil for none.
  func note(partialSuccess detail: FailureDetail?, rejected: Int) {
    guard rejected <= 0 else { return note(rejection: detail) }
    guard let detail, let unsaid = countWarning() else { return }
    log(
      "A destination has taken all of a request, and warns",
      detail.metadata.merging(["unlogged": "\(unsaid)"]) { own, _ in own }
    )
  }

  /// A log may block, and this may be an event loop.
  private func log(_ message: Logger.Message, _ metadata: Logger.Metadata) {
    Task(executorPreference: globalConcurrentExecutor) { [logger] in
      logger.warning(message, metadata: metadata)
    }
  }
}
