import RedactionInvariants
import Testing

@testable import Redaction

/// Redacting a redacted text changes nothing: two gateways in a row are as good as one.
@Suite struct IdempotenceTests {
  private let seed = PropertySeed.value

  static let operators: [Operator] = [
    .replace(.entityName), .replace(ReplacementTemplate("[{entity}]")), .redact,
    .mask(keepFirst: 0, keepLast: 0),
    .mask(keepFirst: 2, keepLast: 4), .hash, .encrypt,
  ]

  @Test(arguments: operators)
  func redactsOnce(operation: Operator) throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = operation
    policy.key = try testKey()
    var run = try RedactionRun(policy: policy)
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      // What a mask keeps of a disguised value may be half an escape, which is read otherwise the next time.
      let isPlain = operation == .mask(keepFirst: 2, keepLast: 4)
      let disguise = isPlain ? .none : Disguise.allCases.randomElement(using: &texts.random) ?? .none
      for depth in 0...3 {
        let text = texts.structure(of: value, disguise, depth: depth).text
        let once = try run.redact(text)
        let twice = try run.redact(once)
        #expect(twice == once, "seed \(seed): \(text)")
      }
    }
  }

  @Test(arguments: [
    "phone of bob.a.b@example.com 2065551234", "(206) 410-9364 2065551234", "266-77-2993 285 66 6566",
    "bob@example.com-206-410-9364", "ssn bob@a.example.com 10.1.2.3 285 66 6566",
  ])
  func whatIsRedactedIsNoContextOfWhatFollows(text: String) throws {
    var run = try RedactionRun()
    let once = try run.redact(text)
    let twice = try run.redact(once)
    #expect(twice == once)
  }
}
