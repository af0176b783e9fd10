import Testing

@testable import Redaction

/// Cards whose groups a tab, a slash or an underscore joins: with a word for a card.
@Suite struct GroupedCardTests {
  @Test(arguments: [
    "card «4111\t1111\t1111\t1111» exp 12/29", "card: «4111/1111/1111/1111»", "pan=«4111_1111_1111_1111» ok",
    "card number «5555/5555/5555/4444» used", "amex card «3782_822463_10005»",
  ])
  func isACard(text: String) throws {
    try expectMarked(text, as: .creditCard)
  }

  @Test(arguments: [
    "4111/1111/1111/1111", "id\t4111\t1111\t1111\t1111", "card 1234\t5678\t9012\t3456",
    "card 4111_1111_1111_1112",
    "card x4111_1111_1111_1111", "card 4111_1111_1111_1111_2222", "card 4111/1111_1111/1111",
    "card images/4111/1111/1111/1111/x.png", "card 4111_1111_1111_1111b", "visa 4111/1111/1111",
  ])
  func isNone(text: String) throws {
    try expectMarked(text)
  }
}
