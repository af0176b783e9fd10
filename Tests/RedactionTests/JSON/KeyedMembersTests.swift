import Testing

@testable import Redaction

/// Key rules for members inside of JSON texts.
@Suite struct KeyedMembersTests {
  private func policy() -> RedactionPolicy {
    var policy = RedactionPolicy()
    policy.keys = KeyMatcher(redact: ["secret", "*_token"], drop: ["body"], keep: ["note"])
    return policy
  }

  @Test(arguments: [
    (#"{"secret":"a\"b","x":1}"#, #"{"secret":"<REDACTED>","x":1}"#),
    (#"{"secret": 12 , "x":true}"#, #"{"secret": "<REDACTED>" , "x":true}"#),
    (
      #"{"secret":{"a":["bob@example.com"]},"my_token":[1]}"#,
      #"{"secret":"<REDACTED>","my_token":"<REDACTED>"}"#
    ),
    (#"[{"secret":null},[{"secret":"b"}]]"#, #"[{"secret":"<REDACTED>"},[{"secret":"<REDACTED>"}]]"#),
    (#"{"secret":1,"secret":2}"#, #"{"secret":"<REDACTED>","secret":"<REDACTED>"}"#),
    (#"{"\u0073ecret":"x"}"#, #"{"\u0073ecret":"<REDACTED>"}"#),
    (#"{"secret":"<REDACTED>"}"#, #"{"secret":"<REDACTED>"}"#),
    (#"{"a":"{\"secret\":{\"b\":1}}"}"#, #"{"a":"{\"secret\":\"<REDACTED>\"}"}"#),
    (
      #"{"a":"{\"b\":\"[{\\\"secret\\\":7}]\"}"}"#,
      #"{"a":"{\"b\":\"[{\\\"secret\\\":\\\"<REDACTED>\\\"}]\"}"}"#
    ),
    (#"{"secret":"{\"secret\":1}"}"#, #"{"secret":"<REDACTED>"}"#),
    (#"{"secret":1}{"secret":2}"#, #"{"secret":"<REDACTED>"}{"secret":"<REDACTED>"}"#),
    ("{\"a\":1}\n{\"secret\":2}\n", "{\"a\":1}\n{\"secret\":\"<REDACTED>\"}\n"),
  ])
  func redactReplacesTheWholeValue(text: String, expected: String) throws {
    #expect(try redact(text, policy()) == expected)
  }

  @Test(arguments: [
    (#"{"secret":"swordfish","x":[1,2"#, #"{"secret":"<REDACTED>","x":[1,2"#),
    (#"{"x":1,"secret":"swordf"#, #"{"x":1,"secret":"<REDACTED>""#),
    (#"{"x":1,"secret":{"a":["swordf"#, #"{"x":1,"secret":"<REDACTED>""#),
    (#"{"x":1,"secret":swordfish}"#, #"{"x":1,"secret":"<REDACTED>""#),
    (#"{"x":1,"body":"swordf"#, #"{"x":1"#),
    (#"{"a":"{\"secret\":\"swordf"#, #"{"a":"{\"secret\":\"<REDACTED>\""#),
    (#"{"a":"{\"secret\":\"sword\\\"f\"#, #"{"a":"{\"secret\":\"<REDACTED>\""#),
    (#"{"a":"{\"secret\":\"sword\u00"#, #"{"a":"{\"secret\":\"<REDACTED>\""#),
  ])
  func aValueThatIsCutOffGoesUpToTheEnd(text: String, expected: String) throws {
    #expect(try redact(text, policy()) == expected)
  }

  @Test(arguments: [
    (#"{"body":1,"a":2}"#, #"{"a":2}"#),
    (#"{"a":2,"body":{"c":[1,2]},"b":3}"#, #"{"a":2,"b":3}"#),
    (#"{"a":2,"body":"x"}"#, #"{"a":2}"#),
    (#"{"body":"x"}"#, "{}"),
    (#"{"body":1,"body":2,"a":3,"body":4,"body":5}"#, #"{"a":3}"#),
    (#"{ "body" : 1 , "a" : 2 }"#, #"{ "a" : 2 }"#),
    (#"{"x":"{\"body\":1,\"a\":2}"}"#, #"{"x":"{\"a\":2}"}"#),
    (#"{"secret":1,"body":2}"#, #"{"secret":"<REDACTED>"}"#),
  ])
  func dropTakesAMemberAndAComma(text: String, expected: String) throws {
    #expect(try redact(text, policy()) == expected)
  }

  @Test(arguments: [
    (
      #"{"note":"bob@example.com","a":"bob@example.com"}"#,
      #"{"note":"bob@example.com","a":"<EMAIL_ADDRESS>"}"#
    ),
    (#"{"note":{"a":["bob@example.com"]}}"#, #"{"note":{"a":["bob@example.com"]}}"#),
    (
      #"{"note":{"secret":1,"a":4111111111111111}}"#,
      #"{"note":{"secret":"<REDACTED>","a":4111111111111111}}"#
    ),
    (#"{"x":"{\"note\":\"bob@example.com\"}"}"#, #"{"x":"{\"note\":\"bob@example.com\"}"}"#),
  ])
  func keepExemptsAllBelow(text: String, expected: String) throws {
    #expect(try redact(text, policy()) == expected)
  }

  @Test func aKeptAttributeStillObeysTheKeysInIt() throws {
    let text = #"{"secret":"x","a":"bob@example.com"}"#
    #expect(try redact(text, policy(), key: "note") == #"{"secret":"<REDACTED>","a":"bob@example.com"}"#)
  }
}
