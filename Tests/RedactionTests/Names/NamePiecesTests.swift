import Testing

@testable import Redaction

/// How texts are cut for the network, and what it may look at.
@Suite struct NamePiecesTests {
  private func pieces(_ bytes: [UInt8]) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { bytes in
      let text = ByteView(bytes)
      var pieces: [Range<Int>] = []
      var start = 0
      while start < text.count {
        let end = NamePieces.end(of: text, from: start, below: text.count)
        pieces.append(start..<end)
        start = end
      }
      return pieces
    }
  }

  private static let sentence = "The tenant Olga Moon moved to Linz, and nobody told the landlord about it. "

  @Test(arguments: [
    String(repeating: "x", count: 1_000_000), String(repeating: "é", count: 5000),
    String(repeating: sentence, count: 100), String(repeating: "{\"a\": 1},", count: 3000),
    String(repeating: "a ", count: 100_000), "short",
  ])
  func piecesAreBoundedAndWhole(_ text: String) {
    let bytes = Array(text.utf8)
    let pieces = pieces(bytes)
    #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= NameTagger.maximumLength })
    #expect(pieces.count <= bytes.count / 150 + 1)
    #expect(pieces.allSatisfy { String(validating: bytes[$0], as: UTF8.self) != nil })
  }

  @Test func aTextThatGoesOnHasTheSamePieces() {
    let history = String(repeating: Self.sentence + "\n", count: 40)
    let before = pieces(Array(history.utf8))
    let after = pieces(Array((history + "And then she called again.").utf8))
    #expect(Array(after.prefix(before.count - 1)) == Array(before.dropLast()))
  }

  @Test(arguments: ["123 456", "a b c", "", "{}[]", "=> 7;"])
  func whatHoldsNoNameIsNotLookedAt(_ text: String) {
    #expect(!mayHoldName(text))
  }

  @Test(arguments: ["Al", "7 é", "x 田"])
  func whatMayHoldOneIs(_ text: String) {
    #expect(mayHoldName(text))
  }

  private func mayHoldName(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { NamePieces.mayHoldName(ByteView($0), 0..<$0.count) }
  }

  @Test func answersAreBounded() {
    var answers = NameAnswers()
    let digester = TextDigester()
    func digest(_ number: Int) -> TextDigest { digester.digest(of: Array("\(number)".utf8).span) }
    let name = NameTagger.Name(start: 0, end: 4, label: .person)
    for number in 0..<(3 * NameAnswers.capacity) { answers.keep([name], for: digest(number)) }
    #expect(answers.names(of: digest(0)) == nil)
    #expect(answers.names(of: digest(3 * NameAnswers.capacity - 1)) == [name])
  }
}
