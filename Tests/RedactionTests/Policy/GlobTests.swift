import Testing

@testable import Redaction

@Suite struct GlobTests {
  @Test(arguments: [
    ("password", "password"), ("*", ""), ("*", "anything"), ("*_token", "access_token"),
    ("*_token", "_token"),
    ("http.*", "http.request.body"), ("*secret*", "my.secret.key"), ("*secret*", "secret"), ("a?c", "abc"),
    ("a?c", "aéc"), ("?", "🔑"), ("a*b*c", "a--b--b--c"), ("a**b", "ab"), ("*a?", "aab"), ("*.*.x", "a.b.c.x"),
    ("", ""), ("?*", "x"), ("*?", "xy"), ("a*", "a"), ("*aab", "aaaaab"),
  ])
  func matches(_ glob: String, text: String) {
    #expect(Glob(glob, ignoresCase: false).matches(text))
  }

  @Test(arguments: [
    ("password", "passwords"), ("password", "Password"), ("*_token", "token"), ("*_token", "a_tokens"),
    ("http.*", "http"), ("a?c", "ac"), ("a?c", "abbc"), ("?", ""), ("?", "é "), ("a*b*c", "a--c--b"),
    ("", "x"),
    ("*secret*", "secre"), ("?*", ""), ("*é", "e"),
  ])
  func doesNotMatch(_ glob: String, text: String) {
    #expect(!Glob(glob, ignoresCase: false).matches(text))
  }

  @Test func caseOfLettersCanBeIgnored() {
    #expect(Glob("X-Api-*", ignoresCase: true).matches("x-aPI-key"))
    #expect(Glob("*KEY*id", ignoresCase: true).matches("a key, an ID"))
    #expect(!Glob("ä", ignoresCase: true).matches("Ä"))
  }

  @Test(arguments: 0..<30)
  func agreesWithARecursiveMatcher(_ seed: UInt64) {
    func reference(_ glob: Substring, _ text: Substring) -> Bool {
      guard let first = glob.first else { return text.isEmpty }
      if first == "*" {
        return reference(glob.dropFirst(), text) || !text.isEmpty && reference(glob, text.dropFirst())
      }
      guard let character = text.first else { return false }
      return (first == "?" || first == character) && reference(glob.dropFirst(), text.dropFirst())
    }
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let length = Int.random(in: 0...6, using: &random)
      let glob = String((0..<length).map { _ in "ab*?é".randomElement(using: &random)! })
      let text = String(
        (0..<Int.random(in: 0...8, using: &random)).map { _ in "abé".randomElement(using: &random)! }
      )
      #expect(
        Glob(glob, ignoresCase: false).matches(text) == reference(glob[...], text[...]),
        "seed \(seed): \(glob) on \(text)"
      )
    }
  }

  @Test func theFixedEndsAreKnown() {
    #expect(Glob("abc", ignoresCase: false).isExact && !Glob("abc*", ignoresCase: false).isExact)
    #expect(Glob("A*c", ignoresCase: true).firstByte == UInt8(ascii: "a"))
    #expect(Glob("a*C", ignoresCase: true).lastByte == UInt8(ascii: "c"))
    #expect(Glob("?a*", ignoresCase: true).firstByte == nil && Glob("a*", ignoresCase: true).lastByte == nil)
  }
}
