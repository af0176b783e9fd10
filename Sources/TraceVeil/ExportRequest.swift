public import NIOCore
public import OTLP

/// A request ready to be sent: redacted, serialized, compressed.
///
/// It is sealed: only a pipeline makes one, after the last processor, so an exporter cannot come by data that
/// has not been redacted. Copies share the body; a retry sends the same bytes.
public struct ExportRequest: Sendable {
  public enum ContentEncoding: Sendable, Hashable {
    case identity, gzip
  }

  public let signal: Signal
  /// OTLP protobuf (`ExportTraceServiceRequest` and its like) in `contentEncoding`.
  public let body: ByteBuffer
  public let contentEncoding: ContentEncoding
  /// Bytes of the body before compression.
  public let uncompressedBytes: Int
  /// Spans, log records or metric data points; never zero.
  public let itemCount: Int
  /// To be sent along.
  public let headers: ForwardedHeaders

  /// For ``sealing(_:headers:limit:clock:)`` below and nobody else.
  fileprivate init(
    signal: Signal,
    body: ByteBuffer,
    contentEncoding: ContentEncoding,
    uncompressedBytes: Int,
    itemCount: Int,
    headers: ForwardedHeaders
  ) {
    self.signal = signal
    self.body = body
    self.contentEncoding = contentEncoding
    self.uncompressedBytes = uncompressedBytes
    self.itemCount = itemCount
    self.headers = headers
  }
}

extension ExportRequest {
  /// Serializes and compresses the batch of a worker, which has gone through all processors, and empties it.
  ///
  /// Called by ``BatchEncoder`` after the last processor. This is the only way to a request.
  /// - Returns: Nil when the request would be larger than `limit` bytes before compression.
  static func sealing(
    _ scratch: inout EncodingScratch,
    headers: ForwardedHeaders,
    limit: Int,
    clock: inout StageClock
  ) throws -> ExportRequest? {
    let (signal, itemCount) = (scratch.batch.signal, scratch.batch.itemCount)
    guard let sealed = try scratch.seal(limit: limit, clock: &clock) else { return nil }
    return ExportRequest(
      signal: signal,
      body: sealed.body,
      contentEncoding: sealed.isCompressed ? .gzip : .identity,
      uncompressedBytes: sealed.uncompressedBytes,
      itemCount: itemCount,
      headers: headers
    )
  }

  /// A request around any bytes, to test exporters with. Package access: users of the library cannot call it.
  package static func unsealedForTests(
    signal: Signal = .traces,
    body: ByteBuffer,
    contentEncoding: ContentEncoding = .identity,
    itemCount: Int = 1,
    headers: ForwardedHeaders = ForwardedHeaders()
  ) -> ExportRequest {
    ExportRequest(
      signal: signal,
      body: body,
      contentEncoding: contentEncoding,
      uncompressedBytes: body.readableBytes,
      itemCount: itemCount,
      headers: headers
    )
  }
}
