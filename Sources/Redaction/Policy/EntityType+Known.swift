extension EntityType {
  /// The entities of the built-in recognizers, those that a Presidio analyzer answers, and those of redacted
  /// keys and dropped binary data.
  public static let known: Set<EntityType> = Set(RecognizerCatalog.all.map(\.entity)).union(analyzable)
    .union([.sensitiveKey, .binaryData])

  /// What Presidio's recognizers answer besides what is found here as well (its list of supported entities, release
  /// 2.2): those that need a model of the language, and the national numbers.
  public static let analyzable: Set<EntityType> = Set(
    "PERSON LOCATION NRP ORGANIZATION AGE ID TITLE GENDER ETHNICITY DATE_TIME".split(separator: " ").map {
      EntityType(String($0))
    }
  ).union(NationalNumber.all.map(\.entity))

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
