// Section `entities`, and operators wherever they stand.
extension PolicyReader {
  mutating func readEntities(_ node: PolicyNode) -> [EntityType: Operator] {
    guard case .mapping(let pairs) = node.content else {
      failExpecting("a mapping from entities to operators", node)
      return [:]
    }
    var operators: [EntityType: Operator] = [:]
    for (key, value) in pairs {
      guard let name = name(of: key) else { continue }
      let known = entities(named: name, key)
      guard let chosen = readOperator(value) else { continue }
      // What is said about an entity wins over what is said about its country, wherever it stands.
      let isCountry = known != [EntityType(name)]
      for entity in known where !isCountry || operators[entity] == nil { operators[entity] = chosen }
    }
    return operators
  }

  /// An entity that something can find, or those of a country for `country:de`; none, and a mistake, for any other name.
  mutating func entities(named name: String, _ node: PolicyNode) -> Set<EntityType> {
    do {
      if let entities = try Country.entities(named: name) { return entities }
    } catch {
      fail(node, error.description)
      return []
    }
    return entity(named: name, node).map { [$0] } ?? []
  }

  /// An entity that something can find.
  mutating func entity(named name: String, _ node: PolicyNode) -> EntityType? {
    let entity = EntityType(name)
    guard context.knownEntities.contains(entity) else {
      fail(node, "unknown entity \(name.prefix(64))" + Suggestion.text(for: name, among: knownNames))
      return nil
    }
    return entity
  }

  private var knownNames: [String] { context.knownEntities.map(\.name).sorted() }

  /// `hash`, or `{operator: mask, keep_last: 4}`.
  mutating func readOperator(_ node: PolicyNode) -> Operator? {
    guard case .mapping = node.content else {
      return text(of: node).map { makeOperator($0, node, options: [:]) } ?? nil
    }
    var options = members(of: node, allowing: ["operator", "keep_first", "keep_last", "replacement"])
    guard let name = options.removeValue(forKey: "operator") else {
      fail(node, "names no operator: one of \(Operator.names.joined(separator: ", "))")
      return nil
    }
    return text(of: name).map { makeOperator($0, name, options: options) } ?? nil
  }

  private mutating func makeOperator(
    _ name: String,
    _ node: PolicyNode,
    options: [String: PolicyNode]
  ) -> Operator? {
    var options = options
    var made: Operator?
    switch name {
    case "replace":
      let template = options.removeValue(forKey: "replacement").map { text(of: $0, allowingEmpty: true) }
      made = .replace((template ?? nil).map { ReplacementTemplate($0) } ?? .entityName)
    case "redact": made = .redact
    case "mask":
      let first = options.removeValue(forKey: "keep_first").map { integer(of: $0, in: 0...64) ?? 0 }
      let last = options.removeValue(forKey: "keep_last").map { integer(of: $0, in: 0...64) ?? 0 }
      made = .mask(keepFirst: first ?? 0, keepLast: last ?? 0)
    case "hash": made = .hash
    case "encrypt": made = .encrypt
    case "keep": made = .keep
    default:
      fail(node, "unknown operator \(name.prefix(64))" + Suggestion.text(for: name, among: Operator.names))
      return nil
    }
    for option in options.values { fail(option, "operator \(name) has no such option") }
    if let made, made.needsKey, !context.hasKey { fail(node, "\(OperatorError.keyMissing(operator: name))") }
    return made
  }
}
