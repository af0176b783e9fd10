extension NationalNumber {
  static let indian: [NationalNumber] = [
    NationalNumber(
      "IN_AADHAAR",
      [.alone("#{12}"), .alone("#### #### ####"), .alone("####-####-####"), .alone("####:####:####")],
      check: NumberChecks.aadhaar,
      words: ["aadhaar", "aadhar", "uidai", "uid"],
      of: .india
    ),
    NationalNumber(
      "IN_PAN",
      [.alone("@{3}[ABCEFGHJKLPT]@####@"), .withWord("@{5}####@")],
      words: ["pan", "permanent", "income"],
      of: .india
    ),
    NationalNumber(
      "IN_GSTIN",
      [.alone("##@{5}####@*Z*", anyCase: false), .named("##@{5}####@*Z*")],
      check: NumberChecks.gstin,
      checkOfNamed: NumberChecks.gstinForm,
      proof: NumberChecks.gstin,
      words: ["gstin", "gst", "tax"],
      isOnByDefault: true,
      of: .india
    ),
    NationalNumber(
      "IN_PASSPORT",
      [.alone("@[1-9]# ?####[1-9]", anyCase: false)],
      words: ["passport"],
      of: .india
    ),
    NationalNumber(
      "IN_VOTER",
      [
        .alone("@[ABCDGHJKMNPRSY]@#{7}", anyCase: false), .alone("@{3}#{7}", anyCase: false),
        .withWord("@{3}#{7}"),
      ],
      words: ["voter", "epic", "elector", "election"],
      of: .india
    ),
    NationalNumber(
      "IN_VEHICLE_REGISTRATION",
      [
        .alone("@@[ -]?##?@?[ -]?@{1,2}[ -]?####", anyCase: false),
        .alone("##[ABCDEFHKPRX]#{6}@", anyCase: false),
        .alone("[2-9]#[ -]?BH[ -]?####[ -]?[A-HJ-NP-Z]{1,2}", anyCase: false),
        .alone("#{1,3}C[CD][1-9]#{1,3}", anyCase: false), .alone("#{1,3}UN[1-9]#{1,3}", anyCase: false),
        .withWord("@{1,3}####"), .withWord("I#{5}"),
      ],
      check: NumberChecks.indianPlate,
      words: ["vehicle", "plate", "registration", "rto"],
      of: .india
    ),
  ]

  static let korean: [NationalNumber] = [
    NationalNumber(
      "KR_RRN",
      [.alone("#{6}-?[1-4]#{6}")],
      check: NumberChecks.koreanRegistration,
      proof: NumberChecks.koreanResidentDigit,
      words: ["rrn", "주민등록번호", "주민번호", "resident", "registration"],
      of: .korea
    ),
    NationalNumber(
      "KR_FRN",
      [.alone("#{6}-?[5-8]#{6}")],
      check: NumberChecks.koreanRegistration,
      proof: NumberChecks.koreanForeignerDigit,
      words: ["frn", "외국인등록번호", "외국인번호", "foreigner", "registration"],
      of: .korea
    ),
    NationalNumber(
      "KR_BRN",
      [.alone("###-##-#{5}"), .alone("#{10}")],
      check: NumberChecks.koreanBusiness,
      words: ["brn", "사업자등록번호", "사업자번호", "사업자", "business"],
      of: .korea
    ),
    NationalNumber(
      "KR_DRIVER_LICENSE",
      [.alone("##-##-#{6}-##"), .alone("## ## #{6} ##"), .alone("#{12}")],
      check: NumberChecks.koreanDriver,
      words: ["운전면허", "운전면허번호", "면허번호", "driver", "license"],
      of: .korea
    ),
    NationalNumber(
      "KR_PASSPORT",
      [.alone("[MSROD]###@####"), .alone("[MSROD]#{8}")],
      words: ["여권", "여권번호", "passport"],
      of: .korea
    ),
  ]

  static let singaporean: [NationalNumber] = [
    NationalNumber(
      "SG_NRIC_FIN",
      [.withWord("@#{7}@"), .named("[STFGM]#{7}@")],
      proof: NumberChecks.singaporeIdentity,
      words: ["nric", "fin", "identity", "singapore"],
      isOnByDefault: true,
      of: .singapore
    ),
    NationalNumber(
      "SG_UEN",
      [.alone("#{8,9}@"), .alone("[TSR]##@@####@")],
      check: NumberChecks.singaporeEntity,
      words: ["uen", "acra", "entity"],
      of: .singapore
    ),
  ]

  static let thai: [NationalNumber] = [
    NationalNumber(
      "TH_TNIN",
      [.alone("#{13}"), .alone("#-####-#{5}-##-#"), .alone("# #### #{5} ## #")],
      check: NumberChecks.thaiIdentity,
      words: ["tnin", "thai", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน"],
      of: .thailand
    )
  ]

  static let philippine: [NationalNumber] = [
    NationalNumber(
      "PH_TIN",
      [
        .alone("###-###-###"), .alone("###-###-###-###"), .withWord("#{9}"), .withWord("#{12}"),
        .withWord("#{14}"),
      ],
      check: NumberChecks.philippineTaxpayer,
      words: ["tin", "bir", "taxpayer", "tax", "rdo"],
      of: .philippines
    ),
    NationalNumber(
      "PH_PASSPORT",
      [.alone("@#{7}@"), .alone("@@#{7}"), .withWord("@#{8}")],
      words: ["passport", "pasaporte", "travel", "dfa"],
      of: .philippines
    ),
    NationalNumber(
      "PH_UMID",
      [.alone("####-#{7}-#"), .withWord("#{12}")],
      words: ["umid", "crn", "sss", "gsis", "philhealth", "pagibig"],
      of: .philippines
    ),
    NationalNumber(
      "PH_MOBILE_NUMBER",
      [
        .alone("+63[ -]?9##[ -]?###[ -]?####"), .alone("63[ -]?9##[ -]?###[ -]?####"),
        .alone("09##[ -]?###[ -]?####"), .alone("+63 (9##) ### ####"), .alone("0 (9##) ### ####"),
      ],
      words: ["mobile", "phone", "cell", "globe", "smart", "telepono"],
      of: .philippines
    ),
  ]
}
