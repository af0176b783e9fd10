import RedactionInvariants
import Testing

@testable import Redaction

/// Maps at random, in which keys redact alike: as many different keys before as after, wherever they stand.
@Suite struct RandomMapTests {
  private let seed = PropertySeed.value

  private static let operators: [Operator] = [
    .replace(.entityName), .replace(ReplacementTemplate("[REDACTED]")), .redact,
    .mask(keepFirst: 0, keepLast: 0), .hash, .encrypt,
  ]

  @Test(arguments: operators)
  func mapsStayMaps(operation: Operator) throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = operation
    policy.key = try testKey()
    var invariants = try RedactionInvariants(policy: policy)
    var maps = RandomMaps(random: SeededGenerator(seed: seed))
    for _ in 0..<300 {
      let text = maps.value(depth: 0)
      let broken = try invariants.firstBroken(by: Array(text.utf8))
      #expect(broken == nil, "seed \(seed): \(text)")
    }
  }

  /// Cut off, the text is no JSON to check; the keys are those of the beginning of what comes of all of it. Numbers become
  /// strings in JSON alone.
  @Test func mapsThatAreCutOffStayMaps() throws {
    var maps = RandomMaps(random: SeededGenerator(seed: seed))
    var run = try RedactionRun()
    for _ in 0..<100 {
      let text = maps.object(depth: 0)
      let whole = try run.redact(text).replacing(#""<CREDIT_CARD>""#, with: "<CREDIT_CARD>")
      let cut = try run.redact(String(text.dropLast())).replacing(#""<CREDIT_CARD>""#, with: "<CREDIT_CARD>")
      #expect(cut == String(whole.dropLast()), "seed \(seed): \(text)")
    }
  }
}

private struct RandomMaps {
  var random: SeededGenerator

  private static let keys = [
    "kim@post.example", "li@post.example", "ana@post.example", "10.20.30.40", "10.20.30.41",
    "4111111111111111", "4012888888881881", "<EMAIL_ADDRESS>", "<EMAIL_ADDRESS_2>", "<EMAIL_ADDRESS_3>",
    "[REDACTED]", "", "_2", "***********", "a", "from kim@post.example", "from li@post.example",
    "kim@post.example, li@post.example", "li@post.example, kim@post.example", "<IP_ADDRESS>",
    "\n10.20.30.42\\",
  ]

  mutating func object(depth: Int) -> String {
    let members = (0..<Int.random(in: 0...7, using: &random)).map { _ in
      "\(key(depth: depth))\(space()):\(space())\(value(depth: depth + 1))"
    }
    return "{\(space())\(members.joined(separator: ","))}"
  }

  mutating func value(depth: Int) -> String {
    switch Int.random(in: depth > 3 ? 3...6 : 0...6, using: &random) {
    case 0, 1: return object(depth: depth)
    case 2: return "[\(value(depth: depth + 1)),\(object(depth: depth + 1))]"
    case 3: return depth > 3 ? "null" : quoted(object(depth: depth + 1))
    case 4: return quoted(plainKey())
    case 5: return "4111111111111111"
    default: return "1"
    }
  }

  private mutating func key(depth: Int) -> String {
    // JSON in a key, now and then.
    let isJSON = depth < 3 && Int.random(in: 0...9, using: &random) == 0
    return quoted(isJSON ? object(depth: depth + 1) : plainKey())
  }

  private mutating func plainKey() -> String { Self.keys.randomElement(using: &random) ?? "" }

  private mutating func space() -> String { ["", "", " ", "\n"].randomElement(using: &random) ?? "" }

  private mutating func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "@" where Bool.random(using: &random): result += "\\u0040"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
