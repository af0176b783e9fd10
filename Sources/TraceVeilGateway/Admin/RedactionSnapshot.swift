import OTLP
import Redaction
import TraceVeil

/// What redaction has done, in the words of `/status` and `/metrics`. Names of entities, operators and places
/// only, never what was found.
struct RedactionSnapshot: Sendable {
  struct Match: Sendable, Hashable {
    var entity: String
    var `operator`: String
    var place: TextPlace
    var count: Int
  }

  struct Policy: Sendable, Hashable {
    var file: String
    var reloads = ReloadCounts()
  }

  struct Operation: Sendable, Hashable {
    var entity: String
    var `operator`: String
  }

  /// The names of the recognizer sets, of the policy and of the analyzer; empty when redaction is off.
  var processors: [String]
  var isDryRun = false
  /// Nil for no policy file.
  var policy: Policy?
  /// Whatever is looked for now: known before it is found for the first time.
  var operations: [Operation] = []
  /// What was found, of all signals together, each combination once.
  var matches: [Match] = []
  /// Spans that a rule of the policy applied to.
  var ruledSpans = 0

  /// Counts by entity and operator, those that are 0 too.
  var byOperation: [(operation: Operation, count: Int)] {
    var counts: [Operation: Int] = [:]
    for operation in operations { counts[operation] = 0 }
    for match in matches {
      counts[Operation(entity: match.entity, operator: match.operator), default: 0] += match.count
    }
    return counts.map { ($0.key, $0.value) }
      .sorted { ($0.operation.entity, $0.operation.operator) < ($1.operation.entity, $1.operation.operator) }
  }

  /// Counts by place, in the order of the places.
  var byPlace: [(place: TextPlace, count: Int)] {
    var counts: [TextPlace: Int] = [:]
    for match in matches { counts[match.place, default: 0] += match.count }
    return TextPlace.allCases.map { ($0, counts[$0] ?? 0) }
  }
}

extension TextPlace {
  /// `span_attribute`, `schema_url`.
  var label: String {
    var label = ""
    var isAfterCapital = true
    for character in "\(self)" {
      if character.isUppercase, !isAfterCapital { label += "_" }
      isAfterCapital = character.isUppercase
      label += character.lowercased()
    }
    return label
  }
}
