extension NationalNumber {
  static let finnish: [NationalNumber] = [
    NationalNumber(
      "FI_PERSONAL_IDENTITY_CODE",
      [
        .alone("#{6}[-+]###[0-9ABCDEFHJKLMNPRSTUVWXY]"),
        .alone("#{6}[ABCDEFYXWVU]###[0-9ABCDEFHJKLMNPRSTUVWXY]"),
      ],
      check: NumberChecks.finnishIdentity,
      words: ["hetu", "henkilötunnus", "personbeteckning", "personbeteckningen", "identity"],
      mayFollowLetters: true,
      of: .finland
    )
  ]

  static let french: [NationalNumber] = [
    NationalNumber(
      "FR_NIR",
      [.alone("[123478]#{4}[0-9][0-9AB]#{8}"), .alone("[123478] ## ## #[0-9AB] ### ### ##")],
      check: NumberChecks.frenchNIR,
      words: ["nir", "sécurité", "securite", "sociale", "sécu", "secu", "insee", "vitale", "nss"],
      of: .france
    )
  ]

  static let dutch: [NationalNumber] = [
    NationalNumber(
      "NL_BSN",
      [.alone("#{9}"), .alone("####.##.###"), .alone("### ### ###")],
      check: NumberChecks.dutchBSN,
      words: ["bsn", "burgerservicenummer", "sofinummer", "sofi", "persoonsnummer"],
      of: .netherlands
    )
  ]

  static let polish: [NationalNumber] = [
    NationalNumber(
      "PL_PESEL",
      [.alone("#{11}")],
      check: NumberChecks.polishPESEL,
      words: ["pesel", "nrpesel"],
      of: .poland
    )
  ]

  static let spanish: [NationalNumber] = [
    NationalNumber(
      "ES_NIF",
      [.alone("#{7,8}-?@"), .alone("##.###.###-?@")],
      check: NumberChecks.spanishLetter,
      words: ["dni", "nif", "identidad", "identificación", "identificacion", "cif"],
      of: .spain
    ),
    NationalNumber(
      "ES_NIE",
      [.alone("[XYZ]#{7}-?@"), .named("[XYZ]-#{7}-?@")],
      check: NumberChecks.spanishLetter,
      words: ["nie", "dni", "nif", "extranjero", "identificación", "identificacion", "identidad"],
      isOnByDefault: true,
      of: .spain
    ),
    NationalNumber(
      "ES_PASSPORT",
      [.alone("@{3}#{6}")],
      words: ["pasaporte", "passport"],
      of: .spain
    ),
  ]

  static let swedish: [NationalNumber] = [
    NationalNumber(
      "SE_PERSONNUMMER",
      [.alone("#{6}[-+]?#{4}"), .alone("#{8}[-+]?#{4}")],
      check: NumberChecks.swedishPerson,
      words: ["personnummer", "personnr", "pnr", "samordningsnummer", "swedish", "svenskt"],
      mayFollowLetters: true,
      of: .sweden
    ),
    NationalNumber(
      "SE_ORGANISATIONSNUMMER",
      [.alone("#{6}-?#{4}")],
      check: NumberChecks.swedishOrganisation,
      words: ["organisationsnummer", "orgnr", "orgnummer", "företagsnummer", "org"],
      of: .sweden
    ),
  ]

  static let italian: [NationalNumber] = [
    NationalNumber(
      "IT_FISCAL_CODE",
      [.withWord("@{6}##@**@***@", anyCase: false), .named("@{6}**@**@***@", score: 0.1)],
      check: NumberChecks.italianFiscalCodeForm,
      proof: NumberChecks.italianFiscalCode,
      words: ["codice", "fiscale", "fiscal", "cf", "codicefiscale", "tax"],
      isOnByDefault: true,
      of: .italy
    ),
    NationalNumber(
      "IT_VAT_CODE",
      [.alone("#{11}"), .alone("#{8}[_ ]###"), .alone("IT#{11}")],
      check: NumberChecks.italianVAT,
      words: ["piva", "iva", "partita"],
      of: .italy
    ),
    NationalNumber(
      "IT_DRIVER_LICENSE",
      [.alone("@@#{7}@"), .alone("U1[B-HJ-NPRSTUWXYZ0-9]{7}@")],
      words: ["patente", "guida", "licenza"],
      of: .italy
    ),
    NationalNumber(
      "IT_IDENTITY_CARD",
      [
        .alone("@@#{7}"), .alone("@@ #{7}", anyCase: false), .withWord("@@ #{7}"), .alone("#{7}@@"),
        .alone("@@#{5}@@"),
      ],
      words: ["carta", "identità", "identita", "cie", "documento", "riconoscimento"],
      of: .italy
    ),
    NationalNumber(
      "IT_PASSPORT",
      [.alone("@@#{7}")],
      words: ["passaporto", "documento"],
      of: .italy
    ),
  ]

  static let turkish: [NationalNumber] = [
    NationalNumber(
      "TR_NATIONAL_ID",
      [.alone("[1-9]#{10}")],
      check: NumberChecks.turkishIdentity,
      words: ["kimlik", "tckn", "tc", "nüfus", "vatandaşlık", "turkish"],
      of: .turkey
    ),
    NationalNumber(
      "TR_LICENSE_PLATE",
      ["", " ", "-"].flatMap { joint in
        ["0[1-9]", "[1-7]#", "8[01]"].flatMap { province in
          [true, false].map { anyCase in
            let text = "\(province)\(joint)[A-PR-VYZ]{1,3}\(joint)#{2,4}"
            return anyCase ? .withWord(text) : .alone(text, anyCase: false)
          }
        }
      } + ["0[1-9]", "[1-7]#", "8[01]"].map { .named("\($0) [A-PR-VYZ]{1,3} #{2,4}") },
      check: NumberChecks.turkishPlate,
      words: ["plaka", "plakası", "plakasi", "plate", "araç", "taşıt", "kayıt"],
      of: .turkey
    ),
    NationalNumber(
      "TR_PHONE_NUMBER",
      [
        .alone("+90[ -]?[2-58]##[ -]?###[ -]?##[ -]?##"), .alone("+90 ([2-58]##) ### ## ##"),
        .alone("0[ -]?[2-58]##[ -]###[ -]##[ -]##"), .alone("0[2-58]#{9}"), .alone("0 ?([2-58]##) ?#{7}"),
        .alone("0 ?([2-58]##) ?### ## ##"), .alone("[2-58]##[ .-]###[ .-]##[ .-]##"), .withWord("[2-58]#{9}"),
        // Of mobile phones, and areas, which are even.
        .named("5[0345]#{8}"), .named("[234][1-9][02468]#{7}"),
      ],
      words: ["telefon", "tel", "gsm", "cep", "phone"],
      of: .turkey
    ),
  ]
}
