import Testing

@testable import Redaction

@Suite struct NationalNumberRecognizerTests {
  @Test func everyNumberHasSamples() {
    let missing = NationalNumber.all.filter { NationalNumberSamples.all[$0.entity.name]?.isEmpty ?? true }
    #expect(missing.map(\.entity.name) == [])
    #expect(Set(NationalNumber.all.map(\.entity)).count == NationalNumber.all.count)
  }

  /// In every surrounding, with exact bounds.
  @Test(arguments: NationalNumber.all.indices)
  func everyNumberIsFoundWhole(index: Int) throws {
    let number = NationalNumber.all[index]
    let probe = try RecognizerProbe(NationalNumberRecognizer(number))
    for sample in NationalNumberSamples.all[number.entity.name] ?? [] { expectFound(sample, by: probe) }
  }

  /// The contract's hostile texts, for all of them at once.
  @Test(arguments: [
    "1", "1 ", "12-", "a", "A1", "aa11", "AB12 ", "12AB", "A1B2C3D4E5", "1234567 ", "123-456-789-",
    "X1234567", "DE ",
  ])
  func hostileTextIsReadABoundedNumberOfTimes(unit: String) throws {
    let probe = try RecognizerProbe(NationalNumber.all.map { NationalNumberRecognizer($0, naming: .itself) })
    expectLinear(unit, size: 1 << 16, probe)
  }

  /// With a word in front that says what it is, under the name of its country alone.
  @Test(arguments: NationalNumber.all.indices)
  func aNamedNumberIsFoundBehindItsWord(index: Int) throws {
    let number = NationalNumber.all[index]
    var policy = RedactionPolicy()
    policy.entities = [number.entity]
    let redactor = try Redactor(policy: policy)
    var scratch = redactor.makeScratch()
    for sample in NationalNumberSamples.all[number.entity.name] ?? [] {
      let bytes = Array("The \(number.words[0]) is \(sample), they say".utf8)
      let found = try redactor.findings(in: bytes.span, scratch: &scratch)
      #expect(found.map(\.entity) == [number.entity], "\(sample)")
      #expect(found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [sample])
    }
  }

  /// Digits of which nothing is known need the word.
  @Test(arguments: ["US_BANK_NUMBER", "DE_PLZ", "DE_BSNR", "US_CLAIM_NUMBER", "ZA_VAT_NUMBER"])
  func plainDigitsAreNothingWithoutTheirWord(name: String) throws {
    for sample in NationalNumberSamples.all[name] ?? [] where sample.utf8.allSatisfy(\.isDigit) {
      #expect(try findings(in: "see \(sample) there", entities: [name]) == [])
    }
  }

  @Test(arguments: [
    ("UK_NHS", "9434765918"), ("DE_TAX_ID", "65929970488"), ("DE_TAX_ID", "11112345678"),
    ("ES_NIF", "12345678A"),
    ("ES_NIE", "X1234567M"), ("IT_FISCAL_CODE", "RSSMRA85T10A562T"), ("FR_NIR", "255081416802539"),
    ("FR_NIR", "255181416802538"), ("PL_PESEL", "44051401358"), ("NL_BSN", "111222334"),
    ("BR_CPF", "111.444.777-36"),
    ("BR_CPF", "111.111.111-11"), ("BR_CNPJ", "12.ABC.345/01DE-36"),
    ("FI_PERSONAL_IDENTITY_CODE", "131052-308U"),
    ("FI_PERSONAL_IDENTITY_CODE", "311190-1111"), ("SE_PERSONNUMMER", "811228-9875"),
    ("IN_AADHAAR", "134123412346"),
    ("TR_NATIONAL_ID", "10000000145"), ("TH_TNIN", "1234567890122"), ("ZA_ID_NUMBER", "8001015009086"),
    ("US_NPI", "1234567890"), ("ABA_ROUTING_NUMBER", "500000005"), ("MEDICAL_LICENSE", "BB1388569"),
    ("UK_NINO", "BG123456C"), ("UK_NINO", "AB123456E"), ("UK_VEHICLE_REGISTRATION", "AB35 ABC"),
    ("DE_SOCIAL_SECURITY", "15070649C104"), ("DE_SOCIAL_SECURITY", "15320649C103"),
    ("DE_TAX_NUMBER", "1781508150001"), ("IT_VAT_CODE", "IT00743110158"),
    ("AU_ABN", "51824753557"), ("AU_TFN", "876543211"), ("CA_SIN", "130692545"), ("SG_UEN", "53125226E"),
    ("KR_BRN", "220-81-62518"), ("KR_RRN", "961321-1021413"), ("US_MBI", "1SG4-TE5-MK73"),
    ("TR_LICENSE_PLATE", "82 AB 123"), ("TR_LICENSE_PLATE", "30 MAY 2024"), ("UK_POSTCODE", "QA1 1AA"),
  ])
  func whatTheRuleForbidsIsNothing(name: String, text: String) throws {
    #expect(try findings(in: text, entities: [name]) == [])
  }

  /// Presidio's tests want numbers with a wrong check character. Nobody who names a country does.
  @Test(arguments: ["27AAPFU0939F1ZX", "GSTIN 27AAPFU0939F1ZX"])
  func aCountryAsksForTheCheckCharacter(text: String) throws {
    var policy = RedactionPolicy()
    policy.entities = Set(Country(letters: "in")?.entities ?? [])
    #expect(try redact(text, policy) == true)
    policy.entitiesOfCountries = policy.entities ?? []
    #expect(try redact(text, policy) == false)
    #expect(try redact(text.replacing("ZX", with: "ZV"), policy) == true)
    #expect(try redact(text, RedactionPolicy()) == false)
  }

