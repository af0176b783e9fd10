import Testing

@testable import Redaction

@Suite struct USTaxpayerNumberTests {
  @Test(arguments: ["285 66 6566", "428 42 5038", "695-65-7839", "631330112", "899-99-9999", "001-01-0001"])
  func socialSecurityNumbers(_ number: String) {
    #expect(withBytes(number, USTaxpayerNumber.kind) == .socialSecurity)
  }

  @Test(arguments: ["900-50-0000", "912-70-1234", "999-99-9999", "950 88 1234", "912941234"])
  func individualTaxpayerNumbers(_ number: String) {
    #expect(withBytes(number, USTaxpayerNumber.kind) == .individualTaxpayer)
  }

  @Test(arguments: [
    "000-77-1498", "666-12-1234", "123-00-1234", "123-45-0000", "900-49-1234", "912-66-1234", "912-69-1234",
    "912-89-1234", "912-93-1234", "12345678", "1234567890", "123-45-678a", "",
  ])
  func neitherOfThem(_ number: String) {
    #expect(withBytes(number, USTaxpayerNumber.kind) == nil)
  }
}
