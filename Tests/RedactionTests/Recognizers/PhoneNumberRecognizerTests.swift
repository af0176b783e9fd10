import Testing

@testable import Redaction

@Suite struct PhoneNumberRecognizerTests {
  @Test(arguments: [
    "telemóvel: 912 345 678", "telp 0812-3456-7890", "ponsel: 081234567890", "сотовый 8 912 345-67-89",
    "mobiil: 5123 4567", "ফোন: 01712-345678", "тэлефон 8 029 123-45-67", "موبایل 0912 345 6789",
  ])
  func aWordForAPhoneBringsTheNationalForm(text: String) throws {
    #expect(try redact(text)?.hasSuffix("<PHONE_NUMBER>") == true)
  }

  @Test(arguments: ["Telefonnummer", "Rufnummer", "telefono", "telefoon", "Mobil", "celular"])
  func aWordOfOtherLanguagesIsContext(word: String) throws {
    #expect(try redact("\(word) 0675181723.") == "\(word) <PHONE_NUMBER>.")
  }

  @Test(arguments: [
    "612 06 41 99", "601 234 567", "98567 01314", "138-0013-8000", "13800138000",
  ])
  func mobileNumbersOfOtherCountriesNeedAWord(number: String) throws {
    #expect(try redact("mobile \(number).") == "mobile <PHONE_NUMBER>.")
    #expect(try redact("item \(number).") == nil)
  }

  @Test func aPlainNumberWithoutContextIsNone() throws {
    #expect(try redact("Posten 0675181723.") == nil)
  }

  @Test(arguments: [
    ("phone: 0049 30 123456", "phone: #"), ("call 0033 6 12 34 56 78", "call #"),
    ("tel 00447400123456", "tel #"),
    ("call 011 44 20 7946 0958", "call #"), ("phone 0011 44 20 7946 0958", "phone #"),
    ("phone: 8~10 44 20 7946 0958", "phone: #"),
    ("phone: (11) 96123-4567", "phone: #"), ("phone: 8 (912) 345-67-89", "phone: #"),
    ("telefon 0501 234 56 78", "telefon #"), ("phone 030 123456", "phone #"),
    ("mobile 01512 3456789", "mobile #"),
    ("Tel.: 030/123456", "Tel.: #"), ("Telefon 030 / 123456", "Telefon #"),
    ("phone: (022) 12345", "phone: #"),
    ("phone: 8 (71234) 5 67 89", "phone: #"), ("fax: 22123", "fax: #"), ("phone: 20.12.34", "phone: #"),
    ("телефон: 8 (912) 345-67-89", "телефон: #"), ("ТЕЛ. 345-67-89", "ТЕЛ. #"), ("电话：01012345678", "电话：#"),
    ("我的手机号是13800138000", "我的手机号是#"), ("{\"phone\":\"22334455\"}", "{\"phone\":\"#\"}"),
    ("{\"mobile_number\":22334455}", "{\"mobile_number\":\"#\"}"),
    ("<phone>22334455</phone>", "<phone>#</phone>"),
    ("phone 020\u{A0}7946\u{2011}0958", "phone #"), ("(+49) 30 123456", "#"),
    ("T: +49 (0) 30 / 123 456", "T: #"), ("+49 (0)30 123456", "#"),
    ("phone: 030-123 456, 0171 / 123 45 67", "phone: #, #"), ("phones: 22334455, 22334466", "phones: #, #"),
    ("tel:+1-201-555-0123;ext=99", "tel:#"),
    ("+49 30 123456 x7", "#"), ("phone 22334455 ext. 12", "phone #"), ("wa.me/4915112345678", "wa.me/#"),
    ("phone=%2B49+30+123456", "phone=#"), ("see 312 555 6789 there", "see # there"),
    ("phone 493012345678", "phone #"),
    ("call me at 2065551234", "call me at #"), ("my cell is 2065551234", "my cell is #"),
    ("contact number: 2065551234", "contact number: #"), ("text us on 2065551234", "text us on #"),
  ])
  func findsTheWorldsNumbers(text: String, expected: String) throws {
    #expect(try redact(text) == expected.replacing("#", with: "<PHONE_NUMBER>"))
  }

  @Test(arguments: [
    "duration 512.4073629 ms", "{\"elapsed_ms\":234.5678901}", "p99=830.4073629", "phone 512.4073629",
    "{\"type\":\"text\",\"text\":\"4085551234\"}", "tool call 2065551234 finished",
    "call stack size 4756038844 bytes", "contact 2065551234 updated", "cell 2065551234", "text: 2065551234",
    "<Buffer 01 02 03 04 05 06 07 08>", "00000020  05 64 69 66 66 09 0a 3e", "sizes 949 505 1186",
    "949 505 1186 22 README", "01 02 03 04 05", "{\"phone\":\"x\",\"amount2\":22334455}", "phone 2026-03-04",
    "phone_id=2065551234", "phone id 2065551234",
    "phone size 22334455",
    "the phone. Order 22334455", "iphone 22334455", "microphone: 22334455", "252.227-7013", "port 54321",
    "#41170", "phone cache 22334455 bytes", "1.2345678", "12 345 67890",
    "220 3000237 <45223423@example> article", "223 3000234 status", "rss 949 505 1186 kB",
    "+10011010010 is binary",
  ])
  func leavesOtherNumbersAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test func aKeyIsAWord() throws {
    for key in ["phone", "user.phone_number", "mobileNumber", "tel"] {
      #expect(try redact("22334455", key: key) == "<PHONE_NUMBER>")
      #expect(try redact("8 (912) 345-67-89", key: key) == "<PHONE_NUMBER>")
    }
    for key in ["text", "call", "cell", "contact", "phone_id", "phone.size", "amount"] {
      #expect(try redact("2065551234", key: key) == nil)
    }
  }

  /// Neither area nor exchange begins so behind this code.
  @Test(arguments: ["+1 111 111 1111", "+1 206 155 0143", "+1-012-555-0143", "+11015550143"])
  func anAmericanNumberThatNobodyCanHaveIsNone(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test(arguments: [
    (1, 10, true), (44, 10, true), (44, 4, false), (49, 11, true), (999, 9, false), (850, 8, true),
    (39, 10, true),
  ])
  func knowsCallingCodes(code: Int, length: Int, isKnown: Bool) throws {
    let number = "+\(code)" + String("2025550123456".prefix(length))
    #expect(try (redact(number) == "<PHONE_NUMBER>") == isKnown)
  }
}
