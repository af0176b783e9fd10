public import OTLP
public import Redaction

/// How often an entity was found at a place, and what was done to it.
public struct RedactionMatches: Sendable, Hashable {
  /// The entity that was found.
  public let entity: EntityType
  /// The name of the operator; `unknown` for a redactor that was given without its policy.
  public let `operator`: String
  /// Where in a span, log record or metric.
  public let place: TextPlace
  /// How often.
  public let count: Int
}

/// Counts of matches. The number of entities is bounded: policies name their own, and may be replaced for ever.
struct RedactionTally: Sendable {
  private struct Key: Sendable, Hashable {
    let entity: EntityType
    let `operator`: String
    let place: TextPlace
  }

  /// Entities that are counted by name; those past them are counted as one.
  static let maximumEntities = 1024
  static let others = EntityType("OTHER")

  /// A place of the scratch that is not counted: of texts that are looked at a second time.
  static let uncounted = RedactionScratch.places - 1

  private var counts: [Key: Int] = [:]
  private var entities: Set<EntityType> = []

  var matches: [RedactionMatches] {
    counts.map {
      RedactionMatches(entity: $0.key.entity, operator: $0.key.operator, place: $0.key.place, count: $0.value)
    }
  }

  mutating func add(_ found: [RedactionCount], of variant: RedactionPlan.Variant) {
    for count in found where count.place != Self.uncounted {
      add(
        count.entity,
        variant.operatorName(of: count.entity),
        TextPlace(rawValue: count.place) ?? .other,
        count.matches
      )
    }
  }

  mutating func merge(_ other: RedactionTally) {
    for (key, count) in other.counts { add(key.entity, key.operator, key.place, count) }
  }

  private mutating func add(_ entity: EntityType, _ name: String, _ place: TextPlace, _ count: Int) {
    var entity = entity
    if !entities.contains(entity) {
      if entities.count < Self.maximumEntities { entities.insert(entity) } else { entity = Self.others }
    }
    counts[Key(entity: entity, operator: name, place: place), default: 0] += count
  }
}
