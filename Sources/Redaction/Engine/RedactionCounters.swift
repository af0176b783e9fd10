/// How many matches of an entity were redacted at a place.
package struct RedactionCount: Sendable, Hashable {
  package let entity: EntityType
  /// The `place` of the scratch at that time.
  package let place: Int
  package let matches: Int

  package init(entity: EntityType, place: Int, matches: Int) {
    self.entity = entity
    self.place = place
    self.matches = matches
  }
}

/// Counts by entity and place, in an array that is made once.
struct RedactionCounters: Sendable {
  static let places = 64

  private var entities: [EntityType]
  private var counts: [Int]

  init(entities: [EntityType]) {
    self.entities = entities
    counts = Array(repeating: 0, count: entities.count * RedactionCounters.places)
  }

  /// Makes room for one more entity.
  mutating func add(_ entity: EntityType) {
    entities.append(entity)
    counts += Array(repeating: 0, count: RedactionCounters.places)
  }

  mutating func add(entity: Int, place: Int) {
    counts[entity * RedactionCounters.places + min(max(place, 0), RedactionCounters.places - 1)] += 1
  }

  mutating func take() -> [RedactionCount] {
    var taken: [RedactionCount] = []
    for index in counts.indices where counts[index] > 0 {
      let entity = entities[index / RedactionCounters.places]
      taken.append(
        RedactionCount(entity: entity, place: index % RedactionCounters.places, matches: counts[index])
      )
      counts[index] = 0
    }
    return taken
  }
}
