internal import JSON

/// The 16 bytes that name a trace. Prints as 32 lower-case hexadecimal digits.
public struct TraceID: Sendable, Hashable {
  /// The first eight bytes, read as a big-endian number.
  public let high: UInt64
  /// The last eight bytes, read as a big-endian number.
  public let low: UInt64

  /// An id of these two halves; 0 is invalid.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Nil unless `bytes` holds exactly 16.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self.init(high: .init(bigEndianBytes: bytes.prefix(8)), low: .init(bigEndianBytes: bytes.suffix(8)))
  }

  /// Nil unless `hex` is exactly 32 hexadecimal digits, of either case.
  public init?(hex: some StringProtocol) {
    guard let bytes = Hexadecimal.bytes(hex.utf8) else { return nil }
    self.init(bytes: bytes)
  }

  /// The specification reserves the id of zero bytes for "none".
  public var isValid: Bool { high != 0 || low != 0 }

  /// The sixteen bytes, most significant first.
  public var bytes: [UInt8] { high.bigEndianBytes + low.bigEndianBytes }
}

extension TraceID: CustomStringConvertible {
  public var description: String { Hexadecimal.text(bytes) }
}
