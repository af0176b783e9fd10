internal import Crypto
import JSON

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The 32 secret bytes behind `hash` and `encrypt`.
///
/// Descriptions, reflection and errors never show it. Its memory is zeroed when the last copy is released.
public struct KeyMaterial: Sendable {
  let key: SymmetricKey

  /// A random key of this process, for values that must stay different when the user has configured no key.
  static let ofProcess = KeyMaterial(key: SymmetricKey(size: .bits256))

  private init(key: SymmetricKey) {
    self.key = key
  }

  /// Reads what a key file holds: 32 raw bytes, or their hexadecimal or base64 form (either alphabet, with or
  /// without padding) with white space around it.
  ///
  /// 32 bytes that are all hexadecimal digits are refused: they are 16 bytes written in hexadecimal, half of
  /// what is needed. So are 32 equal bytes.
  public init(fileBytes: some Collection<UInt8>) throws(KeyMaterialError) {
    guard fileBytes.count <= 1024 else { throw .wrongLength(bytes: fileBytes.count) }
    var decoded = try Self.decode(Array(fileBytes))
    defer { for index in decoded.indices { decoded[index] = 0 } }
    guard decoded.contains(where: { $0 != decoded[0] }) else { throw .notRandom }
    key = SymmetricKey(data: decoded)
  }

  private static func decode(_ bytes: [UInt8]) throws(KeyMaterialError) -> [UInt8] {
    if bytes.count == 32 {
      guard bytes.contains(where: { !$0.isHexDigit }) else { throw .tooShort }
      return bytes
    }
    let text = trimmed(bytes)
    if text.count == 32, text.allSatisfy(\.isHexDigit) { throw .tooShort }
    if text.count == 64, let decoded = Hexadecimal.bytes(text) { return decoded }
    if text.count == 43 || text.count == 44, let decoded = Base64.bytes(text), decoded.count == 32 {
      return decoded
    }
    throw .wrongLength(bytes: bytes.count)
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let isInk: (UInt8) -> Bool = { $0 != 0x20 && !(0x09...0x0d).contains($0) }
    guard let first = bytes.firstIndex(where: isInk), let last = bytes.lastIndex(where: isInk) else {
      return []
    }
    return Array(bytes[first...last])
  }
}

extension KeyMaterial: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "KeyMaterial(32 bytes)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why the content of a key file is not a key. The error never shows the content.
public enum KeyMaterialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Neither 32 bytes nor their hexadecimal or base64 form.
  case wrongLength(bytes: Int)
  /// 16 bytes in hexadecimal.
  case tooShort
  /// All bytes of the key are equal.
  case notRandom

  public var description: String {
    switch self {
    case .wrongLength(let bytes):
      "a key is 32 bytes, raw, in hexadecimal (64 digits) or in base64 (44 characters); the file has \(bytes)"
    case .tooShort:
      "the file holds 16 bytes in hexadecimal, and a key is 32 bytes"
    case .notRandom:
      "all bytes of the key are equal: make one with `openssl rand -hex 32`"
    }
  }
}
