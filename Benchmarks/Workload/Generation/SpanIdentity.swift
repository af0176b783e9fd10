/// Turns the running number of a span into its id and back.
///
/// The ids on the wire are as random, and as incompressible, as an SDK's, but the receiver can tell from each
/// of them which span it was. So a bit per span is enough to know what was lost and what came twice.
public struct SpanIdentity: Sendable, Hashable {
  private let spanKey: UInt64
  private let traceKeys: (UInt64, UInt64)

  public init(seed: UInt64) {
    var random = SeededRandom(seed: seed ^ 0x1D5_7A3E)
    // Bit 63 is set, and running numbers stay below 2^63: no id is all zero, which OTLP forbids.
    spanKey = random.next() | (1 << 63)
    traceKeys = (random.next() | (1 << 63), random.next() | (1 << 63))
  }

  /// The id of span number `number`, in wire order.
  public func spanID(of number: UInt64) -> UInt64 {
    BitMixer.mix(number ^ spanKey)
  }

  /// The running number behind an id. For an id that this workload did not make, any number at all.
  public func number(ofSpanID id: UInt64) -> UInt64 {
    BitMixer.unmix(id) ^ spanKey
  }

  /// Both halves of the id of trace number `number`.
  public func traceID(of number: UInt64) -> (high: UInt64, low: UInt64) {
    (BitMixer.mix(number ^ traceKeys.0), BitMixer.mix(number ^ traceKeys.1))
  }

  public static func == (left: SpanIdentity, right: SpanIdentity) -> Bool {
    left.spanKey == right.spanKey && left.traceKeys == right.traceKeys
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(spanKey)
  }
}
