internal import JSON

/// The 8 bytes that name a span inside its trace. Prints as 16 lower-case hexadecimal digits.
public struct SpanID: Sendable, Hashable {
  /// The eight bytes, read as a big-endian number.
  public let value: UInt64

  /// An id of this value; 0 is invalid.
  public init(_ value: UInt64) {
    self.value = value
  }

  /// Nil unless `bytes` holds exactly 8.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 8 else { return nil }
    self.init(.init(bigEndianBytes: bytes))
  }

  /// Nil unless `hex` is exactly 16 hexadecimal digits, of either case.
  public init?(hex: some StringProtocol) {
    guard let bytes = Hexadecimal.bytes(hex.utf8) else { return nil }
    self.init(bytes: bytes)
  }

  /// The specification reserves the id of zero bytes for "none".
  public var isValid: Bool { value != 0 }

  /// The eight bytes, most significant first.
  public var bytes: [UInt8] { value.bigEndianBytes }
}

extension SpanID: CustomStringConvertible {
  public var description: String { Hexadecimal.text(bytes) }
}
