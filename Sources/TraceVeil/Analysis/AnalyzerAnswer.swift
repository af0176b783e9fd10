import JSON
import Redaction

/// The answer to `POST /analyze` with a list of texts: a list of lists of objects with `entity_type`, `start`,
/// `end` and `score`. Offsets are code points.
///
/// Anything else is no answer: other members are skipped, and everything is bounded.
enum AnalyzerAnswer {
  private struct Match {
    var entity: EntityType
    var start: Int
    var end: Int
    var score: Double
  }

  /// Lists and objects in each other.
  private static let maximumDepth = 32

  /// - Returns: What was found in each text, as ranges of bytes; nil when this is no answer about these texts.
  static func matches(_ bytes: [UInt8], in texts: [[UInt8]]) -> [[AnalyzedMatch]]? {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes, maximumDepth: maximumDepth, dialect: .python)
      return try? matches(&reader, in: texts)
    }
  }

  private static func matches(
    _ reader: inout JSONReader,
    in texts: [[UInt8]]
  ) throws(JSONError) -> [[AnalyzedMatch]] {
    var found: [[AnalyzedMatch]] = []
    try reader.elements { (reader) throws(JSONError) in
      guard found.count < texts.count else { throw JSONError(.invalidValue) }
      var matches: [Match] = []
      try reader.elements { (reader) throws(JSONError) in matches.append(try match(&reader)) }
      guard let placed = placed(matches, in: texts[found.count]) else { throw JSONError(.invalidValue) }
      found.append(placed)
    }
    try reader.end()
    guard found.count == texts.count else { throw JSONError(.invalidValue) }
    return found
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
  private static func match(_ reader: inout JSONReader) throws(JSONError) -> Match {
    var entity: EntityType?
    var (start, end): (Int?, Int?)
    var score: Double?
    try reader.members { (reader, name) throws(JSONError) in
      switch name {
      case "entity_type":
        guard entity == nil, try reader.nextKind() == .string else { throw JSONError(.invalidValue) }
        entity = EntityType(sanitizing: String(decoding: try reader.stringToken().text, as: UTF8.self))
      case "start": start = try offset(&reader)
      case "end": end = try offset(&reader)
      case "score": score = try number(&reader)
      default: try reader.skipValue()
      }
    }
    guard let entity, let start, let end, let score else { throw JSONError(.invalidValue) }
    return Match(entity: entity, start: start, end: end, score: score)
  }

  private static func offset(_ reader: inout JSONReader) throws(JSONError) -> Int {
    guard let offset = Int(exactly: try number(&reader)) else { throw JSONError(.invalidValue) }
    return offset
  }

  /// No score or offset is infinite.
  private static func number(_ reader: inout JSONReader) throws(JSONError) -> Double {
    guard try reader.nextKind() == .number, let number = try reader.numberToken().double, number.isFinite
    else { throw JSONError(.invalidValue) }
    return number
  }
}
