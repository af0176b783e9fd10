internal import ProtobufWire

/// Tells most keys from those that are looked for, by their length and their first byte.
///
/// Holds no reference, so that a walk over many spans copies it for nothing.
struct AttributeKeyFilter: Sendable {
  private static let keyTag = AttributeFields.tag(
    AttributeFields.KeyValue.key,
    WireCursor.WireType.lengthPrefixed
  )

  /// Passes no key.
  static let none = AttributeKeyFilter(keys: [], prefixes: [])

  /// A bit for the length and the first byte that one of the keys has, of 64.
  private var keyBits: UInt64 = 0
  /// A bit for the first byte of a prefix, modulo 64.
  private var prefixBytes: UInt64 = 0
  private let isNone: Bool
  /// Whether every key passes, because of an empty key, which has no first byte, or an empty prefix, which every key
  /// has.
  private let passesAll: Bool

  init(keys: [[UInt8]], prefixes: [[UInt8]]) {
    isNone = keys.isEmpty && prefixes.isEmpty
    passesAll = (keys + prefixes).contains { $0.isEmpty }
    if passesAll { keyBits = .max }
    for key in keys {
      keyBits |= 1 &<< Self.place(of: key.count, key.first ?? 0)
    }
    for prefix in prefixes { prefixBytes |= 1 &<< UInt64(prefix.first ?? 0) }
  }

  /// False for a key that is none of those looked for; true for most others.
  @inline(__always)
  func mayHold(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = key.first else { return passesAll }
    return mayHold(count: key.count, first: first)
  }

  @inline(__always)
  private func mayHold(count: Int, first: UInt8) -> Bool {
    let bits = (keyBits &>> Self.place(of: count, first)) | (prefixBytes &>> UInt64(first))
    return bits & 1 != 0
  }

  /// Modulo 64. Lengths that are near and letters that are near come to different places.
  @inline(__always)
  private static func place(of count: Int, _ first: UInt8) -> UInt64 {
    UInt64(truncatingIfNeeded: count) &* 11 ^ UInt64(first)
  }

  /// Whether the key of a pair may pass. The validator has accepted the pair, so it has one key. True for a pair
  /// whose key is not at its beginning, or longer than 127 bytes.
  @inline(__always)
  func mayHold(keyOf pair: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !isNone else { return false }
    guard pair.count > 2, let bytes = pair.baseAddress, bytes[0] == Self.keyTag, bytes[1] &- 1 < 0x7F else {
      return !pair.starts(with: [Self.keyTag, 0]) || passesAll
    }
    return mayHold(count: Int(bytes[1]), first: bytes[2])
  }
}
