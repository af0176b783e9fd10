internal import Crypto
import JSON

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The `hash` operator: HMAC-SHA-256 with the key over the entity's name, a NUL byte and the value.
struct ValueHasher: Sendable {
  /// Longest run of decimal digits a hash may have. The shortest number that means something to a recognizer
  /// by itself has nine digits (a Social Security number), so a stand-in is never taken for one.
  static let longestDigitRun = 8

  /// Keyed, not yet fed: a copy saves two blocks of hashing per value.
  private let keyed: HMAC<SHA256>

  init(key: KeyMaterial) {
    keyed = HMAC(key: key.key)
  }

  /// Appends 16 hexadecimal digits: the first 8 bytes of the code, or for one value in twenty, whose digits
  /// run too long, the next 8 bytes that do not (behind the fourth try of the code of the code).
  func append(_ value: Span<UInt8>, entity: String, to output: inout [UInt8]) {
    var mac = keyed
    mac.update(data: Array(entity.utf8))
    mac.update(data: [0])
    value.withUnsafeBytes { mac.update(data: $0) }
    var code = Array(mac.finalize())
    while true {
      for start in stride(from: 0, to: code.count, by: 8) {
        var digits: [UInt8] = []
        Hexadecimal.append(code[start..<start + 8], to: &digits)
        if Self.isAcceptable(digits.span) { return output.append(contentsOf: digits) }
      }
      var next = keyed
      next.update(data: code)
      code = Array(next.finalize())
    }
  }

  /// Whether 16 characters can have come from here: lower-case hexadecimal without a long run of digits.
  static func isAcceptable(_ digits: Span<UInt8>) -> Bool {
    var run = 0
    for index in digits.indices {
      let byte = digits[index]
      guard byte.isHexDigit, !byte.isUppercase else { return false }
      run = ASCII.decimalDigit(byte) == nil ? 0 : run + 1
      if run > longestDigitRun { return false }
    }
    return true
  }
}
