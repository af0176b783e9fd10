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

  /// A stand-in is like the tag of an element: what is behind it is no value.
  @Test func whatIsBehindAStandInStays() throws {
    var run = try RedactionRun()
    let rest =
      #","user":"otto","count":3,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","duration_ms":12.5}"#
    var texts = PlantedTexts(random: SeededGenerator(seed: seed))
    for value in PlantedValue.all {
      let message = texts.structure(of: value, .none, depth: 0).text
        .filter { !$0.isWhitespace && $0 != "\"" && $0 != "\\" }
      let text = #"{"level":"error","msg":"\#(message)""#
      let redacted = try run.redact(text + rest)
      #expect(redacted.hasSuffix(rest), "seed \(seed): \(text)")
    }
    for line in [
      #"{"password":"abc77xyz""# + rest, #"{"msg":"login password=regen77x""# + rest,
      #"{"msg":"password=abc77xyz and password=def88uvw failed""# + rest,
    ] {
      #expect(try run.redact(line).hasSuffix(rest), "\(line)")
    }
    for text in [
      "Server=db;Password=<PASSWORD>;Encrypt=yes", #"<PASSWORD>","user":"otto","n":12"#,
      "<PASSWORD_2>;Encrypt=yes7", "<password>;Encrypt=yes", "<PASSWORD> x77abcdef", "<PASSWORD>x77abcdef",
    ] {
      #expect(try run.redact(text) == text)
    }
    #expect(
      try run.redact("Server=db;Password=klee7x99;Encrypt=yes") == "Server=db;Password=<PASSWORD>;Encrypt=yes"
    )
  }

  @Test(arguments: ["PASSWORD", "PASSWORD_2", "password", "Password", "ns:PASSWORD"])
  func anElementOfThatNameIsOne(name: String) throws {
    var run = try RedactionRun()
    for (start, end) in [("", ""), ("<![CDATA[", "]]>"), ("\n  <Value>", "</Value>"), (" ", " ")] {
      let text = "<\(name)>\(start)regen77x\(end)</\(name)>"
      #expect(try run.redact(text) == text.replacing("regen77x", with: "<PASSWORD>"))
    }
    let long = String(repeating: "Zq7kT2mX9vLw4Rb8", count: 80)
    #expect(try !run.redact("<\(name)>\(long)</\(name)>").contains("Zq7kT2mX9vLw4Rb8"))
  }
}
