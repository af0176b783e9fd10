extension NationalNumber {
  private static let inner = "#[ABD-HJLNP-UW-Z]{2}"

  static let british: [NationalNumber] = [
    NationalNumber(
      "UK_NHS",
      [.alone("#{10}"), .alone("### ### ####"), .alone("###-###-####")],
      check: NumberChecks.nhsNumber,
      words: ["nhs", "national", "health", "patient"],
      of: .unitedKingdom
    ),
    NationalNumber(
      "UK_NINO",
      [.alone("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?## ?## ?## ?[A-D]")],
      check: NumberChecks.nationalInsurance,
      words: ["insurance", "ni", "nino"],
      of: .unitedKingdom
    ),
    NationalNumber(
      "UK_PASSPORT",
      [.alone("@@#{7}"), .withWord("#{9}")],
      words: ["passport", "travel", "hmpo"],
      of: .unitedKingdom
    ),
    NationalNumber(
      "UK_DRIVING_LICENCE",
      ["@{5}", "@{4}9", "@@@99", "@@999", "@9999"].map { .alone("\($0)#[0156]####[A-Z9]{2}*@@") },
      check: NumberChecks.britishDriver,
      words: ["driving", "licence", "license", "dvla", "driver"],
      of: .unitedKingdom
    ),
    NationalNumber(
      "UK_POSTCODE",
      [.alone("GIR ?0AA", anyCase: false), .withWord("GIR ?0AA")]
        + [
          "[A-PR-UWYZ]#[ABCDEFGHJKPSTUW]? ?\(inner)", "[A-PR-UWYZ]## ?\(inner)",
          "[A-PR-UWYZ][A-HK-Y]#[ABEHMNPRVWXY]? ?\(inner)", "[A-PR-UWYZ][A-HK-Y]## ?\(inner)",
        ].flatMap { [.alone($0, anyCase: false), .withWord($0)] },
      words: ["postcode", "post", "postal", "address", "delivery", "mailing", "shipping", "zip"],
      of: .unitedKingdom
    ),
    NationalNumber(
      "UK_VEHICLE_REGISTRATION",
      [
        .alone("[A-HJ-PR-Y]{2}##[ -]?[A-HJ-PR-Z]{3}"),
        .alone("[A-HJ-NPR-TV-Y]#{1,3}[ -]?[A-HJ-PR-Y][A-HJ-PR-Z]{2}", anyCase: false),
        .alone("[A-HJ-PR-Z]{3}[ -]?#{1,3}[A-HJ-NPR-TV-Y]", anyCase: false),
      ],
      check: NumberChecks.britishPlate,
      words: ["vehicle", "registration", "plate", "reg", "vrn", "dvla", "car"],
      of: .unitedKingdom
    ),
  ]
}
