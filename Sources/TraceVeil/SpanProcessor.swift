public import OTLP

/// A tracer calls it when spans start and end. Each span processor gets the span as it was recorded, without the
/// changes of other span processors.
public protocol SpanProcessor: Sendable {
  /// Called when a span has begun, on the thread that began it. Must not block.
  func onStart(_ span: borrowing SpanData)

  /// Called when a span has ended, on the thread that ended it. Must not block.
  func onEnd(_ span: consuming SpanData)

  /// Waits until everything that ended before the call has been exported or dropped.
  /// - Returns: `success` if everything was exported, `failure` if something was dropped, `timeout` if `timeout` came
  ///   first.
  func forceFlush(timeout: Duration) async -> FlushResult

  /// Does what `forceFlush` does, and ends. Later spans are not exported.
  /// - Returns: `success` if everything was exported, `failure` if something was dropped, `timeout` if `timeout` came
  ///   first.
  func shutdown(timeout: Duration) async -> FlushResult
}
