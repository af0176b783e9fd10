import Testing

@testable import Redaction

/// Numbers behind `00`, which is dialled for `+`, without a word for a phone.
@Suite struct PrefixedPhoneTests {
  @Test(arguments: [
    "«00493012345678»", "from=«0033123993563»", "{\"to\":\"«0046812345678»\"}", "call «00493012345678»",
    "to «00442079460958» now", "dst=«00390612345678»&x=1", "«0012025550143»", "a,«0033123993563»,b",
    "Sent to «00442079460958».", "(«00493012345678»)", "<v>«00493012345678»</v>",
    "got «0033612345678» in 12 ms",
    "[\"«00493012345678»\",\"«0033612345678»\"]", "«00 44 20 7946 0958»", "«0049 3012345678»",
    "«00247 62889»",
    "see «0046-812345678» there", "«0024762889»", "«00 46 8 123 456 78»",
    "from «0049301234567» to «0033612345678»",
    "answer to «00493012345678»?", "`«00493012345678»`", "sender:«00493012345678»", "numéro «0033123993563»",
    "x\\n«00493012345678»".replacing("\\n", with: "\n"),
  ])
  func numbersOfAPlanGo(text: String) throws {
    try expectMarked(text, as: .phoneNumber)
  }

  @Test(arguments: [
    "seq 0012345678", "id=00493012345678", "orderId: 00493012345678", "{\"traceId\":\"00493012345678\"}",
    "arn:aws:iam::007436865787:user/x", "\"CatalogId\": \"007436865787\"", "0x00493012345678",
    "#00493012345678",
    "00493012345678ab", "00493012345678-1a2b", "x00493012345678", "v_00493012345678", "00493012345678.5",
    "-00493012345678", "00112233445566778899", "001122334455", "sku 00493012345678", "gtin: 00493012345678",
    "order no. 00493012345678", "00493012345678 ms", "took 00493012345678 ns", "000493012345678",
    "00123456789",
    "0099912345678", "[`0052926476`](https://github.com/nodejs", "\\u00493012345678", "%00493012345678",
    "0011112223333", "0012021550143", "/00493012345678/x", "2024-00493012345678", "12:00493012345678",
    "0049 7914 2849 8103", "00 47 21 23 45 67", "00493012345678@x", "00493012345678%", "00493012345678*2",
  ])
  func idsThatAreFilledUpStay(text: String) throws {
    try expectMarked(text)
  }

  @Test func aKeyThatIsNoIDLeavesThemFound() throws {
    for key in ["to", "from", "v", "dst"] {
      #expect(try redact("00493012345678", key: key) == "<PHONE_NUMBER>")
    }
    #expect(try redact("00493012345678", key: "order_id") == nil)
  }

  /// National prefixes in brackets, in groups of their own.
  @Test(arguments: [
    "telefon «(06 1) 234 8206»", "Telefon: «(0 30) 123456»", "тел. «(8 017) 234-56-78»",
    "tel «(0-22) 635 12 34»",
    "telefon: «(06-1) 234-8206»", "telefon «06 (1) 234 8206»", "telefon «06/1/234-8206»",
    "tel. «(+36 1) 234 8206»",
    "phone «(0 11) 4567 8901»", "telefon «06 1 234 8206»",
  ])
  func prefixesInBracketsGo(text: String) throws {
    try expectMarked(text, as: .phoneNumber)
  }
}
