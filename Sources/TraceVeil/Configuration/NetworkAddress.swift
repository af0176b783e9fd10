#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An address of the internet, in the one form that all of its spellings have.
package struct NetworkAddress: Hashable, Sendable {
  /// Four bytes, or sixteen.
  private let bytes: [UInt8]

  /// - Parameter bytes: In the order of the network. An address of version 4 in one of version 6 is that of version 4.
  package init(_ bytes: [UInt8]) {
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.dropFirst(12)) : bytes
  }

  /// - Parameter text: As the system writes it.
  package init?(_ text: String) {
    // Without the name of an interface.
    let text = String(text.prefix { $0 != "%" })
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 {
        self.init(bytes)
        return
      }
    }
    return nil
  }

  package static let loopback = NetworkAddress([127, 0, 0, 1])

  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 }
  }

  /// Whether it is the unspecified address. Listening on it is listening on all addresses, and connecting to it is
  /// connecting to this machine.
  package var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  /// 32 or 128.
  var bitCount: Int { bytes.count * 8 }

  /// Whether the first `bits` are those of `other`.
  func isIn(_ other: NetworkAddress, bits: Int) -> Bool {
    guard bytes.count == other.bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      (bytes[bit / 8] ^ other.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }
}
