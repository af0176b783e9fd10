import Testing

@testable import Workload

@Suite struct PlantedValueTests {
  private static func pool(_ families: [PlantedFamily], count: Int = 40) -> [PlantedValue] {
    var random = SeededRandom(seed: 21)
    return PlantedPool(families: families, perFamily: count, random: &random).values
  }

  @Test func valuesAreUnique() {
    let values = Self.pool(PlantedFamily.allCases)
    #expect(Set(values.map(\.secret)).count == 40 * PlantedFamily.allCases.count)
    #expect(values.allSatisfy { $0.text.contains($0.secret) })
  }

  @Test func cardsPassLuhn() {
    for card in Self.pool([.creditCard]) {
      let digits = card.text.filter(\.isNumber)
      #expect(
        Checksum.luhnDigit(of: String(digits.dropLast())) == digits.last?.wholeNumberValue,
        "\(card.text)"
      )
    }
    #expect(Checksum.luhnDigit(of: "7992739871") == 3)
  }

  @Test func accountNumbersPassMod97() {
    for iban in Self.pool([.iban]) {
      let letters = iban.text.filter { $0 != " " }
      #expect(Checksum.ibanRemainder(String(letters.dropFirst(4) + letters.prefix(4))) == 1, "\(iban.text)")
    }
    #expect(Checksum.ibanCheckDigits(country: "GB", body: "WEST12345698765432") == "82")
  }

  @Test func walletsPassBech32() {
    let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
    for wallet in Self.pool([.wallet]) where wallet.text.hasPrefix("bc1") {
      let data = wallet.text.dropFirst(3).compactMap { alphabet.firstIndex(of: $0) }
      #expect(data.count == 39)
      #expect(Checksum.bech32Polynomial(humanReadablePart: "bc", data: data) == 1, "\(wallet.text)")
    }
    // The address of BIP 173's first example.
    let program: [UInt8] = [
      0x75, 0x1E, 0x76, 0xE8, 0x19, 0x91, 0x96, 0xD4, 0x54, 0x94, 0x1C, 0x45, 0xD1, 0xB3, 0xA3, 0x23, 0xF1,
      0x43, 0x3B,
      0xD6,
    ]
    #expect(Checksum.bech32Address(program: program) == "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
  }

  @Test func numbersKeepToTheirRanges() {
    for value in Self.pool([.socialSecurityNumber, .taxpayerNumber]) {
      let parts = value.text.split(separator: "-").compactMap { Int($0) }
      #expect(parts.count == 3)
      if value.family == .socialSecurityNumber {
        #expect((1..<666).contains(parts[0]) && (1...99).contains(parts[1]) && (1...9999).contains(parts[2]))
      } else {
        #expect((900...999).contains(parts[0]) && (70...88).contains(parts[1]))
      }
    }
  }

  @Test func base64HasNoPadding() {
    #expect(Base64URL.encode(Array("fo".utf8)) == "Zm8")
    #expect(Base64URL.encode(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
  }

  @Test func everyFormThatWouldBeALeakIsKnown() throws {
    let email = PlantedValue(.emailAddress, "jane.qwerty42@example.com")
    #expect(email.forms == ["jane.qwerty42"])
    let card = PlantedValue(.creditCard, "4111 1111 1111 1111")
    #expect(Set(card.forms) == ["4111 1111 1111 1111", "4111111111111111", "4111%201111%201111%201111"])
    let token = try #require(Self.pool([.openAIKey], count: 1).first)
    #expect(token.forms.count == 2)
    #expect(token.forms.allSatisfy { token.secret.contains($0) && $0.count == token.secret.count / 2 })
    let plus = PlantedValue(.emailAddress, "jane+qwerty42@example.com")
    #expect(Set(plus.forms) == ["jane+qwerty42", "jane%2Bqwerty42"])
  }
}
