#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Addresses as the bytes that they are: 4 or 16 of them.
enum IPAddressBytes {
  /// Nil when the text is no address. One of IPv4 that is written as IPv6 (`::ffff:10.0.0.1`) is one of IPv4.
  static func parse(_ text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
    guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
  }

  static func isLoopback(_ address: [UInt8]) -> Bool {
    address.count == 4 ? address[0] == 127 : address.dropLast().allSatisfy { $0 == 0 } && address.last == 1
  }

  /// Whether the first `bits` are those of `prefix`.
  static func matches(_ address: [UInt8], _ prefix: [UInt8], bits: Int) -> Bool {
    guard address.count == prefix.count else { return false }
    return (0..<bits).allSatisfy { bit in
      (address[bit / 8] ^ prefix[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }
}
