import Testing

@testable import Redaction

@Suite struct KeyMemoTests {
  private func facts(_ memo: borrowing KeyMemo, _ key: String) -> KeyMemo.Facts? {
    Array(key.utf8).withUnsafeBufferPointer { memo.facts(of: ByteView($0)) }
  }

  private func remember(_ memo: inout KeyMemo, _ key: String, as other: String) {
    Array(key.utf8).withUnsafeBufferPointer { memo.remember(ByteView($0), Self.facts(of: other)) }
  }

  private static func facts(of key: String) -> KeyMemo.Facts {
    Array(key.utf8).withUnsafeBufferPointer { KeyMemo.Facts(of: ByteView($0)) }
  }

  @Test(arguments: [
    "a", "url.path", "http.request.method", "k2345678", "mlflow.spanInputs",
    String(repeating: "k", count: 64),
  ])
  func remembersAKeyExactly(key: String) {
    var memo = KeyMemo()
    #expect(facts(memo, key) == nil)
    remember(&memo, key, as: "mlflow.spanType")
    #expect(facts(memo, key)?.structure == .name)
    remember(&memo, key, as: "db.password")
    #expect(facts(memo, key).map { $0.structure == nil } == true)
    #expect(facts(memo, key)?.mayNameSecret == true)
    // Every byte counts, and the length.
    let bytes = Array(key.utf8)
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      #expect(facts(memo, String(decoding: other, as: UTF8.self)) == nil)
    }
    #expect(facts(memo, key + "x") == nil)
    #expect(facts(memo, String(key.dropLast())) == nil)
  }

  @Test func forgetsRatherThanMistakesKeys() {
    var memo = KeyMemo()
    let keys = (0..<2000).map { "attribute.\($0).\($0.isMultiple(of: 2) ? "name" : "token")" }
    for key in keys { remember(&memo, key, as: key) }
    let known = keys.filter { facts(memo, $0) != nil }
    #expect(!known.isEmpty)
    #expect(known.allSatisfy { facts(memo, $0) == Self.facts(of: $0) })
  }

  @Test func doesNotRememberLongKeys() {
    var memo = KeyMemo()
    let key = String(repeating: "k", count: 65)
    remember(&memo, key, as: key)
    #expect(facts(memo, key) == nil)
    #expect(facts(memo, "") == nil)
  }

  @Test func aKeyWithAValueInItIsRedactedEveryTime() throws {
    for _ in 0..<3 { #expect(try outcomes(of: "mail.bob@example.com", "x").key == .redacted) }
  }

  /// Of a key and a value of it, after both have been seen before.
  private func outcomes(
    of key: String,
    in member: String? = nil,
    _ value: String
  ) throws -> (key: RedactionOutcome, value: RedactionOutcome) {
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    let (attribute, key, value) = (Array(key.utf8), Array((member ?? key).utf8), Array(value.utf8))
    var outcomes = (key: RedactionOutcome.unchanged, value: RedactionOutcome.unchanged)
    for _ in 0..<2 {
      var output: [UInt8] = []
      outcomes.key = try redactor.redact(
        attribute.span,
        key: attribute.span,
        attributeKey: attribute.span,
        scratch: &scratch,
        output: &output
      )
      outcomes.value = try redactor.redact(
        value.span,
        key: member == nil ? attribute.span : key.span,
        attributeKey: attribute.span,
        scratch: &scratch,
        output: &output
      )
    }
    return outcomes
  }

  @Test(arguments: [("password", "abcd"), ("db.password", "1234"), ("user_pwd", "true1")])
  func aShortValueOfASecretKeyIsRedacted(key: String, value: String) throws {
    let outcomes = try outcomes(of: key, value)
    #expect(outcomes.key == .unchanged)
    #expect(outcomes.value == .redacted)
  }

  @Test func aMemberThatNamesASecretCountsUnderAnyAttribute() throws {
    #expect(try outcomes(of: "settings", in: "password", "abcd").value == .redacted)
    #expect(try outcomes(of: "password", in: "count", "1234").value == .unchanged)
  }
}
