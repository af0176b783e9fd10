package import NIOCore
package import OTLP

/// One export request a receiver has accepted: validated, inflated, and not redacted yet.
package struct IncomingRequest: Sendable {
  package var signal: Signal
  /// OTLP protobuf, the very bytes that `summary` was made from.
  package var body: ByteBuffer
  package var summary: WireSummary
  package var headers: ForwardedHeaders
  /// Tells its sender how it ended; nil where nobody waits for that.
  package var receipt: RequestReceipt?

  package init(
    signal: Signal,
    body: ByteBuffer,
    summary: WireSummary,
    headers: ForwardedHeaders = ForwardedHeaders(),
    receipt: RequestReceipt? = nil
  ) {
    self.receipt = receipt
    self.signal = signal
    self.body = body
    self.summary = summary
    self.headers = headers
  }
}

extension IncomingRequest: RequestBytes {
  package func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(self.body.readableBytesUInt8Span)
  }
}

/// The result for a request that was handed to a pipeline.
package enum SubmitResult: Sendable, Hashable {
  /// It is the pipeline's now, and will end in exactly one of its counters.
  case accepted
  /// The queue has no room. The caller keeps the request, and may say when to come again.
  case full(retryAfter: Duration)
  /// The pipeline takes nothing any more.
  case shutDown
}
