extension NationalNumber {
  static let australian: [NationalNumber] = [
    NationalNumber(
      "AU_ABN",
      [.alone("#{11}"), .alone("## ### ### ###")],
      check: NumberChecks.australianBusiness,
      words: ["abn", "business", "australian"],
      of: .australia
    ),
    NationalNumber(
      "AU_ACN",
      [.alone("#{9}"), .alone("### ### ###")],
      check: NumberChecks.australianCompany,
      words: ["acn", "company", "australian"],
      of: .australia
    ),
    NationalNumber(
      "AU_TFN",
      [.alone("#{9}"), .alone("### ### ###")],
      check: NumberChecks.australianTaxFile,
      words: ["tfn", "tax", "file"],
      of: .australia
    ),
    NationalNumber(
      "AU_MEDICARE",
      [.alone("[2-6]#{9}"), .alone("[2-6]### #{5} #")],
      check: NumberChecks.australianMedicare,
      words: ["medicare"],
      of: .australia
    ),
  ]
}
