import Testing

@testable import Redaction

@Suite struct RedactorStringsTests {
  private let redactor: Redactor

  init() throws {
    redactor = try Redactor(policy: RedactionPolicy())
  }

  @Test(arguments: [
    ("Write to kim@post.example", "Write to <EMAIL_ADDRESS>"),
    (#"{"to": "kim@post.example", "n": 1}"#, #"{"to": "<EMAIL_ADDRESS>", "n": 1}"#),
    ("nothing in it", "nothing in it"), ("", ""), ("é kim@post.example ü", "é <EMAIL_ADDRESS> ü"),
  ])
  func redactsProseAndJSON(text: String, expected: String) {
    #expect(redactor.redact(text) == expected)
    // With the buffers that the first call has left.
    #expect(redactor.redact(text) == expected)
  }

  @Test func knowsASecretByItsKey() {
    #expect(redactor.redact("holunder3z", key: "db.password") == "<PASSWORD>")
    #expect(redactor.redact("holunder3z") == "holunder3z")
  }

  @Test func leavesNothingOfWhatAKeyDrops() throws {
    var policy = RedactionPolicy()
    policy.keys = KeyMatcher(drop: ["http.request.body"])
    #expect(try Redactor(policy: policy).redact("anything", key: "http.request.body") == "")
  }

  @Test func findsWhatItWouldReplace() throws {
    let findings = try redactor.findings(in: "é kim@post.example")
    #expect(findings.map(\.entity) == [.emailAddress])
    // In bytes of UTF-8.
    #expect(findings.map(\.range) == [3..<19])
  }

  /// One caller has the buffers that are kept, the others make their own.
  @Test func isCalledConcurrently() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask { [redactor] in
          redactor.redact("\(number) kim\(number)@post.example") == "\(number) <EMAIL_ADDRESS>"
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
