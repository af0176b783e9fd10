import Testing

@testable import Redaction

/// Numbers as long as cards, in columns of lines.
@Suite struct NumberColumnTests {
  @Test(arguments: [
    "a 7 4383539302162413\nb 8 9930194844375114\nc 9 2025908235724707",
    "1 4383539302162413\n2 9930194844375114\n3 2025908235724707\n4 8822908235724701",
    "a,7,4383539302162413,x\nb,8,9930194844375114,y", "a\t9930194844375114\r\nb\t4383539302162413",
    "| a | 4383539302162413 |\n| b | 9930194844375114 |",
    "alpha: 4383539302162413\nbeta: 9930194844375114", "{\"a\": 4383539302162413,\n \"b\": 9930194844375114}",
    "a 4383539302162413\nb 4111111111111111\nc 9930194844375114",
  ])
  func behindLabelsAreNoCards(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "paid with «4383539302162413»\norder 9930194844375114 shipped",
    "name,card\notto,«4383539302162413»\nanna,9930194844375114",
    "otto «4111111111111111»\nanna «4383539302162413»",
    "card: «4383539302162413»\naccount: 9930194844375114", "otto «4383539302162413»\n\nanna 12\n",
  ])
  func cardsBesideOthersAreFound(text: String) throws {
    try expectMarked(text, as: .creditCard)
  }
}
