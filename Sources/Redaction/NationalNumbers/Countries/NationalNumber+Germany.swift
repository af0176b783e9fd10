extension NationalNumber {
  static let german: [NationalNumber] = [
    NationalNumber(
      "DE_TAX_ID",
      [.alone("#{11}"), .alone("## ### ### ###")],
      check: NumberChecks.germanTaxID,
      words: [
        "steueridentifikationsnummer", "steuerid", "steuer", "identifikationsnummer", "idnr", "steuernummer",
        "tin",
      ],
      of: .germany
    ),
    NationalNumber(
      "DE_TAX_NUMBER",
      [
        .alone("#{4}0#{8}"), .withWord("#{13}"), .alone("###/###/#{5}"), .withWord("#{2,3}/#{3,4}/#{4,5}"),
        .named("0[1-9]#{11}"), .named("1[0-6]#{11}"),
      ],
      check: NumberChecks.germanTaxNumber,
      words: [
        "steuernummer", "steuer", "stnr", "finanzamt", "umsatzsteuer", "einkommensteuer", "steuerbescheid",
        "gewerbesteuer",
      ],
      of: .germany
    ),
    NationalNumber(
      "DE_PASSPORT",
      germanDocuments,
      proof: NumberChecks.documentDigit,
      provenScore: 0.6,
      words: ["reisepass", "pass", "passnummer", "reisepassnummer", "passport", "passnr"],
      of: .germany
    ),
    NationalNumber(
      "DE_ID_CARD",
      [.alone("T#{8}")] + germanDocuments,
      proof: NumberChecks.documentDigit,
      provenScore: 0.6,
      words: [
        "personalausweis", "ausweis", "personalausweisnummer", "ausweisnummer", "ausweisnr", "seriennummer",
      ],
      of: .germany
    ),
    NationalNumber(
      "DE_SOCIAL_SECURITY",
      [.alone("#{8}@###"), .named("## #{6} @ ###")],
      check: NumberChecks.germanPension,
      words: [
        "rentenversicherungsnummer", "sozialversicherungsnummer", "versicherungsnummer", "rvnr", "svnr",
        "rentenversicherung", "sozialversicherung", "sozialversicherungsausweis", "versicherungsnr",
        "sozialversicherungsnr", "rentenversicherungsnr", "rv", "sv", "rente", "social",
      ],
      isOnByDefault: true,
      of: .germany
    ),
    NationalNumber(
      "DE_HEALTH_INSURANCE",
      [.alone("@#{9}")],
      check: NumberChecks.germanHealthInsurance,
      words: [
        "krankenversicherungsnummer", "krankenversichertennummer", "versichertennummer", "kvnr",
        "krankenkasse",
        "krankenversicherung", "gesundheitskarte", "egk", "versichertenkarte",
      ],
      of: .germany
    ),
    NationalNumber(
      "DE_VAT_ID",
      [.alone("DE#{9}"), .named("DE[ .-]?###[ .-]?###[ .-]?###")],
      proof: NumberChecks.germanVAT,
      words: [
        "ust", "ustid", "ustidnr", "umsatzsteuer", "umsatzsteueridentifikationsnummer", "umsatzsteuernummer",
        "mehrwertsteuer", "vat", "vatid", "vatin", "idnr", "finanzamt", "tax",
      ],
      isOnByDefault: true,
      of: .germany
    ),
    NationalNumber(
      "DE_KFZ",
      ["@{1,3}", "Ü", "@Ü", "Ü@", "@Ü@", "@@Ü"].flatMap { city in
        ["\(city)[ -]@{1,2} #{1,4}[EH]?", "\(city)-@{1,2}-#{1,4}[EH]?"].map { .withWord($0, anyCase: false) }
      },
      words: [
        "kennzeichen", "kraftfahrzeugkennzeichen", "nummernschild", "fahrzeugkennzeichen", "kfz", "fahrzeug",
        "pkw",
        "lkw", "zulassung", "auto",
      ],
      of: .germany
    ),
    NationalNumber(
      "DE_HANDELSREGISTER",
      [
        .alone("HR[AB] ?#{1,6}", anyCase: false), .withWord("HR[AB] ?#{1,6}"), .named("HR[AB] ?#{1,6}"),
      ],
      words: ["handelsregister", "handelsregisternummer", "amtsgericht", "registergericht", "gmbh"],
      of: .germany
    ),
    NationalNumber(
      "DE_PLZ",
      [.withWord("#{5}"), .withWord("D-#{5}")],
      check: { number in
        number[0].isDigit ? NumberChecks.germanPostalCode(number) : number.number(1..<6) > 1000
      },
      words: [
        "plz", "postleitzahl", "postanschrift", "anschrift", "adresse", "wohnort", "wohnanschrift",
        "lieferadresse",
        "rechnungsadresse", "straße", "strasse", "postfach",
      ],
      of: .germany
    ),
    NationalNumber(
      "DE_LANR",
      [.alone("#{9}")],
      check: NumberChecks.germanPhysician,
      words: ["arztnummer", "lanr", "arzt", "hausarzt", "facharzt", "vertragsarzt", "kassenarzt"],
      of: .germany
    ),
    NationalNumber(
      "DE_BSNR",
      [.withWord("#{9}")],
      check: NumberChecks.germanPractice,
      words: ["betriebsstättennummer", "bsnr", "betriebsstätte", "praxisnummer", "praxis", "arztpraxis"],
      of: .germany
    ),
    NationalNumber(
      "DE_FUEHRERSCHEIN",
      [.alone("@@#{8}*", anyCase: false), .withWord("@@#{8}*"), .withWord("@#{2}*{7}#")],
      words: [
        "führerscheinnummer", "führerschein", "fahrerlaubnis", "fahrerlaubnisnummer", "fuehrerschein",
        "driving",
        "licence", "license",
      ],
      of: .germany
    ),
  ]

  /// Serial numbers of passports and, since 2010, identity cards: no vowels, and no letters that look like digits.
  /// Nine characters are printed; where a tenth is, it checks them. Examples often take the ninth for the check
  /// digit.
  private static let germanDocuments: [Pattern] = [
    .withWord("[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}[CFGHJKLMNPRTVWXYZ0-9]#"),
    .withWord("[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}#"),
  ]
}
