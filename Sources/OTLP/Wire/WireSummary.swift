/// What `WireValidator` found in a request: proof that the same bytes are safe to unpack.
public struct WireSummary: Sendable, Hashable {
  public let signal: Signal
  /// Spans, log records or metric data points that will be kept.
  public let acceptedItems: Int
  /// Items with an id of the wrong length: dropped at decoding, to be reported as partial success.
  public let rejectedItems: Int
  /// Fields the schema does not have, or not for this signal: dropped at decoding.
  public let unknownFields: Int
  /// Texts that hold a NUL byte; at decoding each such byte becomes U+FFFD.
  public let nulTexts: Int
  /// Upper bound of the arena bytes that decoding takes.
  public let treeBytes: Int
  /// Length of the validated body.
  let byteCount: Int
  /// Upper bound of what rewriting adds to the body, see `WireRewriter`.
  let rewriteGrowth: Int
}

extension WireSummary {
  init(empty signal: Signal) {
    self.init(
      signal: signal,
      acceptedItems: 0,
      rejectedItems: 0,
      unknownFields: 0,
      nulTexts: 0,
      treeBytes: TreeSize.batch,
      byteCount: 0,
      rewriteGrowth: 0
    )
  }

  /// Whether the body may go to protobuf-c as it is.
  var isClean: Bool { rejectedItems == 0 && unknownFields == 0 && nulTexts == 0 }
}
