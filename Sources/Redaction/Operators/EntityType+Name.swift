extension EntityType {
  /// Whether the name can be an entity's: an upper-case letter, then upper-case letters, digits and `_`, 64
  /// bytes at most, and no digits in a row that a recognizer could take for a number.
  static func isValidName(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      let end = StandIn.endOfName(in: bytes.span, from: 0)
      let digits = bytes.split { ASCII.decimalDigit($0) == nil }
      return end == bytes.count && end > 0 && digits.allSatisfy { $0.count <= ValueHasher.longestDigitRun }
    }
  }
}
