import CScanner
import Testing

@testable import Redaction

/// A view without disguises, of which the changed parts alone are scanned, against a scan of all of it.
@Suite struct ChangedPartsTests {
  private static let triggers: [Trigger] = [
    .digits(atLeast: 5), .alphanumerics(atLeast: 12), .lettersAndDigits, .digitGroups, .literal("@"),
    .literal("password"),
    .literal("key=", anyCase: true), .prefix("abc"), .prefix("sk-"), .chain(of: ":", gaps: 1...5, count: 2),
    .chain(of: ".", gaps: 2...4, count: 3), .chain(of: "-", gaps: 1...21, count: 4),
  ]

  /// Reports where it is called, and for how many digits or bytes.
  private struct Recorder: Recognizer {
    let entity = EntityType("RECORDED")
    let triggers: [Trigger]

    func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
      findings.report(hit.position..<hit.position + 1, score: Float(hit.count))
    }
  }

  private let scanner: TextScanner
  private let seed = UInt64.random(in: 0 ... .max)

  init() throws {
    scanner = try TextScanner(recognizers: Self.triggers.map { Recorder(triggers: [$0]) })
  }

  @Test func hitsAreThoseOfAWholeScan() {
    var random = SeededGenerator(seed: seed)
    for round in 0..<600 {
      let text = Self.text(length: 50 + 3 * round, using: &random)
      let (partly, whole) = candidates(text)
      #expect(partly == whole, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// What ends, or goes on, at a disguise, from all distances that a hit can be found by.
  @Test(
    arguments: [
      "12345", "1 23-4.5  6 7", "abcdefghijklmnop", "sk-" + String(repeating: "_", count: 30), "password",
      "AB12",
      "a:b:c", "a" + String(repeating: "-" + String(repeating: "x", count: 20), count: 3) + "-a",
      "1.2.3.4.5.6",
    ]
  )
  func hitsBesideADisguise(value: String) {
    for disguise in ["%40", "%37", "%20", "%2E", "%41", "\u{AD}", "&colon;"] {
      for distance in [0, 1, 2, 3, 4, 5, 63, 64, 65, 70, 71, 72, 73, 74, 80] {
        for filler in [".", "x", "7", " ", " 7"] {
          let gap = String(String(repeating: filler, count: distance).prefix(distance))
          let far = String(repeating: "so it is. ", count: 20)
          for near in [value + gap + disguise + "z", "z" + disguise + gap + value] {
            let (partly, whole) = candidates(Array((far + near + far).utf8))
            #expect(partly == whole, "\(near)")
          }
        }
      }
    }
  }

  @Test func partsAreReadOnceHoweverManyThereAre() {
    for gap in [1, 60, 75, 90, 200] {
      let unit = Array((String(repeating: "7", count: gap) + "%41").utf8)
      let text = Array(repeatElement(unit, count: 20_000 / unit.count).joined())
      unmask(text) { view, pieces in
        var reads = 0
        var parts: [Range<Int>] = []
        withUnsafeMutablePointer(to: &reads) { reads in
          var changed = ChangedParts(ByteView(view.unsafeBytes, reads: reads), pieces)
          while let part = changed.next() { parts.append(part) }
        }
        #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        #expect(parts.allSatisfy { 0 <= $0.lowerBound && $0.upperBound <= view.count })
        #expect(reads <= 3 * view.count)
      }
    }
  }
}

extension ChangedPartsTests {
  /// What is reported for a text without its disguises, by a scan of the changed parts and by one of the whole.
  private func candidates(_ text: [UInt8]) -> (partly: [Candidate], whole: [Candidate]) {
    let none = [cscanner_hit](repeating: cscanner_hit(), count: TextScanner.hitCapacity)
    var (known, hits) = (none, none)
    var findings = Findings(recognizers: Self.triggers.count)
    let overview = text.withUnsafeBufferPointer {
      scanner.scan(ByteView($0), skipping: [], hits: &known, into: &findings)
    }
    return unmask(text) { view, pieces in
      findings.startText()
      scanner.scan(
        view,
        ChangedParts(view, pieces),
        known: known,
        overview.hitCount ?? 0,
        hits: &hits,
        into: &findings
      )
      let partly = findings.candidates
      findings.startText()
      _ = scanner.scan(view, skipping: [], hits: &hits, into: &findings)
      return (partly, findings.candidates)
    }
  }

  private func unmask<Answer>(
    _ text: [UInt8],
    _ body: (ByteView, UnsafeBufferPointer<cscanner_piece>) -> Answer
  ) -> Answer {
    var views = TextViews()
    return text.withUnsafeBufferPointer { text in
      views.build(from: ByteView(text))
      let level = views.unmask(ByteView(text), from: 0)
      return body(views.unmasked(level), views.pieces(of: level))
    }
  }

  private static func text(length: Int, using random: inout SeededGenerator) -> [UInt8] {
    let words = [
      "the ", "quick ", "fox, ", "12 ", "345-", "6789.", "0 ", "  ", "AB12", "de89", ":a", "a:b:c",
      "1.2.3.4.",
      "-", ".", "\n", "abc", "sk-", "abcdefghijklmnopqrstuvw", "password=", "KEY=", "@", "x", "日本", "é",
    ]
    let disguises = [
      "%40", "%37", "%2E", "%20", "&colon;", "\\n", "\\u0041", "\u{AD}", "\u{FF17}", "4567+8901",
    ]
    var text: [UInt8] = []
    while text.count < length {
      let isDisguise = Int.random(in: 0..<60, using: &random) == 0
      text += Array(((isDisguise ? disguises : words).randomElement(using: &random) ?? "").utf8)
    }
    return text
  }
}
