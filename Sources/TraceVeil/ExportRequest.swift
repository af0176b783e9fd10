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

  /// For ``sealing(_:headers:with:)`` below and nobody else.
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
  /// Serializes and compresses a batch that has gone through all processors, and ends it.
  ///
  /// Called by ``BatchEncoder`` after the last processor. This is the only way to a request.
  static func sealing(
    _ batch: consuming TelemetryBatch,
    headers: ForwardedHeaders,
    with scratch: inout EncodingScratch
  ) throws -> ExportRequest {
    let (signal, itemCount) = (batch.signal, batch.itemCount)
    guard scratch.compresses else {
      var body = ByteBuffer()
      let size = scratch.pack(batch, into: &body)
      return ExportRequest(
        signal: signal,
        body: body,
        contentEncoding: .identity,
        uncompressedBytes: size,
        itemCount: itemCount,
        headers: headers
      )
    }
    let size = scratch.pack(batch)
    // The arena is zeroed and given back before the slower half of the work.
    _ = consume batch
    return ExportRequest(
      signal: signal,
      body: try scratch.compressPacked(),
      contentEncoding: .gzip,
      uncompressedBytes: size,
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
