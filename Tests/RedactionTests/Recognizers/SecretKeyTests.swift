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

  @Test func longTokensAreSecretsToo() throws {
    #expect(try redact(String(repeating: "aB3", count: 400), key: "aws_session_token") == "<PASSWORD>")
  }
}
