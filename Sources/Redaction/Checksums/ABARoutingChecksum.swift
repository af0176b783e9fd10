/// Routing numbers of banks in the United States: nine digits, weights 3, 7, 1, and a Federal Reserve prefix.
enum ABARoutingChecksum {
  static func isValid(_ text: Span<UInt8>) -> Bool {
    guard text.count == 9 else { return false }
    var sum = 0
    var prefix = 0
    for index in 0..<9 {
      guard let digit = ASCII.decimalDigit(text[index]) else { return false }
      if index < 2 { prefix = prefix * 10 + digit }
      sum += digit * weights(index % 3)
    }
    return sum % 10 == 0 && isAssigned(prefix: prefix)
  }

  private static func weights(_ place: Int) -> Int { place == 0 ? 3 : place == 1 ? 7 : 1 }

  /// Government, the twelve districts, thrift institutions, electronic, traveller's cheques.
  private static func isAssigned(prefix: Int) -> Bool {
    switch prefix {
    case 0...12, 21...32, 61...72, 80: true
    default: false
    }
  }
}
