package import NIOCore
package import OTLP
package import TraceVeil

extension IncomingRequest {
  /// A request as a receiver would have accepted it.
  package static func traces(
    _ spans: [SpanData],
    headers: ForwardedHeaders = ForwardedHeaders()
  ) throws -> IncomingRequest {
    let body = try ByteBuffer.traces(spans)
    let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: .traces)
    return IncomingRequest(signal: .traces, body: body, summary: summary, headers: headers)
  }
}

extension ByteBuffer {
  /// An `ExportTraceServiceRequest` of these spans.
  package static func traces(_ spans: [SpanData]) throws -> ByteBuffer {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 256 << 20)
    try batch.append(spans)
    var body = ByteBuffer()
    body.writeWithUnsafeMutableBytes(minimumWritableBytes: batch.packedSize()) { batch.pack(into: $0) }
    return body
  }
}

extension ExportRequest {
  /// The spans of a request that is not compressed.
  package func spans() throws -> [SpanData] {
    let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: .traces)
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 256 << 20)
    try batch.append(holding: Array(body.readableBytesView), summary: summary)
    var spans: [SpanData] = []
    try batch.editSpans { spans.append($0.original.data) }
    return spans
  }

  /// The spans of a request that is not compressed, by name.
  package func spanNames() throws -> [String] { try spans().map(\.name) }
}
