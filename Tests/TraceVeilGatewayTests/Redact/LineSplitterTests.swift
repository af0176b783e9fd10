import Testing

@testable import TraceVeilGateway

@Suite struct LineSplitterTests {
  @Test(arguments: [1, 2, 3, 7, 1000])
  func cutsLinesWhateverTheChunks(size: Int) {
    #expect(
      texts("one\n\ntwo\r\nthree", chunk: size) == [
        .text(Array("one".utf8), endsLine: true), .text([], endsLine: true),
        .text(Array("two\r".utf8), endsLine: true), .text(Array("three".utf8), endsLine: false),
      ]
    )
  }

  @Test(arguments: [1, 5, 1000])
  func keepsTheLinesOfAKeyTogether(size: Int) {
    let key = "x -----BEGIN RSA PRIVATE KEY-----\nMIIE\nvQIB\n-----END RSA PRIVATE KEY-----"
    #expect(
      texts("\(key)\nafter\n", chunk: size) == [
        .text(Array(key.utf8), endsLine: true), .text(Array("after".utf8), endsLine: true),
      ]
    )
  }

  @Test func aKeyWithoutAnEndIsBounded() {
    let line = String(repeating: "A", count: 1000)
    let text = "-----BEGIN PRIVATE KEY-----\n" + String(repeating: line + "\n", count: 200)
    let found = texts(text, chunk: 4096)
    #expect(found.count > 100)
    guard case .text(let block, _) = found[0] else {
      Issue.record("no text")
      return
    }
    #expect(block.count <= LineSplitter.maximumBlock + 1001)
  }

  @Test(arguments: [1, 8, 1000])
  func whatIsTooLongIsNeverHandedOn(size: Int) {
    let long = String(repeating: "x", count: 200)
    #expect(
      texts("a\n\(long)\nb\n\(long)", chunk: size, maximum: 100) == [
        .text(Array("a".utf8), endsLine: true), .tooLong(endsLine: true),
        .text(Array("b".utf8), endsLine: true),
        .tooLong(endsLine: false),
      ]
    )
  }

  @Test func linesOfJSONAreNeverJoined() {
    var splitter = LineSplitter(maximumLine: 1000, joinsKeys: false)
    var found: [LineSplitter.Text] = []
    splitter.append(Array("{\"text\": \"-----BEGIN PRIVATE KEY-----\"}\nnext\n".utf8)[...]) {
      found.append($0)
    }
    #expect(found.count == 2)
  }

  private func texts(_ text: String, chunk size: Int, maximum: Int = 1 << 20) -> [LineSplitter.Text] {
    var splitter = LineSplitter(maximumLine: maximum)
    var found: [LineSplitter.Text] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      splitter.append(bytes[start..<min(bytes.count, start + size)]) { found.append($0) }
    }
    splitter.finish { found.append($0) }
    return found
  }
}
