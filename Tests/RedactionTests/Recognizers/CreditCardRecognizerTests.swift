import Testing

@testable import Redaction

@Suite struct CreditCardRecognizerTests {
  private let recognizer = CreditCardRecognizer()

  @Test func keepsTheContract() throws {
    try expectContract(
      of: recognizer,
      samples: ["4111111111111111", "4869 2298 6272 5329", "3760-380827-44257", "2221.6173.2005.5726"]
    )
  }

  @Test(arguments: [
    "4111111111111111", "4222222222222", "5571-9227-8464-1964", "2221480100741563", "2720 9900 0000 0007",
    "3482-138514-81275", "378282246310005", "6011-9620-1669-5913", "36003736781248", "3600 373678 1248",
    "3530111333300000", "6200000000000005", "6304000000000000",
  ])
  func findsEveryScheme(number: String) throws {
    #expect(try matches(of: recognizer, in: "card \(number), thanks") == [number])
    #expect(try matches(of: recognizer, in: "{\"card\":\(number)}") == [number])
  }

  @Test(arguments: [
    "4111111111111112",  // check digit
    "9111111111111111",  // no such scheme
    "2220999999999991", "2721000000000005",  // next to Mastercard's ranges
    "0.4111111111111111", "4111111111111111.5", "4111.111111111111",  // decimals
    "x4111111111111111", "4111111111111111abc",  // identifiers
    "550e8400-e29b-41d4-a716-411111111111",
    "4111 1111-1111 1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "41111111111111110000",
    "1793458514672269349", "IBAN check failed for ES11 6570 5292 0518 7243 4535",
  ])
  func ignores(text: String) throws {
    #expect(try matches(of: recognizer, in: text) == [])
  }

  @Test(arguments: [
    "blk_4162832865986721185", "dd.trace_id=4582661622865954733", "hash=-4129240807771331130",
    "hash=-4111111111111111", "id-4111111111111111", "{\"spanId\": 4111111111111111}",
    "order 4111111111111111",
    #"{"orderNumber":"4111111111111111"}"#, "invoice_no=4111111111111111", "serialNumber: 4111111111111111",
    "reference=4111111111111111", "imsi: 4111111111111111", "shard 4111111111111111",
    "orders: 4111111111111111", "4111111111111111 1234567890123456 9876543210987654", "x 0,4111111111111111",
    "LONG (4) 648 1288 1928 2568 3208 3848 4488 5128 5768 6408",
  ])
  func leavesOtherNumbersAlone(text: String) throws {
    #expect(try matches(of: recognizer, in: text) == [])
  }

  /// Among the numbers of 64 bits are many with the digits of a card.
  @Test func whatMayBeAnyNumberNeedsAWord() throws {
    for number in ["4712768426846563216", "4222222222222"] {
      #expect(try redact("value \(number)") == nil)
      #expect(try redact("card \(number)") == "card <CREDIT_CARD>")
      #expect(try redact(number, key: "card_number") == "<CREDIT_CARD>")
    }
    #expect(try redact("4712 7684 2684 6563 216") == "<CREDIT_CARD>")
  }

  @Test func aKeyThatEndsInAnIdSaysThatItIsNone() throws {
    #expect(try redact("4111111111111111", key: "gen_ai.conversation.id") == nil)
    #expect(try redact("4111 1111 1111 1111", key: "order.conversation.id") == "<CREDIT_CARD>")
    #expect(try redact("4111111111111111", key: "pan") == "<CREDIT_CARD>")
  }

  /// What most logs have their text in.
  @Test(arguments: [
    #"{"message":"4111111111111111"}"#, "msg=4111111111111111", "message: 4111111111111111",
    "card no 4111111111111111",
  ])
  func aMessageIsNoId(text: String) throws {
    #expect(try matches(of: recognizer, in: text) == ["4111111111111111"])
  }

  @Test func fewRandomNumbersOf64BitsAreCards() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var found = 0
    for _ in 0..<20_000 {
      let number = UInt64.random(in: 0 ... .max, using: &random)
      let signed = Int64.random(in: .min ... .max, using: &random)
      found += try matches(of: recognizer, in: "\(number)").count { $0.count < 17 }
      found += try matches(of: recognizer, in: "value=\(signed)").count { $0.count < 17 }
    }
    #expect(found <= 40, "seed \(seed)")
  }

  @Test(arguments: [
    ("4111 1111 1111 1111 12/27 123", ["4111 1111 1111 1111"]),
    ("4111111111111111 5555555555554444", ["4111111111111111", "5555555555554444"]),
    ("1 4111 1111 1111 1111 5555 5555 5555 4444", ["4111 1111 1111 1111", "5555 5555 5555 4444"]),
    ("card_4111111111111111", ["4111111111111111"]),
    ("note-4111111111111111", ["4111111111111111"]), ("4111  1111  1111  1111", ["4111  1111  1111  1111"]),
    ("%B4111111111111111^MUSTER/ANNA^2712101", ["4111111111111111"]),
    ("B4111111111111111^MUSTER/ANNA^2712101", ["4111111111111111"]), ("B4111111111111111^2", []),
    ("PAN5555555555554444", ["5555555555554444"]),
    (";4111111111111111=27121010000000000000?", ["4111111111111111"]),
    ("4111111111111111.0", ["4111111111111111"]),
    ("4111111111111111.", ["4111111111111111"]),
  ])
  func findsBounds(text: String, found: [String]) throws {
    #expect(try matches(of: recognizer, in: text) == found)
  }
}
