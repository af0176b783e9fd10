import Testing

@testable import Workload

@Suite struct JSONCheckTests {
  @Test(arguments: [
    "{}", "[]", "null", " true ", "-0.5e+10", "0", #""a\u00e9\n\/""#, #"{"a": [1, {"b": null}], "c": "\\"}"#,
    "\"é\"",
  ])
  func accepts(_ text: String) {
    #expect(JSONCheck.isValid(text))
  }

  @Test(arguments: [
    "", "{", "[1,]", #"{"a" 1}"#, #"{a: 1}"#, #""\*""#, #""\u00g0""#, "01", "1.", "+1", "NaN", "nul",
    "\"a\nb\"", "1 2",
    #"{"card": ****}"#, #""open"#, #"{"a": 1,}"#, "-", "1e", #""\u00""#,
  ])
  func refuses(_ text: String) {
    #expect(!JSONCheck.isValid(text))
  }

  @Test func depthIsBounded() {
    let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(JSONCheck.isValid(nested(JSONCheck.maximumDepth)))
    #expect(!JSONCheck.isValid(nested(JSONCheck.maximumDepth + 1)))
  }

  @Test func whatTheWorkloadWritesIsValid() {
    let document = JSONValue.object([
      ("text", .string("a\"b\\c\n\t\r\u{1}é\u{1F600}@")), ("n", .number("-1.5")),
      ("l", .array([.null, .boolean(false)])),
    ])
    #expect(JSONCheck.isValid(document.serialized()))
    let escaped = document.serialized(JSONValue.Escapes(nonASCII: true, atSign: true))
    #expect(escaped.contains(#"\u00e9\ud83d\ude00\u0040"#))
    #expect(JSONCheck.isValid(escaped))
  }
}
