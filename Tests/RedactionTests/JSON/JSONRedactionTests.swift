import JSON
import Testing

@testable import Redaction

/// The cases that corrupt JSON, or leak, where a pattern is replaced in the raw text.
@Suite struct JSONRedactionTests {
  @Test(arguments: [
    (#"{"m":"hi\nbob@example.com"}"#, #"{"m":"hi\n<EMAIL_ADDRESS>"}"#),
    (#"{"m":"mail:\tbob@example.com\tend"}"#, #"{"m":"mail:\t<EMAIL_ADDRESS>\tend"}"#),
    (#"{"m":"bob\u0040example.com"}"#, #"{"m":"<EMAIL_ADDRESS>"}"#),
    (#"{"m":"jos\u00e9.garc\u00eda@example.com x"}"#, #"{"m":"<EMAIL_ADDRESS> x"}"#),
    (#"{"u":"postgres:\/\/svc:p4ssw0rd@db.internal\/app"}"#, #"{"u":"<URL_CREDENTIALS>"}"#),
    (#"{"m":"key:\nAKIAX47ICENWQQSKFOFJ"}"#, #"{"m":"key:\n<AWS_ACCESS_KEY>"}"#),
    (#"{"m":"ssn\n266-77-2993\r\n72.252.134.248"}"#, #"{"m":"ssn\n<US_SSN>\r\n<IP_ADDRESS>"}"#),
    (#"{"m":"say \"bob@example.com\" \\ now"}"#, #"{"m":"say \"<EMAIL_ADDRESS>\" \\ now"}"#),
    (#"{"bob@example.com":1}"#, #"{"<EMAIL_ADDRESS>":1}"#),
    (#"{"password":"hunter2abc","n":1}"#, #"{"password":"<PASSWORD>","n":1}"#),
    (#"{"m": "cut off\nbob@example.com"#, #"{"m": "cut off\n<EMAIL_ADDRESS>"#),
    (#"{"m": "{\"c\":\"d\\nbob@example.com \u00"#, #"{"m": "{\"c\":\"d\\n<EMAIL_ADDRESS> \u00"#),
    (#"{"password":"longenough\"tail-of-secret9","n":1}"#, #"{"password":"<PASSWORD>","n":1}"#),
    (#"{"a":"{\"password\":\"longenough\\\"tail9\"}"}"#, #"{"a":"{\"password\":\"<PASSWORD>\"}"}"#),
    (#"{"m":"set \"password\": \"hunter2abc\" now"}"#, #"{"m":"set \"password\": \"<PASSWORD>\" now"}"#),
    (#"{"a":"\ud83d\ude00bob@example.com"}"#, #"{"a":"\ud83d\ude00<EMAIL_ADDRESS>"}"#),
  ])
  func redactsInsideStrings(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: [
    (#"{"card":4095260993934932}"#, #"{"card":"<CREDIT_CARD>"}"#),
    (#"[1,378282246310005,2]"#, #"[1,"<CREDIT_CARD>",2]"#),
    (#"{"card": 4095260993934932 , "b": NaN}"#, #"{"card": "<CREDIT_CARD>" , "b": NaN}"#),
    (#"{"content":"[1,4095260993934932,2]"}"#, #"{"content":"[1,\"<CREDIT_CARD>\",2]"}"#),
    (
      #"{"a":"{\"b\":\" [1,4095260993934932]\"}"}"#,
      #"{"a":"{\"b\":\" [1,\\\"<CREDIT_CARD>\\\"]\"}"}"#
    ),
    (#"{"content":"[1,4095260993934932"}"#, #"{"content":"[1,<CREDIT_CARD>"}"#),
    (#"{"card":4095260993934932.0}"#, #"{"card":"<CREDIT_CARD>"}"#),
  ])
  func makesStringsOfNumbers(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test func aLargeTextIsRedactedBesideOneInManyTexts() throws {
    var nested = "bob@example.com"
    for _ in 0..<8 {
      nested = #"{"mail":"\#(String(decoding: JSONText.content(of: Array(nested.utf8)), as: UTF8.self))"}"#
    }
    // So large that its views are pages of their own, and move as they grow.
    let words = String(repeating: "ask a@b.co, ", count: 100_000)
    let text = #"{"first":"\#(words)","part":\#(nested),"last":"\#(words)"}"#
    let redacted = try #require(try redact(text))
    let expected = ["a@b.co", "bob@example.com"].reduce(text) { $0.replacing($1, with: "<EMAIL_ADDRESS>") }
    #expect(redacted == expected)
  }

  @Test func aStringOfManyNumbersIsReadOnce() throws {
    let count = 20_000
    let numbers = repeatElement("4095260993934932", count: count).joined(separator: ",")
    let standIns = repeatElement(#"\"<CREDIT_CARD>\""#, count: count).joined(separator: ",")
    // Read again for each of them, it would be seven billion bytes.
    #expect(try redact(#"{"content":"[\#(numbers)]"}"#) == #"{"content":"[\#(standIns)]"}"#)
  }

  @Test(arguments: [
    (#""{\"note\":\"a\\nbob2@example.com\"}""#, #""{\"note\":\"a\\n<EMAIL_ADDRESS>\"}""#),
    (#"{"x":"{\"card\":4095260993934932}"}"#, #"{"x":"{\"card\":\"<CREDIT_CARD>\"}"}"#),
    (
      #"{"x":"{\"y\":\"[4095260993934932,\\\"k\\\\nbob@example.com\\\"]\"}"}"#,
      #"{"x":"{\"y\":\"[\\\"<CREDIT_CARD>\\\",\\\"k\\\\n<EMAIL_ADDRESS>\\\"]\"}"}"#
    ),
    (
      #"{"password":"x","in":"{\"password\": \"hunter2abc\"}"}"#,
      #"{"password":"x","in":"{\"password\": \"<PASSWORD>\"}"}"#
    ),
    (#"{"p":"C:\\token=a1b2c3d4e5"}"#, #"{"p":"C:\\token=<PASSWORD>"}"#),
  ])
  func redactsNestedDocuments(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test func escapesTheStandInAsOftenAsItIsNested() throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = .replace(ReplacementTemplate(#"a"b\c"#))
    #expect(try redact(#"bob@example.com"#, policy: policy) == #"a"b\c"#)
    #expect(try redact(#"{"m":"bob@example.com"}"#, policy: policy) == #"{"m":"a\"b\\c"}"#)
    #expect(
      try redact(#"["{\"m\":\"bob@example.com\"}"]"#, policy: policy)
        == #"["{\"m\":\"a\\\"b\\\\c\"}"]"#
    )
  }

  @Test(arguments: [
    (#"[2026-11-24] card 4095 2609 9393 4932 used"#, #"[2026-11-24] card <CREDIT_CARD> used"#),
    (#"[00:1A:2B:3C:4D:5E] up"#, #"[<MAC_ADDRESS>] up"#),
    (#"[INFO] card 4095260993934932 used"#, #"[INFO] card <CREDIT_CARD> used"#),
    (#"hi\nbob@example.com"#, #"hi<EMAIL_ADDRESS>"#),
    (#"{'m': 'bob\u0040example.com'}"#, #"{'m': '<EMAIL_ADDRESS>'}"#),
    (#"C:\temp\bob@example.com"#, #"C:\temp<EMAIL_ADDRESS>"#),
    (#"Hello. {"card":"4095260993934932"}"#, #"Hello. {"card":"<CREDIT_CARD>"}"#),
  ])
  func treatsOtherTextAsText(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: [
    #"{"score":0.4095260993934932}"#, #"{"a":"\n\t\u00e9\ud83d\ude00","b":[1,2.5e3,null,true]}"#,
    #"["\/","\\"]"#,
    #"{"a": NaN, "b": -Infinity}"#, #""plain""#, "{}", "[", #"{"a":"#,
  ])
  func leavesTheRestAlone(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test func nestingIsBounded() throws {
    var text = "bob@example.com"
    for _ in 0..<12 {
      text = "[\"" + String(decoding: JSONText.content(of: Array(text.utf8)), as: UTF8.self) + "\"]"
    }
    let redacted = try #require(try redact(text))
    #expect(!redacted.contains("bob"))
    let deep = String(repeating: "[", count: 100_000) + "4095260993934932"
    #expect(try redact(deep)?.hasSuffix("[<CREDIT_CARD>") == true)
  }
}
