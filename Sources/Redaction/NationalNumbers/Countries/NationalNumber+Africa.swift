extension NationalNumber {
  static let nigerian: [NationalNumber] = [
    NationalNumber(
      "NG_NIN",
      [.alone("#{11}")],
      check: NumberChecks.nigerianIdentity,
      words: ["nin", "nimc", "identity", "identification", "nigerian", "nigeria"],
      of: .nigeria
    ),
    NationalNumber(
      "NG_VEHICLE_REGISTRATION",
      [.alone("@{3}-?###@@"), .alone("@{3} ###@@", anyCase: false)],
      words: ["plate", "vehicle", "registration"],
      of: .nigeria
    ),
  ]

  static let southAfrican: [NationalNumber] = [
    NationalNumber(
      "ZA_ID_NUMBER",
      [.alone("#{10}[0-2][89]#")],
      check: NumberChecks.southAfricanIdentity,
      words: ["id", "identity", "rsa", "african"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_PASSPORT",
      [.alone("[ADMT]#{8}")],
      words: ["passport", "travel", "dha"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_DRIVER_LICENSE",
      [.withWord("#{6,10}*{1,4}@")],
      words: ["licence", "license", "driving", "driver", "enatis", "natis"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_LICENSE_PLATE",
      ["@{2,4}#{2,4}@{2,6}", "@@ ## @@ @@", "@{2,3} #{2,3} ?@@", "@{2,3}#{2,3} @@", "#{2,3} ?@{2,3} ?EC"].map
      {
        .alone($0, anyCase: false)
      },
      check: NumberChecks.southAfricanPlate,
      words: ["plate", "registration", "natis", "enatis"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_COMPANY_REGISTRATION",
      [.alone("[12]###/#{6}/##")]
        + ["CK", "K", "T", "W", "B", "M", "N", "NR"].map { .alone("\($0)[12]###/#{6}", anyCase: false) },
      check: NumberChecks.southAfricanCompany,
      words: ["cipc", "company", "registration", "corporation", "enterprise"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_INCOME_TAX_NUMBER",
      [.alone("[01239]#{9}")],
      check: { NumberChecks.luhn($0) },
      words: ["sars", "tax", "itr", "taxpayer"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_VAT_NUMBER",
      [.withWord("4#{9}")],
      words: ["vat", "sars"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_TRAFFIC_REGISTER_NUMBER",
      [.withWord("#{13}")],
      check: NumberChecks.southAfricanTrafficRegister,
      words: ["traffic", "trn", "enatis", "natis"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_MOBILE_NUMBER",
      southAfricanNumbers,
      check: NumberChecks.southAfricanMobile,
      words: ["mobile", "cell", "phone", "tel", "whatsapp"],
      of: .southAfrica
    ),
    NationalNumber(
      "ZA_TELEPHONE_NUMBER",
      southAfricanNumbers,
      check: NumberChecks.southAfricanTelephone,
      words: ["telephone", "phone", "tel", "landline", "office"],
      of: .southAfrica
    ),
  ]

  private static let southAfricanNumbers: [Pattern] = [
    .alone("+27[ -]?##[ -]?###[ -]?####"), .alone("0##[ -]###[ -]####"), .alone("0[1-8]#{8}"),
  ]
}
