import Redaction

/// The answer to `POST /analyze` with a list of texts: a list of lists of objects with `entity_type`, `start`,
/// `end` and `score`. Offsets are code points.
///
/// Anything else is no answer: other members are skipped, and everything is bounded.
struct AnalyzerAnswer {
  private struct Match {
    var entity: EntityType
    var start: Int
    var end: Int
    var score: Double
  }

  private static let maximumDepth = 32

  private let bytes: [UInt8]
  private var index = 0

  /// - Returns: What was found in each text, as ranges of bytes; nil when this is no answer about these texts.
  static func matches(_ bytes: [UInt8], in texts: [[UInt8]]) -> [[AnalyzedMatch]]? {
    var answer = AnalyzerAnswer(bytes: bytes)
    var found: [[AnalyzedMatch]] = []
    guard
      answer.items({ answer in
        guard found.count < texts.count else { return false }
        var matches: [Match] = []
        guard answer.items({ $0.match(into: &matches) }),
          let placed = placed(matches, in: texts[found.count])
        else { return false }
        found.append(placed)
        return true
      })
    else { return nil }
    answer.skipBlanks()
    return answer.index == bytes.count && found.count == texts.count ? found : nil
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Maps code points to bytes. Nil when a match lies outside of the text, or is no range.
  private static func placed(_ matches: [Match], in text: [UInt8]) -> [AnalyzedMatch]? {
    guard !matches.isEmpty else { return [] }
    let starts = text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
    var placed: [AnalyzedMatch] = []
    for match in matches {
      guard 0 <= match.start, match.start <= match.end, match.end < starts.count,
        match.score >= 0, match.score <= 1
      else { return nil }
      guard match.start < match.end else { continue }
      let range = starts[match.start]..<starts[match.end]
      placed.append(AnalyzedMatch(entity: match.entity, range: range, score: Float(match.score)))
    }
    return placed
  }
}

// The JSON of it.
extension AnalyzerAnswer {
  private mutating func match(into matches: inout [Match]) -> Bool {
    var entity: EntityType?
    var (start, end): (Int?, Int?)
    var score: Double?
    let isObject = members { answer, name in
      switch name {
      case "entity_type":
        guard entity == nil, let text = answer.string() else { return false }
        entity = EntityType(sanitizing: text)
      case "start":
        start = answer.number().flatMap { Int(exactly: $0) }
        return start != nil
      case "end":
        end = answer.number().flatMap { Int(exactly: $0) }
        return end != nil
      case "score":
        score = answer.number()
        return score != nil
      default: return answer.skipValue(depth: 0)
      }
      return true
    }
    guard isObject, let entity, let start, let end, let score else { return false }
    matches.append(Match(entity: entity, start: start, end: end, score: score))
    return true
  }

  private mutating func items(_ item: (inout AnalyzerAnswer) -> Bool) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat { guard item(&self) else { return false } } while take(",")
    return take("]")
  }

  private mutating func members(_ member: (inout AnalyzerAnswer, String) -> Bool) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let name = string(), take(":"), member(&self, name) else { return false }
    } while take(",")
    return take("}")
  }

  private mutating func skipValue(depth: Int) -> Bool {
    guard depth < Self.maximumDepth else { return false }
    skipBlanks()
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "{"): return members { answer, _ in answer.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["): return items { $0.skipValue(depth: depth + 1) }
    case UInt8(ascii: "\""): return string() != nil
    default: return !bareWord().isEmpty
    }
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else { return nil }
    index += 1
    let content = Array(bytes[start..<index - 1])
    return String(decoding: JSONStringText(content: content.span).bytes, as: UTF8.self)
  }

  /// Nil for what is no number, and for infinities, which no score or offset is.
  private mutating func number() -> Double? {
    skipBlanks()
    guard let number = Double(bareWord()), number.isFinite else { return nil }
    return number
  }

  private mutating func bareWord() -> String {
    let start = index
    loop: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        index += 1
      default: break loop
      }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
  }
}
