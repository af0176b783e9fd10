import Testing

@testable import TraceVeilGateway

@Suite("What Python's parser takes")
struct JSONDocumentTests {
  @Test(
    "Is a document",
    arguments: [
      "1", " [1, {\"a\": NaN}] ", "\"\\ud83d\"", "-Infinity", "null", String(repeating: "9", count: 2000),
      String(repeating: "[", count: 500) + String(repeating: "]", count: 500),
    ]
  )
  func documents(text: String) { #expect(JSONParser.isDocument(text)) }

  @Test(
    "Is none",
    arguments: ["", "a", "<EMAIL_ADDRESS>", "[1", "{\"a\" 1}", "1 2", "{1: 2}", "[1,]", "'a'"]
  )
  func others(text: String) {
    #expect(!JSONParser.isDocument(text))
    #expect((try? JSONParser.parse(Array(text.utf8))) == nil)
  }

  @Test("Is one of more values than a tree may have")
  func large() {
    let text = "[" + String(repeating: "1,", count: JSONParser.maximumValues) + "1]"
    #expect(JSONParser.isDocument(text))
    #expect((try? JSONParser.parse(Array(text.utf8))) == nil)
  }
}
