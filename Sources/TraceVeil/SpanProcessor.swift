public import OTLP

/// Is called by a tracer when spans start and end. Each processor gets the span as it was recorded, without the changes
/// of other processors.
public protocol SpanProcessor: Sendable {
  /// Called when a span has begun, on the thread that began it. Must not block.
  func onStart(_ span: borrowing SpanData)

  /// Called when a span has ended, on the thread that ended it. Must not block.
  func onEnd(_ span: consuming SpanData)

  /// Waits until everything that ended before the call has been exported or dropped.
  func forceFlush(timeout: Duration) async -> FlushResult

  /// Does what `forceFlush` does and ends. Later calls of any method do nothing.
  func shutdown(timeout: Duration) async -> FlushResult
}
