import Testing

@testable import Redaction

@Suite struct RevealScannerTests {
  /// Reveals a text that arrives in chunks of these sizes, one after the other and over again.
  func reveal(
    _ text: String,
    chunks: [Int] = [Int.max],
    escapesJSON: Bool = false,
    key: KeyMaterial? = nil
  ) throws -> (text: String, revealed: Int, failed: Int) {
    var scanner = try RevealScanner(key: key ?? testKey(), escapesJSON: escapesJSON)
    var output: [UInt8] = []
    var rest = Array(text.utf8)[...]
    var turn = 0
    while !rest.isEmpty {
      withBytes(Array(rest.prefix(chunks[turn % chunks.count]))) { scanner.append($0, to: &output) }
      rest = rest.dropFirst(chunks[turn % chunks.count])
      turn += 1
    }
    scanner.finish(to: &output)
    return (String(decoding: output, as: UTF8.self), scanner.revealedCount, scanner.failedCount)
  }

  @Test(arguments: [[Int.max], [1], [3, 1, 7], [64]])
  func givesTheValuesBack(_ chunks: [Int]) throws {
    let first = try standIn(.encrypt, "bob@example.com")
    let second = try standIn(.encrypt, "żółw\n", entity: "PERSON")
    let result = try reveal("<<A \(first)\(second), <EMAIL_ADDRESS> <A:enc:v2:x> a < b", chunks: chunks)
    #expect(result.text == "<<A bob@example.comżółw\n, <EMAIL_ADDRESS> <A:enc:v2:x> a < b")
    #expect(result.revealed == 2 && result.failed == 0)
  }

  @Test func leavesWhatDoesNotAuthenticate() throws {
    let token = try standIn(.encrypt, "bob@example.com")
    let otherEntity = token.replacing("EMAIL_ADDRESS", with: "PERSON")
    let damaged = token.replacing("enc:v1:", with: "enc:v1:AAAA")
    let text = "\(otherEntity) \(damaged) <A:enc:v1:abc>"
    let result = try reveal(text, chunks: [5])
    #expect(result.text == text)
    #expect(result.revealed == 0 && result.failed == 3)
    let otherKey = try KeyMaterial(fileBytes: Array(1..<33))
    #expect(try reveal(token, key: otherKey).text == token)
  }

  @Test func anUnfinishedTokenPasses() throws {
    let token = try standIn(.encrypt, "bob@example.com")
    for count in 0..<token.utf8.count {
      let part = String(token.prefix(count))
      #expect(try reveal(part + token).text == part + "bob@example.com")
      #expect(try reveal(part).text == part)
    }
  }

  @Test func writesValidJSONWhenAsked() throws {
    let value = "a\"b\\c\n\r\t\u{1}\u{1f}é"
    let token = try standIn(.encrypt, value)
    #expect(try reveal("\"\(token)\"", escapesJSON: true).text == #""a\"b\\c\n\r\t\u0001\u001fé""#)
  }

  @Test func theLongestTokenIsRevealed() throws {
    let value = String(repeating: "é", count: ValueCipher.maximumValueLength / 2)
    let name = String(repeating: "A", count: StandIn.maximumNameLength)
    let token = try standIn(.encrypt, value, entity: name).replacing(":enc:", with: "_1234567:enc:")
    #expect(token.utf8.count == StandIn.maximumLength)
    #expect(try reveal(token, chunks: [65_536]).text == value)
  }

  @Test func memoryIsBounded() throws {
    var scanner = try RevealScanner(key: testKey())
    var output: [UInt8] = []
    withBytes("<A:enc:v1:") { scanner.append($0, to: &output) }
    let chunk = [UInt8](repeating: UInt8(ascii: "A"), count: 1 << 20)
    withBytes(chunk) { scanner.append($0, to: &output) }
    // More than a token can hold: all of it has passed.
    #expect(output.count == chunk.count + 10)
  }

  @Test(arguments: 0..<20)
  func anyTextSurvivesAnyChunking(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "<", ">", "A", ":enc:v1:", "<EMAIL_ADDRESS", "abcd", "é", " ", try standIn(.encrypt, "x"),
      try standIn(.hash, "y"),
    ]
    let text = (0..<60).map { _ in pieces.randomElement(using: &generator)! }.joined()
    let whole = try reveal(text)
    let chunks = (0..<7).map { _ in Int.random(in: 1...9, using: &generator) }
    let chunked = try reveal(text, chunks: chunks)
    #expect(whole == chunked, "seed \(seed)")
    #expect(whole.text == text.replacing(try standIn(.encrypt, "x"), with: "x"), "seed \(seed)")
  }
}
