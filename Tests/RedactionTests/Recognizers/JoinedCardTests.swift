import Testing

@testable import Redaction

/// Cards to which something else is stuck.
@Suite struct JoinedCardTests {
  @Test(arguments: [
    "track2=«5293856432194496»D29012011234", "57 13 «4111111111111111»d25121010000",
    "«4111111111111111»D2512201",
    "card_no«4111111111111111»", "cc_num«4111111111111111»", "cardNo«4111111111111111»",
    "creditCardNumber«4111111111111111»", "card-number«4111111111111111»", "MC:«4729329346922201»x",
    "visa «4111111111111111»x", "card=«4111111111111111»zz", "card_num_«4111111111111111»",
    ";«4111111111111111»=25121010000000",
  ])
  func cardsGo(text: String) throws {
    try expectMarked(text, as: .creditCard)
  }

  @Test(arguments: [
    "order_no4111111111111111", "x4111111111111111", "4111111111111111x", "mc:4111111111111111abcdef",
    "4111111111111111D2599201", "4111111111111111DEADBEEF", "discard4111111111111111",
    "a4111111111111111d2512201",
    "4111111111111112D2512201", "trace_no4111111111111111", "card_no4111111111111112",
  ])
  func othersStay(text: String) throws {
    try expectMarked(text)
  }
}
