import Testing

@testable import Redaction

@Suite struct NationalNumberTests {
  @Test(arguments: ["943 476 5919", "9434765919", "401-023-2137", "4010232137"])
  func acceptsNHSNumbers(_ number: String) {
    #expect(withBytes(number, NHSChecksum.isValid))
  }

  @Test(arguments: ["943 476 5918", "943476591", "94347659190", "943 476 591x", "", "1000000002"])
  func refusesOtherNHSNumbers(_ number: String) {
    #expect(!withBytes(number, NHSChecksum.isValid))
  }

  @Test func aRemainderThatNeedsTenHasNoCheckDigit() {
    // 6 weighted by 2 is 12, which leaves 1 modulo 11: the check digit would have to be 10.
    for digit in 0...9 {
      #expect(!withBytes("000000006\(digit)", NHSChecksum.isValid))
    }
  }

  @Test(arguments: ["021000021", "011000015", "122105155", "111000025"])
  func acceptsRoutingNumbers(_ number: String) {
    #expect(withBytes(number, ABARoutingChecksum.isValid))
  }

  @Test(arguments: ["021000022", "02100002", "0210000210", "02100002x", "500000005", ""])
  func refusesOtherRoutingNumbers(_ number: String) {
    #expect(!withBytes(number, ABARoutingChecksum.isValid))
  }

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
