import Testing

@testable import Redaction

@Suite struct URLRecognizerTests {
  private static let policy: RedactionPolicy = {
    var policy = RedactionPolicy()
    policy.entities = [.url]
    return policy
  }()

  @Test(arguments: [
    ("see microsoft.com today", "see <URL> today"), ("microsoft.com google.co.il", "<URL> <URL>"),
    ("www.example.de/a?b=1.", "<URL>."), ("host=db.example.org:8080/x", "host=<URL>"),
    ("http://microsoft", "<URL>"), ("(\"https://example.com/a\")", "(\"<URL>\")"),
  ])
  func findsHostsAndURLs(text: String, expected: String) throws {
    #expect(try redact(text, policy: Self.policy) == expected)
  }

  @Test(arguments: [
    "com.example.shop", "www.microsoft", "a.community", "otto@example.com", "x.com()", "src/a.com",
    "System.Net", "foo.py",
    ".com", "a.co.x",
  ])
  func leavesTheRestAlone(text: String) throws {
    #expect(try redact(text, policy: Self.policy) == nil)
  }
}
