import Testing

@testable import Redaction

@Suite struct EmailAddressRecognizerTests {
  private let recognizer = EmailAddressRecognizer()

  @Test func keepsTheContract() throws {
    try expectContract(
      of: recognizer,
      samples: ["bob@example.com", "gina+c2xg@uni-koeln.de", "_o'brien@a.b.io"]
    )
  }

  @Test(arguments: [
    ("mail bob@example.com.", "bob@example.com"),
    ("to=bob@example.com&x", "bob@example.com"),
    ("c_cox@sub.team.example.net was", "c_cox@sub.team.example.net"),
    ("<anna.müller@müller.de>", "anna.müller@müller.de"),
    ("'bob@example.com'", "bob@example.com"),
    ("miles.o'brien@example.com", "miles.o'brien@example.com"),
    ("x@xn--mller-kva.xn--p1ai", "x@xn--mller-kva.xn--p1ai"),
    ("...bob@example.com-", "bob@example.com"),
    ("100%bob@EXAMPLE.COM", "100%bob@EXAMPLE.COM"),
    ("mailto:bob@example.com", "bob@example.com"),
    ("a@@bob@example.com", "bob@example.com"),
    ("bob@example.com.png", "bob@example.com"),
  ])
  func finds(text: String, match: String) throws {
    #expect(try matches(of: recognizer, in: text) == [match])
  }

  @Test(arguments: [
    "Ask @nk8fnvx in the channel.", "asset icon@3x.png is missing", "npm i react@18.2.0", "@app.route('/x')",
    "user@localhost", "a@b.c", "@", "bob@", "bob@.com", "postgres://svc:pass@db.internal:5432/app",
    "x@y.1", "bob@example.c1",
  ])
  func ignores(text: String) throws {
    #expect(try matches(of: recognizer, in: text) == [])
  }

  @Test func findsEachOfSeveral() throws {
    let text = "a@example.com,b@example.org;c@example.net"
    #expect(try matches(of: recognizer, in: text) == ["a@example.com", "b@example.org", "c@example.net"])
  }
}
