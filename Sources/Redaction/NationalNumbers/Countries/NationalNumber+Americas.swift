extension NationalNumber {
  static let canadian: [NationalNumber] = [
    NationalNumber(
      "CA_SIN",
      [.alone("[1-79]##-###-###"), .alone("[1-79]## ### ###"), .alone("[1-79]#{8}")],
      check: NumberChecks.canadianSIN,
      words: ["sin", "social", "insurance", "nas", "assurance"],
      of: .canada
    ),
    NationalNumber(
      "CA_POSTAL_CODE",
      [
        .alone("[ABCEGHJ-NPRSTVXY]#[ABCEGHJ-NPRSTV-Z] #[ABCEGHJ-NPRSTV-Z]#", anyCase: false),
        .withWord("[ABCEGHJ-NPRSTVXY]#[ABCEGHJ-NPRSTV-Z] ?#[ABCEGHJ-NPRSTV-Z]#"),
      ],
      words: [
        "postal", "postcode", "postale", "zip", "canada", "ontario", "quebec", "québec", "alberta", "address",
      ],
      of: .canada
    ),
  ]

  static let brazilian: [NationalNumber] = [
    NationalNumber(
      "BR_CPF",
      [.alone("###.###.###-##"), .alone("#{9}-##"), .alone("#{11}")],
      check: NumberChecks.brazilianCPF,
      words: ["cpf"],
      of: .brazil
    ),
    NationalNumber(
      "BR_CNPJ",
      [.alone("##.###.###/####-##"), .alone("#{14}"), .alone("**.***.***/****-##"), .alone("*{12}##")],
      check: NumberChecks.brazilianCNPJ,
      words: ["cnpj"],
      of: .brazil
    ),
  ]

  static let american: [NationalNumber] = [
    NationalNumber(
      "US_BANK_NUMBER",
      [.withWord("#{8,17}")],
      words: ["check", "checking", "account", "acct", "bank", "save", "savings", "debit", "routing"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_PASSPORT",
      [.withWord("#{9}"), .alone("@#{8}", anyCase: false), .withWord("@#{8}")],
      words: ["passport", "travel", "document"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_DRIVER_LICENSE",
      [
        "#{5,16}", "@{1,2}#{3,14}", "@#{18}", "##@{3}#{5,6}", "@#{6}R", "#{9}@", "@@#{6}@", "#{8}@@",
        "###@@####",
        "@#@#@", "#{7,8}@", "@###-####-####", "@###-###-##-###-#", "@-###-###-###-###",
      ].map { .withWord($0) },
      words: ["driver", "license", "licence", "permit", "lic", "identification", "dl", "cdl", "driving"],
      of: .unitedStates
    ),
    NationalNumber(
      "MEDICAL_LICENSE",
      [.alone("[ABCDEFGHJKLMPRSTUX][A-Z9]#{7}")],
      check: NumberChecks.deaRegistration,
      words: ["medical", "certificate", "dea"],
      of: .unitedStates
    ),
    NationalNumber(
      "ABA_ROUTING_NUMBER",
      [.alone("[0-3678]#{8}"), .alone("[0-3678]###-####-#")],
      check: NumberChecks.routingNumber,
      words: ["aba", "routing", "rtn"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_NPI",
      [.alone("[12]#{9}"), .alone("[12]###[ -]###[ -]###")],
      check: NumberChecks.nationalProvider,
      words: ["npi", "provider", "taxonomy"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_MBI",
      [
        .alone("[1-9]\(mbi)\(mbiOrDigit)#-?\(mbi)\(mbiOrDigit)#-?\(mbi)\(mbi)##")
      ],
      words: ["medicare", "mbi", "beneficiary", "cms", "medicaid"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_HEALTH_INSURANCE_MEMBER_ID",
      [.withWord("@*{5,18}", anyCase: false), .withWord("@{1,5}-*{5,14}", anyCase: false)],
      check: NumberChecks.lettersAndDigits,
      words: ["member", "subscriber", "insurance", "policy"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_PRIOR_AUTHORIZATION_NUMBER",
      [.withWord("#{6,12}"), .withWord("PA-?#{6,12}")],
      words: ["authorization", "auth", "preauthorization", "preauth", "approval"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_CLAIM_NUMBER",
      [.withWord("#{6,15}"), .withWord("CLM-?#{6,15}")],
      words: ["claim", "billing"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_PRESCRIPTION_NUMBER",
      [.withWord("#{6,12}"), .withWord("RX-?#{6,12}")],
      words: ["prescription", "rx", "pharmacy", "medication"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_REFERRAL_NUMBER",
      [.withWord("#{6,12}"), .withWord("REF-?#{6,12}"), .withWord("INF-?#{6,12}")],
      words: ["referral", "infusion", "referring"],
      of: .unitedStates
    ),
    NationalNumber(
      "US_PROVIDER_TAX_ID",
      [.withWord("##-#{7}")],
      check: NumberChecks.employerNumber,
      words: ["tax", "tin", "ein", "billing", "employer"],
      of: .unitedStates
    ),
  ]

  /// The letters of a Medicare Beneficiary Identifier (CMS): without S, L, O, I, B and Z.
  private static let mbi = "[ACDEFGHJKMNPQRTUVWXY]"
  private static let mbiOrDigit = "[0-9ACDEFGHJKMNPQRTUVWXY]"
}
