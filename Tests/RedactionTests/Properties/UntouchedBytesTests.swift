import RedactionInvariants
import Testing

@testable import Redaction

/// What is no match stays byte for byte, and JSON stays the JSON it was.
@Suite struct UntouchedBytesTests {
  private let seed = PropertySeed.value

  /// What is found is replaced and nothing else; in a text without escapes that can be said exactly.
  @Test func replacesExactlyWhatItFinds() throws {
    var run = try RedactionRun()
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      let text = Array("\(texts.structure(of: value, .none, depth: 0).text) and on".utf8)
      if text.contains(UInt8(ascii: "\\")) || text[0] == UInt8(ascii: "\"") || text[0] == UInt8(ascii: "[") {
        continue
      }
      var expected: [UInt8] = []
      var copied = 0
      for finding in try run.findings(text) {
        expected += text[copied..<finding.range.lowerBound] + Array("<\(finding.entity)>".utf8)
        copied = finding.range.upperBound
      }
      expected += text[copied...]
      #expect(try run.redact(text) == expected, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test func jsonStaysTheJSONItWas() throws {
    var run = try RedactionRun()
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      for depth in 1...4 {
        let disguise = Disguise.allCases.randomElement(using: &texts.random) ?? .none
        let text = texts.structure(of: value, disguise, depth: depth).text
        let redacted = try run.redact(text)
        let before = try #require(JSONTree(Array(text.utf8)), "\(text)")
        let after = try #require(JSONTree(Array(redacted.utf8)), "seed \(seed): \(text) became \(redacted)")
        #expect(before.difference(in: after) == nil, "seed \(seed): \(text) became \(redacted)")
      }
    }
  }

  @Test func cleanTextsStayAsTheyAre() throws {
    var run = try RedactionRun()
    var random = SeededGenerator(seed: seed)
    let words = [
      "order", "42", "3.14", "v1.2.3", "{", "}", "[", "]", "\"", ":", ",", "\\", "\\n", "%41", "&amp;", "é",
      "😀",
      "\u{200B}", "日本", "true", "null", " ", "\n", "a-b", "x_y", "#", "<b>", "token", "=", "(",
    ]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        text += words.randomElement(using: &random) ?? ""
      }
      guard try run.findings(Array(text.utf8)).isEmpty else { continue }
      #expect(try run.redact(text) == text, "seed \(seed)")
    }
  }

  /// Every invariant that the fuzzer checks, on texts that no other test writes: halves of values and rubbish.
  @Test func rubbishBreaksNoPromise() throws {
    var invariants = try RedactionInvariants()
    var random = SeededGenerator(seed: seed)
    let pieces = PlantedValue.all.map { Array($0.text.utf8) }
    for _ in 0..<1500 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...10, using: &random) {
        let piece = pieces.randomElement(using: &random) ?? []
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text += piece
        case 1: text += piece.prefix(Int.random(in: 0...piece.count, using: &random))
        case 2: text.append(UInt8.random(in: 0...255, using: &random))
        default: text.append(Array("\\\"{}[]:,.-@ %&#;".utf8).randomElement(using: &random) ?? 0)
        }
      }
      let broken = try invariants.firstBroken(by: text)
      #expect(broken == nil, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
  }
}
