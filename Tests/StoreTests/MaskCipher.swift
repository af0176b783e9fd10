import Store

/// A cipher for tests: it hides what it seals, and knows its own.
struct MaskCipher: RecordCipher {
  struct Refusal: Error {}

  var mask: UInt8 = 0x5A
  /// Whether it seals nothing more.
  var fails = false

  var fingerprint: String { "mask \(mask)" }

  func seal(_ bytes: [UInt8]) throws -> [UInt8] {
    if fails { throw Refusal() }
    return [mask] + bytes.map { $0 ^ mask }
  }

  func open(_ bytes: [UInt8]) -> [UInt8]? {
    bytes.first == mask ? bytes.dropFirst().map { $0 ^ mask } : nil
  }
}
