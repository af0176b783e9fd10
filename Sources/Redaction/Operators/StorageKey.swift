internal import Crypto
import JSON

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Encrypts what is stored: AES-256-GCM with a random nonce, and with a key of its own, derived from the key file's with
/// HKDF-SHA-256.
///
/// A nonce is used twice with probability n²/2⁹⁷ after n records.
package struct StorageKey: Sendable {
  private let key: SymmetricKey
  /// 16 hexadecimal digits that are the same for the same key. They say nothing of it.
  package let fingerprint: String

  package init(_ material: KeyMaterial) {
    func derive(_ purpose: StaticString) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: material.key,
        salt: Array("traceveil".utf8),
        info: purpose.withUTF8Buffer { Array($0) },
        outputByteCount: 32
      )
    }
    key = derive("queue v1: AES-256-GCM")
    let bytes = derive("queue v1: fingerprint").withUnsafeBytes { Array($0.prefix(8)) }
    fingerprint = Hexadecimal.text(bytes)
  }

  /// Nonce, ciphertext and tag.
  package func seal(_ bytes: [UInt8]) throws -> [UInt8] {
    guard let combined = try AES.GCM.seal(bytes, using: key).combined else {
      throw CryptoKitError.incorrectParameterSize
    }
    return Array(combined)
  }

  /// Nil for what was sealed with another key, or changed since.
  package func open(_ bytes: [UInt8]) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
    return (try? AES.GCM.open(box, using: key)).map(Array.init)
  }
}
