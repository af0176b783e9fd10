extension EntityType {
  /// The entities of the built-in recognizers, those that a Presidio analyzer answers, and those of redacted
  /// keys and dropped binary data.
  public static let known: Set<EntityType> = Set(RecognizerCatalog.all.map(\.entity)).union(analyzable)
    .union([.sensitiveKey, .binaryData])

  /// What Presidio's recognizers answer (its list of supported entities, release 2.2): those that need a
  /// model of the language, and the national numbers that have no recognizer here.
  public static let analyzable: Set<EntityType> = Set(
    """
    PERSON LOCATION NRP ORGANIZATION AGE ID TITLE GENDER ETHNICITY DATE_TIME
    US_MBI UK_NINO UK_PASSPORT UK_POSTCODE UK_VEHICLE_REGISTRATION
    ES_NIF ES_NIE ES_PASSPORT IT_FISCAL_CODE IT_DRIVER_LICENSE IT_VAT_CODE IT_PASSPORT IT_IDENTITY_CARD
    PL_PESEL SG_NRIC_FIN SG_UEN AU_ABN AU_ACN AU_TFN AU_MEDICARE
    IN_PAN IN_AADHAAR IN_VEHICLE_REGISTRATION IN_VOTER IN_PASSPORT IN_GSTIN
    FI_PERSONAL_IDENTITY_CODE KR_RRN KR_FRN KR_DRIVER_LICENSE KR_PASSPORT KR_BRN TH_TNIN
    DE_TAX_ID DE_TAX_NUMBER DE_PASSPORT DE_ID_CARD DE_SOCIAL_SECURITY DE_HEALTH_INSURANCE DE_VAT_ID
    SE_PERSONNUMMER SE_ORGANISATIONSNUMMER TR_NATIONAL_ID CA_SIN BR_CPF NG_NIN
    """.split(whereSeparator: \.isWhitespace).map { EntityType(String($0)) }
  )

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
