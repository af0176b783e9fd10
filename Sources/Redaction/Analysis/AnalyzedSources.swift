/// The entities that an analyzer has answered, as sources of candidates: they follow those of the redactor.
///
/// An analyzer may answer names that nobody has told us. They are kept, up to a bound.
struct AnalyzedSources: Sendable {
  /// Further names are taken for one.
  static let maximum = 256
  static let others = EntityType("OTHER")

  private(set) var entities: [EntityType] = []
  private(set) var writers: [StandInWriter] = []
  private var indexes: [EntityType: Int] = [:]

  func index(of entity: EntityType) -> Int? { indexes[entity] }

  var isFull: Bool { entities.count >= Self.maximum }

  /// - Returns: The index of the entity.
  mutating func add(_ entity: EntityType, _ writer: StandInWriter) -> Int {
    indexes[entity] = entities.count
    entities.append(entity)
    writers.append(writer)
    return entities.count - 1
  }
}
