import Testing

@testable import Redaction

@Suite struct StandInTests {
  @Test func everyOperatorsStandInIsRecognized() throws {
    for form in [Operator.replace(.entityName), .hash, .encrypt] {
      let text = try standIn(form, "bob@example.com") + "4111"
      let parts = try #require(withBytes(text) { StandIn.parts(in: $0, from: 0) })
      #expect(parts.end == text.utf8.count - 4)
      #expect(parts.name == 1..<14)
    }
  }

  @Test(arguments: [
    "<>", "<a>", "<1A>", "<A b>", "<A", "A>", "<A:>", "<A:0123456789abcdeF>", "<A:0123456789abcdef",
    // A card number in place of the digits of a hash.
    "<CREDIT_CARD:4111111111111111>", "<A:123456789abcdefa>",
    "<A:enc:v1:>", "<A:enc:v2:abcd>", "<A:enc:v1:ab cd>", "<A:enc:v1:abcd", "",
  ])
  func otherTextIsNot(_ text: String) {
    #expect(withBytes(text) { StandIn.parts(in: $0, from: 0) } == nil)
  }

  @Test func namesAreBounded() {
    let longest = "<" + String(repeating: "A", count: StandIn.maximumNameLength) + ">"
    #expect(withBytes(longest) { StandIn.parts(in: $0, from: 0) } != nil)
    #expect(withBytes("<A" + longest.dropFirst()) { StandIn.parts(in: $0, from: 0) } == nil)
    #expect(withBytes(longest.dropLast() + "_1234567>") { StandIn.parts(in: $0, from: 0) } != nil)
    #expect(
      withBytes("<A" + longest.dropFirst().dropLast() + "_2>") { StandIn.parts(in: $0, from: 0) } == nil
    )
  }
}
