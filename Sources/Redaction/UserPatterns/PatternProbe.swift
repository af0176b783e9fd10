/// The text on which patterns are priced: fixed, but for a part that is made of the pattern's own characters.
///
/// A pattern is expensive only on text that keeps it busy, so the probe has three parts: chat as JSON, which
/// is what traces hold; identifiers and random characters; and the characters of the pattern itself in random
/// order, among others, which is where overlapping repeats show. Each seed gives another text of the same
/// kind.
enum PatternProbe {
  /// Where the part begins that is made of the patterns' own characters.
  static let ownStart = 40 << 10

  static func text(for patterns: [String], seed: UInt32) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(66_000)
    var random = Sequence(state: seed)
    while text.count < 24 << 10 { text.append(contentsOf: random.pick(chat).utf8) }
    while text.count < ownStart {
      for _ in 0..<(8 + random.next(below: 56)) { text.append(random.pick(identifiers)) }
      text.append(UInt8(ascii: " "))
    }
    let own = Array(patterns.joined().unicodeScalars.map { Array(String($0).utf8) })
    while text.count < 64 << 10 {
      if random.next(below: 3) == 0 || own.isEmpty {
        text.append(random.pick(identifiers))
      } else {
        text.append(contentsOf: random.pick(own))
      }
    }
    return text
  }

  private static let identifiers = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@ ".utf8
  )

  private static let chat = [
    #"{"role": "user", "#, #""content": ""#, "the order ", "4711 ", "was sent to ", "Berlin on 2026-11-23. ",
    "I think we should ", #"call get_weather(city=\"Paris\") "#, #"\n"#, "https://example.com/a/b?c=d ",
    "café and naïve ", #""}, "#, "user_id: ", "return items[3];", "EMP-001234, ", "alice@example.com ",
  ]

  /// A linear congruential sequence: the probe must be the same everywhere and every time.
  private struct Sequence {
    var state: UInt32

    mutating func next(below bound: Int) -> Int {
      state = state &* 1_103_515_245 &+ 12345
      return Int(state >> 16) % bound
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[next(below: elements.count)]
    }
  }
}
