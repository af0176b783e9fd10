import NIOCore
import OTLP

@testable import TraceVeil

extension ExportRequest {
  /// A request around any bytes, to test exporters with.
  static func unsealed(
    signal: Signal = .traces,
    body: ByteBuffer,
    contentEncoding: ContentEncoding = .identity,
    itemCount: Int = 1,
    headers: ForwardedHeaders = ForwardedHeaders(),
    joined: [Int] = []
  ) -> ExportRequest {
    stored(
      signal: signal,
      body: body,
      contentEncoding: contentEncoding,
      uncompressedBytes: body.readableBytes,
      itemCount: itemCount,
      headers: headers,
      joined: joined
    )
  }
}
