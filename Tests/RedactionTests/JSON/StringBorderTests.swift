import Testing

@testable import Redaction

/// Where lines and strings of JSON begin and end.
@Suite struct StringBorderTests {
  private func withView<Result>(of text: String, _ body: (ByteView) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer { body(ByteView($0)) }
  }

  @Test(arguments: [
    ("{\"a\":\"x", 5), ("{\"a\": \"x", 6), ("[\"x", 1), ("[\n  \"x", 4), ("{\"a\":1,\"x", 7), ("[1, \"x", 4),
  ])
  func opens(text: String, quote: Int) {
    withView(of: text) { view in
      #expect(view.opensString(quote))
      #expect(view.beginsLine(quote + 1))
      #expect(view.lineStart(before: view.count, floor: 0) == quote + 1)
    }
  }

  @Test(arguments: [("x\"y", 1), ("x \"y", 2), ("x=\"y", 2), ("x", 0), ("", 0)])
  func others(text: String, quote: Int) {
    withView(of: text) { #expect(!$0.opensString(quote)) }
  }

  @Test(arguments: ["x\",\"y", "x\"}", "x\" ]", "x\"\n}", "x\"", "x\n\"}", "x"])
  func closes(text: String) {
    withView(of: text) { view in
      #expect(view.endsLine(1))
      #expect(view.lineEnd(from: 0, limit: 9) == 1)
      #expect(view.blankOrLineEnd(from: 0, limit: 9) == 1)
    }
  }

  @Test(arguments: ["x\"y\" z", "x\" z", "x\":z"])
  func marksInsideCloseNothing(text: String) {
    withView(of: text) { #expect(!$0.closesString(1)) }
  }

  @Test func blanksBesideAStringAreBounded() {
    withView(of: ":" + String(repeating: " ", count: 40) + "\"x\"" + String(repeating: " ", count: 40) + "}")
    { view in
      #expect(!view.opensString(41))
      #expect(!view.closesString(43))
    }
  }
}
