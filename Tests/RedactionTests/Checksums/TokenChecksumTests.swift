import JSON
import Testing

@testable import Redaction

@Suite struct TokenChecksumTests {
  @Test(arguments: [
    "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", "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",
    "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", "ghs_JXVuLkSIc47WQAmL9xVQ2zg4mZaouq416qWT",
    "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",
  ])
  func acceptsGitHubTokens(_ token: String) {
    #expect(withBytes(token, TokenChecksum.isValid))
  }

  @Test(arguments: [
    "ghp_M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq11T4V5", "ghp_N7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq11T4V4", "ghp_", "",
    "ghp_M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq11T4V", "ghp-M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq11T4V4",
    "ghp_M7H4jxUDDWHP4kZ6A4dxlQYsQIWJu!11T4V4", "ghp_M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuqzzzzzz",
  ])
  func refusesOtherGitHubTokens(_ token: String) {
    #expect(!withBytes(token, TokenChecksum.isValid))
  }

  @Test(arguments: [
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",  // {"alg":"HS256","typ":"JWT"}
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",  // RFC 7515, appendix A.1
    "eyJhbGciOiJub25lIn0",  // {"alg":"none"}
    "eyJqd2siOnsia3R5IjoiRUMiLCJ4IjpbMSwyXX0sImFsZyI6IkVTMjU2In0",  // a nested key in front
  ])
  func acceptsTokenHeaders(_ segment: String) {
    #expect(withBytes(segment, JWTHeader.isValid))
  }

  @Test(arguments: [
    #"{"typ":"JWT"}"#, #"{"alg":1}"#, #"["alg"]"#, #"{"a":{"alg":"x"}}"#, #"{"alg":"x"}x"#, #"{"alg":"x""#,
    #"{"alg":"x",}"#, #"{"alg" "x"}"#, #"{"algo":"x"}"#, "{\"alg\":\"x\n\"}", "{}", "", " ", "{\"alg\":\"x\\",
    #"{"a":"#, #"{"a":[1,2}"#, #"{"b":"alg","c":"x"}"#,
  ])
  func refusesWhatIsNoObjectWithAnAlgorithm(_ json: String) {
    var segment: [UInt8] = []
    Base64.append(json.utf8, to: &segment, as: .url)
    #expect(!withBytes(segment, JWTHeader.isValid))
  }

  @Test func nestingIsBounded() {
    let depth = 2000
    let json = "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    var segment: [UInt8] = []
    Base64.append(json.utf8, to: &segment, as: .url)
    #expect(!withBytes(segment, JWTHeader.isValid))
  }

  @Test(arguments: ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9!", "eyJhb", "eyJhbGciOiJub25lIn0=", "eyJ+"])
  func refusesOtherAlphabets(_ segment: String) {
    #expect(!withBytes(segment, JWTHeader.isValid))
  }

  @Test func overlongHeadersAreNotRead() {
    var segment: [UInt8] = []
    let json = "{\"alg\":\"\(String(repeating: "x", count: JWTHeader.maximumLength))\"}"
    Base64.append(json.utf8, to: &segment, as: .url)
    #expect(!withBytes(segment, JWTHeader.isValid))
  }
}
