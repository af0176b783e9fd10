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
}
