/// Requests to a chat model as JSON, of 300 bytes to 10 KB before escapes, one in a hundred with planted values.
///
/// What the redaction engine is measured with, alone. Follows from the seed.
public struct ChatTexts: Sendable {
  public static let sizes = 300...10_000
  public static let textsPerPlant = 100

  public let texts: [[UInt8]]
  /// How many texts hold a planted value.
  public let plantedCount: Int

  public init(seed: UInt64, count: Int) {
    var random = SeededRandom(seed: seed)
    var pool = PlantedPool(families: PlantedFamily.allCases, perFamily: 4, random: &random)
    var prose = Prose(random: random)
    var schedule = PlantedSchedule(period: Self.textsPerPlant)
    var texts: [[UInt8]] = []
    var plantedCount = 0
    for _ in 0..<count {
      let plant = schedule.next(&prose.random) ? pool.next() : nil
      if plant != nil { plantedCount += 1 }
      texts.append(Self.text(&prose, plant))
    }
    self.texts = texts
    self.plantedCount = plantedCount
  }

  public var byteCount: Int { texts.reduce(0) { $0 + $1.count } }

  private static func text(_ prose: inout Prose, _ plant: PlantedValue?) -> [UInt8] {
    let size = Self.size(&prose.random)
    var messages: [JSONValue] = []
    var bytes = 0
    if let plant {
      messages.append(message("user", prose.sentence() + Placement.prose.sentence(plant, &prose.random)))
    }
    while bytes < size - 200 {
      let wanted = min(prose.random.within(80...1500), size - 100 - bytes)
      let content =
        prose.random.chance(0.3) ? prose.code(bytes: wanted) : prose.paragraphs(bytes: wanted)
      messages.append(message(prose.random.pick(["user", "assistant", "system"]), content))
      bytes += content.utf8.count
    }
    let request = JSONValue.object([
      ("messages", .array(messages)), ("model", .string("gpt-4o-mini")), ("temperature", .number("0.7")),
      ("id", .string("chatcmpl-" + prose.random.text(of: Array("0123456789abcdef"), count: 24))),
      ("created", .number("\(prose.random.within(1_700_000_000...1_790_000_000))")),
      (
        "usage",
        .object([("prompt_tokens", .number(prose.amount)), ("completion_tokens", .number(prose.amount))])
      ),
    ])
    return Array(request.serialized(JSONValue.Escapes(nonASCII: prose.random.chance(0.5))).utf8)
  }

  private static func message(_ role: String, _ content: String) -> JSONValue {
    .object([("role", .string(role)), ("content", .string(content))])
  }

  /// Each doubling is as likely as any other, as with real messages.
  private static func size(_ random: inout SeededRandom) -> Int {
    let octave = random.below(5)
    let low = Self.sizes.lowerBound << octave
    return min(low + random.below(low), Self.sizes.upperBound)
  }
}
