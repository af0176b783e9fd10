internal import Crypto
import JSON

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The `encrypt` operator: AES-256-GCM with the entity's name as associated data.
///
/// The nonce is not random but the first 12 bytes of HMAC-SHA-256 over entity name, NUL and value. So the
/// same value gives the same token: traces stay joinable, a batch that is redacted twice has the same bytes,
/// and no random source is on the data path. What it gives away is that two tokens hide equal values, and
/// their length. Two different values share a nonce with probability n²/2⁹⁷ after n values, as with random
/// nonces: change the key before 2³² different values. Nonce and cipher have keys of their own, derived with
/// HKDF-SHA-256, so neither depends on what `hash` makes of the same key.
struct ValueCipher: Sendable {
  /// Longest value that is encrypted, in bytes. It bounds what `RevealScanner` must hold.
  static let maximumValueLength = 512 << 10
  /// Nonce and tag, in bytes.
  static let overhead = 12 + 16

  private let cipherKey: SymmetricKey
  private let nonceCode: HMAC<SHA256>

  init(key: KeyMaterial) {
    func derive(_ purpose: StaticString) -> SymmetricKey {
      let info = purpose.withUTF8Buffer { Array($0) }
      return HKDF<SHA256>.deriveKey(
        inputKeyMaterial: key.key,
        salt: Array("traceveil".utf8),
        info: info,
        outputByteCount: 32
      )
    }
    cipherKey = derive("encrypt v1: AES-256-GCM")
    nonceCode = HMAC(key: derive("encrypt v1: nonce"))
  }

  /// Appends base64url of nonce, ciphertext and tag; false, and nothing appended, when the value is too long
  /// or the cipher refuses.
  func append(_ value: Span<UInt8>, entity: String, to output: inout [UInt8]) -> Bool {
    guard value.count <= Self.maximumValueLength else { return false }
    let name = Array(entity.utf8)
    var mac = nonceCode
    mac.update(data: name)
    mac.update(data: [0])
    value.withUnsafeBytes { mac.update(data: $0) }
    let code = Array(mac.finalize().prefix(12))
    let box = value.withUnsafeBytes { plaintext in
      try? AES.GCM.seal(plaintext, using: cipherKey, nonce: AES.GCM.Nonce(data: code), authenticating: name)
    }
    guard let combined = box?.combined else { return false }
    Base64.append(combined, to: &output, as: .url)
    return true
  }

  /// The value behind base64url made by `append`, or nil when it was not made with this key for this entity.
  func open(_ token: Span<UInt8>, entity: Span<UInt8>) -> [UInt8]? {
    guard let count = Base64.byteCount(ofDigits: token.count), count >= Self.overhead,
      count <= Self.maximumValueLength + Self.overhead
    else { return nil }
    let combined = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      written = Base64.decode(token, into: UnsafeMutableRawBufferPointer(buffer)) ?? 0
    }
    guard combined.count == count, let box = try? AES.GCM.SealedBox(combined: combined) else { return nil }
    let opened = entity.withUnsafeBytes { name in
      try? AES.GCM.open(box, using: cipherKey, authenticating: name)
    }
    return opened.map(Array.init)
  }
}
