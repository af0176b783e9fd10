import RedactionInvariants
import Testing

@testable import Redaction

/// A value of any entity that is on by default, in any disguise, anywhere, is gone afterwards.
@Suite struct PlantedValueTests {
  private let seed = PropertySeed.value

  @Test(arguments: Disguise.allCases)
  func neverSurvivesAsText(disguise: Disguise) throws {
    var run = try RedactionRun()
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      for depth in 0...4 {
        let text = texts.structure(of: value, disguise, depth: depth).text
        expectGone(value, try run.redact(text), from: text, depth: depth)
      }
    }
  }

  @Test(arguments: Disguise.allCases)
  func neverSurvivesWhereJSONIsCutOff(disguise: Disguise) throws {
    var run = try RedactionRun()
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      for depth in 1...3 {
        var structure = texts.structure(of: value, disguise, depth: depth)
        structure.truncate(using: &texts.random)
        expectGone(value, try run.redact(structure.text), from: structure.text, depth: depth)
      }
    }
  }

  @Test(arguments: Disguise.allCases)
  func neverSurvivesInWhatIsAlmostJSON(disguise: Disguise) throws {
    var run = try RedactionRun()
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      for (head, tail) in Structure.lax {
        let hidden = disguise.apply(to: value.text, using: &texts.random)
        let text = "\(head)\(value.lead)\(hidden)\(tail)"
        expectGone(value, try run.redact(text), from: text, depth: 1)
      }
    }
  }

  @Test func neverSurvivesAsANumber() throws {
    var run = try RedactionRun()
    var random = SeededGenerator(seed: seed)
    for value in PlantedValue.all where value.isNumber {
      for depth in 0..<5 {
        var structure = Structure(head: "", body: value.text, tail: "")
        structure.wrapNumber(using: &random)
        for _ in 0..<depth { structure.wrap(using: &random) }
        if !structure.head.contains("ssn"), value.entity != .creditCard { continue }
        let redacted = try run.redact(structure.text)
        expectGone(value, redacted, from: structure.text, depth: depth)
        let before = try #require(JSONTree(Array(structure.text.utf8)))
        let after = try #require(JSONTree(Array(redacted.utf8)), "\(structure.text) became \(redacted)")
        #expect(before.difference(in: after) == nil, "seed \(seed): \(structure.text) became \(redacted)")
      }
    }
  }

  /// Neither the value nor one half of it, whatever disguise is undone.
  private func expectGone(_ value: PlantedValue, _ redacted: String, from text: String, depth: Int) {
    let half = value.text.count / 2
    let traces = [String(value.text.prefix(half)), String(value.text.suffix(half))].filter { $0.count >= 6 }
    for reading in Undisguised.readings(of: redacted, rounds: depth + 2) {
      for trace in traces + [value.text] {
        #expect(!reading.contains(trace), "\(value.entity), seed \(seed): \(text) became \(redacted)")
      }
    }
  }
}
