import Testing

@testable import Redaction

/// Values that are secrets because of their key.
@Suite struct SecretKeyTests {
  @Test(arguments: ["authorization", "http.request.header.authorization", "Proxy-Authorization"])
  func theValueOfAnAuthorizationHeaderIsASecret(key: String) throws {
    for value in ["Basic dXNlcjpwYXNzd29yZA==", "Token abc123abc123"] {
      #expect(try redact(value, key: key) == "<PASSWORD>")
    }
  }

  @Test(arguments: [
    ("mysql --password aKml51ogna1B! -h db", "mysql --password <PASSWORD> -h db"),
    ("--db-password 'x7x7x7x7'", "--db-password '<PASSWORD>'"),
    ("The password is rL4VG9uR9x7_, keep it", "The password is <PASSWORD>, keep it"),
  ])
  func whatIsSaidToBeAPasswordIsOne(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: [
    "the password is wrong", "--password required", "password file 12ab34cd56", "the token is gone",
  ])
  func otherWordsBehindTheNameStay(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test func longTokensAreSecretsToo() throws {
    #expect(try redact(String(repeating: "aB3", count: 400), key: "aws_session_token") == "<PASSWORD>")
  }
}
