internal import Crypto

/// Represents a text: equal texts have equal digests. The text cannot be computed from the digest.
package struct TextDigest: Sendable, Hashable {
  fileprivate let high: UInt64
  fileprivate let low: UInt64
}

/// Makes digests with a random key of its own: the first 16 bytes of HMAC-SHA-256.
///
/// Digests of two digesters are unrelated. With 128 bits under a secret key, no two texts collide by accident, and
/// nobody can construct two that do.
package struct TextDigester: Sendable {
  /// Keyed, not yet fed.
  private let keyed: HMAC<SHA256>

  package init() {
    keyed = HMAC(key: SymmetricKey(size: .bits256))
  }

  package func digest(of text: Span<UInt8>) -> TextDigest {
    var mac = keyed
    text.withUnsafeBytes { mac.update(data: $0) }
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in mac.finalize().prefix(16).enumerated() {
      if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    return TextDigest(high: words.0, low: words.1)
  }
}
