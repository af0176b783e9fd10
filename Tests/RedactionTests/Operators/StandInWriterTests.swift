import Testing

@testable import Redaction

func testKey() throws -> KeyMaterial { try KeyMaterial(fileBytes: Array(0..<32)) }

/// What an operator makes of a value.
func standIn(_ operator: Operator, _ value: String, entity: String = "EMAIL_ADDRESS") throws -> String {
  let writer = try StandInWriter(`operator`, key: testKey())
  var output = Array("before ".utf8)
  withBytes(value) { writer.append(for: $0, entity: entity, to: &output) }
  return String(decoding: output.dropFirst(7), as: UTF8.self)
}

@Suite struct StandInWriterTests {
  let address = "bob@example.com"

  @Test func replaceWritesTheTemplate() throws {
    #expect(try standIn(.replace(.entityName), address) == "<EMAIL_ADDRESS>")
    #expect(try standIn(.replace(ReplacementTemplate("[REDACTED]")), address) == "[REDACTED]")
    #expect(
      try standIn(.replace(ReplacementTemplate("{entity}/{entity}{")), address)
        == "EMAIL_ADDRESS/EMAIL_ADDRESS{"
    )
    #expect(try standIn(.replace(ReplacementTemplate("")), address) == "")
  }

  @Test func redactAndKeep() throws {
    #expect(try standIn(.redact, address) == "")
    #expect(try standIn(.keep, address) == address)
  }

  @Test(arguments: [
    ("4111111111111111", 0, 4, "************1111"), ("4111111111111111", 6, 4, "411111******1111"),
    ("4111-1111", 0, 4, "*****1111"), ("secret", 0, 0, "******"), ("żółw", 1, 0, "ż***"),
    ("żółw", 0, 1, "***w"),
    ("🔑🔑🔑", 0, 1, "**🔑"), ("1234", 0, 4, "****"), ("123", 0, 4, "***"), ("1234", 2, 2, "****"),
    ("", 0, 4, ""), ("12", Int.max, Int.max, "**"),
  ])
  func maskKeepsTheEnds(_ value: String, first: Int, last: Int, expected: String) throws {
    #expect(try standIn(.mask(keepFirst: first, keepLast: last), value) == expected)
  }

  @Test func maskHidesMalformedText() {
    var output: [UInt8] = []
    withBytes([0x80, 0x80, 0xff, 0x41]) { Masking.append($0, keepFirst: 0, keepLast: 1, to: &output) }
    #expect(output == Array("**A".utf8))
  }

  @Test(arguments: [
    ("EMAIL_ADDRESS", "bob@example.com", "da2d6a37130b5527"),
    ("CREDIT_CARD", "4095260993934932", "6f9dbac9ce7a4313"),
    ("EMAIL_ADDRESS", "", "49b1feb5563f9499"),
    // Its first eight bytes have ten decimal digits in a row: the next eight are taken.
    ("US_SSN", "35", "9e4dc2cc5560ac5f"),
  ])
  func hashIsAKeyedCode(_ entity: String, value: String, digits: String) throws {
    #expect(try standIn(.hash, value, entity: entity) == "<\(entity):\(digits)>")
  }

  @Test func hashDependsOnTheEntity() throws {
    #expect(try standIn(.hash, "x", entity: "A").suffix(17) != standIn(.hash, "x", entity: "B").suffix(17))
  }

  @Test func hashesNeverHoldLongRunsOfDigits() throws {
    let hasher = try ValueHasher(key: testKey())
    for number in 0..<5000 {
      var digits: [UInt8] = []
      withBytes(String(number)) { hasher.append($0, entity: "US_SSN", to: &digits) }
      #expect(withBytes(digits, ValueHasher.isAcceptable))
    }
  }

  @Test func encryptIsAES256GCM() throws {
    // Worked out with another implementation of HKDF, HMAC and AES-GCM.
    #expect(
      try standIn(.encrypt, address)
        == "<EMAIL_ADDRESS:enc:v1:Focuyb6uTBjfjjgGmO4BqRz0yF5Z_fFsvscFlPUr8dvpQAjVaihXLXwCaQ>"
    )
  }

  @Test func encryptGivesTheSameTokenForTheSameValueOnly() throws {
    #expect(try standIn(.encrypt, address) == standIn(.encrypt, address))
    #expect(try standIn(.encrypt, address) != standIn(.encrypt, address + "x"))
    #expect(
      try standIn(.encrypt, address, entity: "A").dropFirst(3)
        != standIn(.encrypt, address, entity: "B").dropFirst(3)
    )
  }

  @Test func whatIsTooLongToEncryptIsReplaced() throws {
    let value = String(repeating: "x", count: ValueCipher.maximumValueLength + 1)
    #expect(try standIn(.encrypt, value) == "<EMAIL_ADDRESS>")
  }

  @Test func operatorsThatNeedAKeyRefuseToWorkWithoutOne() {
    #expect(throws: OperatorError.keyMissing(operator: "hash")) { try StandInWriter(.hash, key: nil) }
    #expect(throws: OperatorError.keyMissing(operator: "encrypt")) { try StandInWriter(.encrypt, key: nil) }
    #expect(Operator.hash.needsKey && Operator.encrypt.needsKey && !Operator.redact.needsKey)
  }
}
