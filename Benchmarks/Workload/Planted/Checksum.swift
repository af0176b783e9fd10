/// Check digits of the planted values, written from the standards and not shared with the recognizers under
/// test.
enum Checksum {
  /// The digit that makes `body` and itself pass Luhn's test (ISO/IEC 7812-1, annex B).
  static func luhnDigit(of body: String) -> Int {
    var sum = 0
    for (index, digit) in body.reversed().enumerated() {
      let value = digit.wholeNumberValue ?? 0
      let doubled = index.isMultiple(of: 2) ? value * 2 : value
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return (10 - sum % 10) % 10
  }

  /// The two check digits of an IBAN (ISO 13616, ISO 7064 mod 97-10).
  static func ibanCheckDigits(country: String, body: String) -> String {
    let remainder = ibanRemainder(body + country + "00")
    let digits = 98 - remainder
    return digits < 10 ? "0\(digits)" : "\(digits)"
  }

  /// The remainder modulo 97 of letters and digits, a letter counting as two digits from A = 10.
  static func ibanRemainder(_ text: String) -> Int {
    text.reduce(0) { remainder, character in
      if let digit = character.wholeNumberValue { return (remainder * 10 + digit) % 97 }
      let letter = Int(character.asciiValue ?? 65) - 55
      return (remainder * 100 + letter) % 97
    }
  }

  /// A Bitcoin address of witness version 0 (BIP 173) for a 20-byte program.
  static func bech32Address(program: [UInt8]) -> String {
    let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
    let data = [0] + fiveBitGroups(program)
    let checked = data + [0, 0, 0, 0, 0, 0]
    let polynomial = bech32Polynomial(humanReadablePart: "bc", data: checked) ^ 1
    let checksum = (0..<6).map { Int(polynomial >> (5 * UInt32(5 - $0)) & 31) }
    return "bc1" + String((data + checksum).map { alphabet[$0] })
  }

  /// What BIP 173 calls `polymod` over the expanded prefix and the data; 1 for a valid address.
  static func bech32Polynomial(humanReadablePart: String, data: [Int]) -> UInt32 {
    let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
    let prefix = humanReadablePart.utf8.map(Int.init)
    let values = prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 } + data
    return values.reduce(UInt32(1)) { sum, value in
      var next = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
      for bit in 0..<5 where (sum >> 25) >> UInt32(bit) & 1 == 1 {
        next ^= generator[bit]
      }
      return next
    }
  }

  private static func fiveBitGroups(_ bytes: [UInt8]) -> [Int] {
    var groups: [Int] = []
    var (buffer, bits) = (0, 0)
    for byte in bytes {
      buffer = buffer << 8 | Int(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        groups.append(buffer >> bits & 31)
      }
      buffer &= (1 << bits) - 1
    }
    return groups
  }
}

/// RFC 4648, section 5, without padding.
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0...group.count {
        text.append(alphabet[word >> (18 - 6 * index) & 63])
      }
    }
    return text
  }
}
