internal import Crypto

/// Stands for a text: equal texts have equal digests, and whoever has only the digest does not get the text.
public struct TextDigest: Sendable, Hashable {
  fileprivate let high: UInt64
  fileprivate let low: UInt64
}

/// Makes digests with a random key of its own: the first 16 bytes of HMAC-SHA-256.
///
/// Digests of two digesters have nothing to do with each other. At 128 bits under a key that nobody knows, texts
/// that share one are not found by accident, nor on purpose.
public struct TextDigester: Sendable {
  /// Keyed, not yet fed.
  private let keyed: HMAC<SHA256>

  public init() {
    keyed = HMAC(key: SymmetricKey(size: .bits256))
  }

  public func digest(of text: Span<UInt8>) -> TextDigest {
    var mac = keyed
    text.withUnsafeBytes { mac.update(data: $0) }
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in mac.finalize().prefix(16).enumerated() {
      if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    return TextDigest(high: words.0, low: words.1)
  }
}
