/// Telemetry of one signal on its way out: one arena and the protobuf-c message tree in it.
///
/// Lives on one worker. The arena is zeroed when the batch ends.
public struct TelemetryBatch: ~Copyable {
  public let signal: Signal
  /// Spans, log records or metric data points.
  public private(set) var itemCount: Int = 0

  /// - Parameter maximumBytes: Bound on the memory of the tree.
  public init(signal: Signal, maximumBytes: Int) {
    self.signal = signal
  }

  public mutating func append(decoding body: Span<UInt8>, summary: WireSummary) throws(DecodeError) {
    itemCount += summary.acceptedItems
  }

  public mutating func append(_ spans: [SpanData]) throws(DecodeError) {
    itemCount += spans.count
  }

  public mutating func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {}

  public mutating func editSpans(_ body: (inout SpanEditor) throws -> Void) throws {}

  /// Bytes that `pack` writes.
  public func packedSize() -> Int { 0 }

  /// Writes the request. - Returns: How many bytes.
  public func pack(into buffer: UnsafeMutableRawBufferPointer) -> Int { 0 }
}
