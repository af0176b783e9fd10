internal import ProtobufWire

/// A `KeyValue` as all encoders write it: a short key, and behind it a value.
///
/// Attributes are most of what telemetry is made of. To read one like this by hand takes a fourth of what it takes by
/// the schema.
struct PlainPair {
  let key: UnsafeBufferPointer<UInt8>
  /// Where the length of the value stands.
  let valuePrefix: UnsafePointer<UInt8>
  /// The `AnyValue`.
  let value: UnsafeBufferPointer<UInt8>

  private static let keyTag = AttributeFields.tag(
    AttributeFields.KeyValue.key,
    WireCursor.WireType.lengthPrefixed
  )
  private static let valueTag = AttributeFields.tag(
    AttributeFields.KeyValue.value,
    WireCursor.WireType.lengthPrefixed
  )

  /// Nil for a pair that is anything else, malformed or not.
  @inline(__always)
  init?(_ pair: UnsafeBufferPointer<UInt8>) {
    guard let start = pair.baseAddress, pair.count >= 4, start[0] == Self.keyTag, start[1] < 0x80 else {
      return nil
    }
    let keyLength = Int(start[1])
    // Behind the key come a tag and a length at least.
    guard 2 + keyLength + 2 <= pair.count else { return nil }
    let end = start + pair.count
    let tag = start + 2 + keyLength
    guard tag[0] == Self.valueTag, let value = Self.content(tag + 1, upTo: end) else { return nil }
    key = UnsafeBufferPointer(start: start + 2, count: keyLength)
    valuePrefix = tag + 1
    self.value = value
  }

  /// What a length of at most three bytes (2 MB) at `prefix` is the length of, if that ends at `end`.
  @inline(__always)
  static func content(
    _ prefix: UnsafePointer<UInt8>,
    upTo end: UnsafePointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    guard prefix < end else { return nil }
    var length = Int(prefix[0])
    var start = prefix + 1
    if length >= 0x80 {
      guard end - prefix >= 2 else { return nil }
      length = length & 0x7f | Int(prefix[1] & 0x7f) << 7
      start = prefix + 2
      if prefix[1] >= 0x80 {
        guard end - prefix >= 3, prefix[2] < 0x80 else { return nil }
        length |= Int(prefix[2]) << 14
        start = prefix + 3
      }
    }
    return end - start == length ? UnsafeBufferPointer(start: start, count: length) : nil
  }
}
