import Testing

@testable import Redaction

@Suite struct KeyMatcherTests {
  let matcher = KeyMatcher(
    redact: ["password", "*_token", "http.request.header.authorization", "secret*", "*card*", "a*z"],
    drop: ["http.request.body", "*.raw"],
    keep: ["mlflow.spanType", "access_token", "version", "cards.*"]
  )

  func action(_ key: String) -> KeyAction { withBytes(key, matcher.action) }

  @Test func keysWrittenOut() {
    #expect(action("password") == .redact)
    #expect(action("PassWord") == .redact)
    #expect(action("passwords") == .scan)
    #expect(action("http.request.body") == .drop)
    #expect(action("mlflow.spanType") == .keep)
    #expect(action("MLFLOW.SPANTYPE") == .keep)
    #expect(action("") == .scan)
  }

  @Test func globs() {
    #expect(action("refresh_token") == .redact)
    #expect(action("secretsauce") == .redact)
    #expect(action("credit_card_number") == .redact)
    #expect(action("a-to-z") == .redact)
    #expect(action("payload.raw") == .drop)
    #expect(action("raw") == .scan)
  }

  @Test func theLastPartOfADottedKeyCounts() {
    #expect(action("user.password") == .redact)
    #expect(action("user.secret_name") == .redact)
    #expect(action("x.a-z") == .redact)
    // A glob with a dot means the whole key.
    #expect(action("my.http.request.body") == .scan)
    #expect(action("password.hint") == .scan)
    #expect(action("user.password.") == .scan)
  }

  @Test func keepMustFitTheWholeKey() {
    #expect(action("version") == .keep)
    #expect(action("user.version") == .scan)
  }

  @Test func whatIsWrittenOutWinsThenDropThenRedact() {
    #expect(action("access_token") == .keep)
    #expect(action("user.access_token") == .redact)
    #expect(action("cards.owner") == .redact)
    #expect(action("card.raw") == .drop)
    #expect(withBytes("a.b", KeyMatcher(redact: ["a.b"], drop: ["a.b"], keep: ["a.b"]).action) == .drop)
  }

  @Test func withoutGlobsEverythingIsScanned() {
    #expect(withBytes("password", KeyMatcher().action) == .scan)
    #expect(KeyMatcher().isEmpty && !matcher.isEmpty)
  }

  @Test func oneStarMeansEveryKey() {
    #expect(withBytes("anything", KeyMatcher(redact: ["*"]).action) == .redact)
  }

  @Test(arguments: 0..<20)
  func agreesWithTryingEveryGlob(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func word(_ alphabet: String) -> String {
      String((0..<Int.random(in: 1...5, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
    }
    let redact = (0..<40).map { _ in word("abA.*?_") }
    let matcher = KeyMatcher(redact: redact)
    for _ in 0..<300 {
      let key = word("abB._")
      let part = key.split(separator: ".", omittingEmptySubsequences: false).last!
      let expected = redact.contains { text in
        let glob = Glob(text, ignoresCase: true)
        let fitsPart =
          !text.contains(".") && part.count < key.count && !part.isEmpty && glob.matches(String(part))
        return glob.matches(key) || fitsPart
      }
      #expect((withBytes(key, matcher.action) == .redact) == expected, "seed \(seed): \(key) with \(redact)")
    }
  }

  @Test func manyKeysAreToldApart() {
    let matcher = KeyMatcher(redact: (0..<3000).map { "key\($0)" }, drop: (3000..<6000).map { "key\($0)" })
    for number in 0..<6000 {
      #expect(withBytes("KEY\(number)", matcher.action) == (number < 3000 ? .redact : .drop))
    }
    #expect(withBytes("key6000", matcher.action) == .scan)
  }
}
