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
}
