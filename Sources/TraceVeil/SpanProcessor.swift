public import OTLP

/// Is told of spans by a tracer. Each is the beginning of a way of its own: processors do not see what others
/// have changed.
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