  private func redact(_ text: String, _ policy: RedactionPolicy) throws -> Bool {
    let redactor = try Redactor(policy: policy)
    var scratch = redactor.makeScratch()
    return try !redactor.findings(in: Array(text.utf8).span, scratch: &scratch).isEmpty
  }

  /// A number is not a part of something longer.
  @Test(arguments: [
    "x%", "%x", "_%", "%_", "1%", "%1", "1.%", "%.1", "1-%", "%-1", "1/%", "%/1", "+%", "%@example.com",
  ])
  func whatGoesOnIsNoNumber(surrounding: String) throws {
    let text = surrounding.replacing("%", with: "65929970489")
    #expect(try findings(in: text, entities: ["DE_TAX_ID"]) == [])
  }

  @Test(arguments: [
    "%", "(%)", "'%'", "id=%", "%.", "%, ", "%: ", "12 %", "% 12", "a.%b", "é%é", "/users/%/", "번호%입니다",
  ])
  func whatStandsAloneIsOne(surrounding: String) throws {
    let text = surrounding.replacing("%b", with: "65929970489").replacing("a.", with: "").replacing(
      "%",
      with: "65929970489"
    )
    #expect(try findings(in: text, entities: ["DE_TAX_ID"]) == ["65929970489"])
  }

  /// Where the digits end is found eight bytes at a time, in text or at its end.
  @Test(arguments: ["", ".", " ", "a", "-", "/", ":", ". ", "é", "@", "?", "0"])
  func theEndOfDigitsIsFoundAtEveryLength(behind: String) {
    for groups in [[1], [7], [8], [9], [16], [17], [3, 8], [8, 8, 1], [1, 1, 1]] {
      for joint in [" ", "-", "."] {
        let digits = groups.map { String(repeating: "9", count: $0) }.joined(separator: joint)
        let bytes = Array((digits + behind).utf8)
        let end = bytes.withUnsafeBufferPointer { ByteView($0).endOfDigitCluster(0) }
        #expect(end == digits.utf8.count + (behind == "0" ? 1 : 0), "\(digits)\(behind)")
      }
    }
  }

  @Test func aNameBringsTheRarerWaysOfWriting() throws {
    let text = "rssmra85t10a562s and DE 136 695 976"
    #expect(try findings(in: text, entities: nil) == [])
    #expect(
      try findings(in: text, entities: ["IT_FISCAL_CODE", "DE_VAT_ID"]) == [
        "rssmra85t10a562s", "DE 136 695 976",
      ]
    )
  }

  /// Presidio's own cases: forms without a check that stands for them.
  @Test(arguments: [
    ("DE_TAX_NUMBER", "0281508150123"), ("DE_TAX_NUMBER", "1681508150001"),
    ("DE_HANDELSREGISTER", "hrb 12345"),
    ("DE_VAT_ID", "DE123456789"), ("DE_VAT_ID", "DE100000001"), ("DE_ID_CARD", "t22000129"),
  ])
  func whatIsNamedIsFoundAlone(name: String, text: String) throws {
    #expect(try findings(in: text, entities: [name]) == [text])
  }

  /// Of two documents of one form, the one that the word is for.
  @Test(arguments: [
    ("Personalausweis T220001293", "DE_ID_CARD"), ("Personalausweis: L01X00T471", "DE_ID_CARD"),
    ("Reisepass C01X00T478", "DE_PASSPORT"), ("Reisepass: L01X00T44", "DE_PASSPORT"),
  ])
  func theWordTellsDocumentsApart(text: String, entity: String) throws {
    var policy = RedactionPolicy()
    policy.entities = Country.germany.entities
    let redactor = try Redactor(policy: policy)
    var scratch = redactor.makeScratch()
    let found = try redactor.findings(in: Array(text.utf8).span, scratch: &scratch)
    #expect(found.map(\.entity.name) == [entity])
  }

  /// One look for all of them finds what each alone would.
  @Test func sharedSearchesFindTheSame() throws {
    let recognizers = NationalNumber.all.map { NationalNumberRecognizer($0) }
    let together = try RecognizerProbe(recognizers)
    for (name, samples) in NationalNumberSamples.all.sorted(by: { $0.key < $1.key }) {
      let index = try #require(recognizers.firstIndex { $0.entity.name == name })
      let text = samples.map { "(\($0))" }.joined(separator: "\n")
      let found = together.scan(Array(text.utf8)).candidates.filter { $0.source == index }
      let alone = try RecognizerProbe(recognizers[index]).scan(Array(text.utf8)).candidates
      #expect(found.map(\.start).sorted() == alone.map(\.start).sorted(), "\(name)")
      #expect(found.count == samples.count, "\(name)")
    }
  }
}

/// The values of `entities` in a text; of all that is on by default for nil.
private func findings(in text: String, entities: [String]?) throws -> [String] {
  var policy = RedactionPolicy()
  policy.entities = entities.map { Set($0.map { EntityType($0) }) }
  let redactor = try Redactor(policy: policy)
  var scratch = redactor.makeScratch()
  let bytes = Array(text.utf8)
  return try redactor.findings(in: bytes.span, scratch: &scratch).map {
    String(decoding: bytes[$0.range], as: UTF8.self)
  }
}
