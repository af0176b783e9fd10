import Testing

@testable import Redaction

/// Base64 in texts: recognised, not scanned, kept or dropped.
@Suite struct BinaryDataTests {
  /// Base64 of random bytes.
  private func base64(_ count: Int, url: Bool = false) -> String {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(url ? "-_" : "+/")"
    )
    var generator = SeededGenerator(seed: 11)
    return String((0..<count).map { _ in alphabet[Int.random(in: 0..<64, using: &generator)] })
  }

  private func dropping() -> RedactionPolicy {
    var policy = RedactionPolicy()
    policy.binaryData = .drop
    return policy
  }

  private func ranges(_ text: String, includingShort: Bool = false) -> [Range<Int>] {
    var runs = BinaryRuns()
    Array(text.utf8).withUnsafeBufferPointer {
      runs.find(in: ByteView($0), includingShort: includingShort)
    }
    return runs.ranges
  }

  @Test(arguments: [0, 1, 511, 512, 700], [1024, 1500, 5000, 70_000])
  func findsARunWhereverItStands(before: Int, length: Int) {
    let text = String(repeating: ".", count: before) + base64(length) + "== and more"
    #expect(ranges(text) == [before..<before + length + 2])
  }

  @Test func findsTheAlphabetOfURLs() {
    #expect(ranges(base64(2000, url: true)) == [0..<2000])
  }

  @Test func findsEveryRun() {
    let text = base64(1024) + " " + base64(3000) + "\n" + base64(1100)
    #expect(ranges(text) == [0..<1024, 1025..<4025, 4026..<5126])
  }

  @Test(arguments: [
    String(repeating: "a", count: 4000),
    String(repeating: "0123456789abcdef", count: 300),
    String(repeating: "/home/Alice/projects/2024/Report", count: 100),
    String(repeating: "The quick brown fox jumps over it. ", count: 100),
    String(repeating: "The-quick_brown/fox+jumps2over9it", count: 100),
  ])
  func takesOtherLongRunsForText(text: String) {
    #expect(ranges(text).isEmpty)
  }

  @Test func takesADataURLAtItsWord() {
    let payload = String(repeating: "A", count: 2000)
    #expect(ranges("data:audio/wav;base64,\(payload)\"") == [22..<2022])
    #expect(ranges("data:audio/wav;base64,\(payload.prefix(100))").isEmpty)
  }

  @Test func findsShortDataURLsWhenAsked() {
    let text = "x;y data:image/png;base64,QUJD; data:,;base64, \(base64(1024)) data:a/b;base64,QQ=="
    let long = text.utf8.count - 21 - 1024
    #expect(ranges(text, includingShort: true) == [26..<30, long..<long + 1024, long + 1041..<long + 1045])
  }

  @Test func leavesBinaryDataAloneAndRedactsAroundIt() throws {
    let payload = base64(4096)
    let image = "data:image/png;base64,\(payload)"
    let text = #"{"a":"bob@example.com","image":"\#(image)","b":"bob@example.com"}"#
    let expected = #"{"a":"<EMAIL_ADDRESS>","image":"\#(image)","b":"<EMAIL_ADDRESS>"}"#
    #expect(try redact(text) == expected)
  }

  @Test func doesNotReadBinaryData() throws {
    // A number in it would be found if it were scanned.
    let payload = base64(2048) + "/4095260993934932/" + base64(2048)
    #expect(try redact(payload) == nil)
    #expect(try redact("see /4095260993934932/") == "see /<CREDIT_CARD>/")
  }

  @Test func findsTokensThatBeginInFrontOfARun() throws {
    let key = "-----BEGIN PRIVATE KEY-----\(base64(1600))-----END PRIVATE KEY-----"
    #expect(try redact(key) == "<PRIVATE_KEY>")
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi\(base64(1600, url: true)).c2lnbmF0dXJl"
    #expect(try redact("Token \(token) end") == "Token <JWT> end")
  }

  @Test func dropsItByPolicy() throws {
    let text = #"{"image":"data:image/png;base64,\#(base64(3000))==","b":"data:a/b;base64,QUJD"}"#
    let expected =
      #"{"image":"data:image/png;base64,<BINARY_DATA>","b":"data:a/b;base64,<BINARY_DATA>"}"#
    #expect(try redact(text, policy: dropping()) == expected)
    #expect(try redact(expected, policy: dropping()) == nil)
  }

  @Test func dropsItInAnEscapedURLOfANestedDocument() throws {
    let text = #"{"x":"{\"u\":\"data:image\\/png;base64,\#(base64(1200))\\/\\/a\"}"}"#
    #expect(
      try redact(text, policy: dropping())
        == #"{"x":"{\"u\":\"data:image\\/png;base64,<BINARY_DATA>\"}"}"#
    )
  }

  @Test(arguments: [Operator.keep, .mask(keepFirst: 0, keepLast: 0), .replace(.entityName)])
  func droppingNeitherKeepsNorMasks(chosen: Operator) throws {
    var policy = dropping()
    policy.defaultOperator = chosen
    #expect(try redact(base64(1024), policy: policy) == "<BINARY_DATA>")
  }

  @Test(arguments: [("keep", RedactionPolicy.BinaryData.keep), ("drop", .drop)])
  func readsThePolicy(value: String, expected: RedactionPolicy.BinaryData) throws {
    let file = try PolicyFile(
      parsing: Array("version: 1\nbinary: \(value)\n".utf8),
      file: "p.yaml",
      context: PolicyContext(hasKey: false)
    )
    var policy = RedactionPolicy()
    policy.apply(file)
    #expect(policy.binaryData == expected)
  }

  @Test func refusesAnotherChoice() throws {
    let errors = try #require(throws: PolicyErrors.self) {
      try PolicyFile(
        parsing: Array("version: 1\nbinary: scan\n".utf8),
        file: "p.yaml",
        context: PolicyContext(hasKey: false)
      )
    }
    #expect("\(errors)".contains("p.yaml:2: binary: must be keep or drop"))
  }
}
