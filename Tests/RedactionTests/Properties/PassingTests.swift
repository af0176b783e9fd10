import Testing

@testable import Redaction

/// `passes` is a short cut: it may say no to anything, and yes only to what the long way leaves as it is.
@Suite struct PassingTests {
  private static let keys = [
    "", "note", "phone", "http.url", "db.password", "gen_ai.request.model", "mail bob@example.com",
  ]

  /// By the long way, which no short cut comes before.
  private static func isUnchanged(
    _ text: [UInt8],
    _ key: [UInt8],
    _ redactor: Redactor,
    _ scratch: inout RedactionScratch
  ) throws -> Bool {
    var output: [UInt8] = []
    return try redactor.redact(
      text.span,
      key: key.span,
      attributeKey: key.span,
      rounds: Redactor.maximumRounds,
      scratch: &scratch,
      output: &output
    ) == .unchanged
  }

  /// With and without a value in them, in every disguise; what one text leaves behind must not help another to pass.
  @Test func whatPassesWouldStayAsItIs() throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    // The long way's scratch is new for each text, and knows nothing.
    var scratch = redactor.makeScratch()
    var texts = PlantedTexts(random: SeededGenerator(seed: PropertySeed.value))
    var (passed, planted) = (0, 0)
    for (number, value) in PlantedValue.all.enumerated() {
      for disguise in Disguise.allCases {
        let structure = texts.structure(of: value, disguise, depth: number % 3)
        let clean = [
          "plain words \(number)", "GET", "/api/v1/\(number)/items", "/api/v1/carts/4821\(number)/items",
          structure.head, structure.tail,
        ]
        for text in ([structure.text] + clean).map({ Array($0.utf8) }) where !text.isEmpty {
          for key in Self.keys.map({ Array($0.utf8) }) {
            for _ in 0..<2 {
              guard redactor.passes(text.span, key: key.span, attributeKey: key.span, scratch: &scratch)
              else {
                // As a worker would go on: keys are remembered by the long way, too.
                _ = try Self.isUnchanged(key, key, redactor, &scratch)
                continue
              }
              passed += 1
              var fresh = redactor.makeScratch()
              // Outside of the macro, which keeps what is passed by reference for ever: gigabytes.
              let isUnchanged = try Self.isUnchanged(text, key, redactor, &fresh)
              #expect(
                isUnchanged,
                "\(String(decoding: text, as: UTF8.self)) under \(String(decoding: key, as: UTF8.self))"
              )
            }
          }
        }
        planted += 1
      }
    }
    #expect(passed > planted)
  }

  /// Recognizers look at the numbers, names and URLs of these, and find nothing.
  @Test(
    arguments: [
      "/api/v1/cart/48213/items", "http://search.internal:8080/api/v1/products?page=2",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15",
    ]
  )
  func whatNoRecognizerConfirmsPasses(text: String) throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    let (text, key) = (Array(text.utf8), Array("note".utf8))
    // The long way remembers the key.
    _ = try Self.isUnchanged(key, key, redactor, &scratch)
    #expect(
      [redactor.passes(text.span, key: key.span, attributeKey: key.span, scratch: &scratch)] == [true]
    )
  }

  @Test func nothingPassesAPolicyThatAsksForMore() throws {
    var policies: [RedactionPolicy] = []
    var policy = RedactionPolicy()
    policy.keys = KeyMatcher(redact: ["note"])
    policies.append(policy)
    policy = RedactionPolicy()
    try policy.setRecognizers([PatternDefinition(entity: EntityType("WORD"), pattern: "w[o]rds", score: 0.9)])
    policies.append(policy)
    policy = RedactionPolicy()
    policy.binaryData = .drop
    policies.append(policy)
    policy = RedactionPolicy()
    policy.analyzed = .all
    policies.append(policy)
    let (text, key) = (Array("plain words".utf8), Array("note".utf8))
    for policy in policies {
      let redactor = try Redactor(policy: policy)
      var scratch = redactor.makeScratch()
      for _ in 0..<2 {
        #expect(
          [redactor.passes(text.span, key: key.span, attributeKey: key.span, scratch: &scratch)] == [false]
        )
        #expect(
          [redactor.passes(key.span, key: key.span, attributeKey: key.span, scratch: &scratch)] == [false]
        )
      }
    }
  }
}
