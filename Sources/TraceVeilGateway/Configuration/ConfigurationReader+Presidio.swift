import Redaction
import TraceVeil

extension ConfigurationReader {
  /// Reads `TRACEVEIL_PRESIDIO_*`. Nil unless the analyzer is on; its settings have no effect then.
  mutating func presidio(for policy: RedactionPolicy?) throws(ConfigurationError) -> PresidioConfiguration? {
    let urlKey = "TRACEVEIL_PRESIDIO_URL"
    let url = try read([urlKey], expected: "a URL", quoting: false, shown: Self.shownURL, parse: { $0 })
    let timeout = try duration(["TRACEVEIL_PRESIDIO_TIMEOUT"], default: .seconds(2), in: 1...600_000)
    let isOn = policy.map { $0.analyzed != .none } ?? false
    let entities = try presidioEntities()
    guard isOn else {
      if environment[urlKey] != nil {
        warn(urlKey, "presidio is not among TRACEVEIL_PROCESSORS: the analyzer is not asked")
      }
      return nil
    }
    guard let url else {
      throw error("TRACEVEIL_PROCESSORS", "presidio needs \(urlKey), as http://localhost:5002")
    }
    var configuration = PresidioConfiguration(url: url)
    configuration.timeout = timeout
    if case .some(let entities) = entities { configuration.entities = entities.map(\.name).sorted() }
    do throws(ExporterConfigurationError) {
      try configuration.check()
    } catch {
      throw self.error(urlKey, error.reason)
    }
    return configuration
  }

  /// `TRACEVEIL_PRESIDIO_ENTITIES`: what the analyzer is asked for; `all` is whatever it knows. Which names that is
  /// only the analyzer knows: it fails on a request when it knows none of them.
  mutating func presidioEntities() throws(ConfigurationError) -> AnalyzedEntities {
    let key = "TRACEVEIL_PRESIDIO_ENTITIES"
    guard let names = try list(key)?.map({ $0.uppercased() }), names != ["ALL"] else {
      record(key, "all", .default)
      return .all
    }
    let entities = Set(names.map { EntityType($0) })
    for entity in entities where EntityType(sanitizing: entity.name) != entity {
      throw error(key, "\(entity.name.prefix(64)) cannot be the name of an entity")
    }
    guard !entities.isEmpty else {
      throw error(key, "the list is empty; leave presidio out of TRACEVEIL_PROCESSORS")
    }
    return .some(entities)
  }

  private static func shownURL(_ url: String) -> String { (try? OTLPEndpoint(url))?.shown ?? "***" }
}

extension AnalyzedEntities {
  /// Keeps only those of `entities`. The analyzer stays on if it was on.
  func narrowed(to entities: Set<EntityType>) -> AnalyzedEntities {
    switch self {
    case .none: .none
    case .all: .some(entities)
    case .some(let own): .some(own.intersection(entities))
    }
  }
}

extension RedactionPolicy {
  /// Entities of the analyzer that a setting may name.
  var analyzableEntities: Set<EntityType> {
    switch analyzed {
    case .none: []
    case .all: EntityType.analyzable
    case .some(let entities): entities
    }
  }
}
