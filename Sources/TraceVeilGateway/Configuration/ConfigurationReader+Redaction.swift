import Redaction
import TraceVeil

/// How `TRACEVEIL_OPERATOR` is spelled.
private enum OperatorName: String, CaseIterable {
  case replace, redact, mask, hash, encrypt, keep
}

extension ConfigurationReader {
  /// The policy that the variables describe; nil for `TRACEVEIL_PROCESSORS=none`.
  mutating func redactionPolicy() throws(ConfigurationError) -> RedactionPolicy? {
    var policy = RedactionPolicy()
    let processors = try processors()
    policy.recognizerSets = processors?.builtIn ?? []
    if processors?.hasPresidio ?? false { policy.analyzed = try presidioEntities() }
    policy.onAnalyzerFailure = try choice(["TRACEVEIL_PRESIDIO_ON_FAILURE"], default: .hold)
    policy.names = try nameSettings()
    policy.defaultOperator = try redactionOperator()
    policy.key = try keyMaterial()
    if policy.defaultOperator.needsKey, policy.key == nil {
      throw error("TRACEVEIL_OPERATOR", "\(policy.defaultOperator.name) needs TRACEVEIL_KEY_FILE")
    }
    try readEntities(into: &policy)
    guard processors == nil else { return policy }
    if environment["TRACEVEIL_POLICY"] != nil {
      warn("TRACEVEIL_PROCESSORS", "none: NOTHING IS REDACTED BUT WHAT TRACEVEIL_POLICY NAMES")
      return policy
    }
    warn("TRACEVEIL_PROCESSORS", "none: NOTHING IS REDACTED; all data is sent on as it comes")
    return nil
  }

  /// `TRACEVEIL_POLICY`, for the policy that the variables describe. The file is read when the gateway is made.
  mutating func policySource(_ variables: RedactionPolicy?) throws(ConfigurationError) -> PolicySource? {
    guard let path = try text(["TRACEVEIL_POLICY"]), let variables else { return nil }
    return PolicySource(path: path, variables: variables)
  }

  /// `TRACEVEIL_MAX_REQUEST_BYTES`.
  mutating func maximumRequestBytes() throws(ConfigurationError) -> Int {
    try integer(["TRACEVEIL_MAX_REQUEST_BYTES"], default: 64 << 20, in: 1...(1 << 30))
  }

  /// `TRACEVEIL_SUMMARY` and `TRACEVEIL_DRY_RUN`.
  mutating func redactionOptions() throws(ConfigurationError) -> RedactionOptions {
    var options = RedactionOptions()
    options.summary = try choice(["TRACEVEIL_SUMMARY"], default: RedactionSummary.none)
    let key = "TRACEVEIL_DRY_RUN"
    options.isDryRun = try boolean([key])
    if options.isDryRun {
      warn(key, "NOTHING IS REDACTED; what would be is counted, and all data is sent on as it comes")
    }
    return options
  }

  /// Nil for `none`, which must stand alone.
  private mutating func processors() throws(ConfigurationError)
    -> (builtIn: Set<RedactionPolicy.RecognizerSet>, hasPresidio: Bool)?
  {
    let key = "TRACEVEIL_PROCESSORS"
    guard let names = try list(key)?.map({ $0.lowercased() }) else {
      record(key, "pii,secrets", .default)
      return ([.pii, .secrets], false)
    }
    if names == ["none"] { return nil }
    var hasPresidio = false
    var processors: Set<RedactionPolicy.RecognizerSet> = []
    for name in names {
      if name == "presidio" {
        hasPresidio = true
        continue
      }
      guard let processor = RedactionPolicy.RecognizerSet(rawValue: name) else {
        throw error(key, "\(name.prefix(64)) is not one of pii, secrets, ner, presidio, or none alone")
      }
      processors.insert(processor)
    }
    // A list of nothing but commas: not a way to switch redaction off.
    guard !processors.isEmpty || hasPresidio else {
      throw error(key, "the list is empty; write none to redact nothing")
    }
    return (processors, hasPresidio)
  }

  /// Reads `TRACEVEIL_NER_*`. They have no effect unless the recognizer set `ner` is on.
  private mutating func nameSettings() throws(ConfigurationError) -> NameSettings {
    var names = NameSettings()
    names.maximumBytes = try integer(
      ["TRACEVEIL_NER_MAX_BYTES"],
      default: names.maximumBytes,
      in: 1...(1 << 30)
    )
    names.maximumTime = try duration(["TRACEVEIL_NER_TIMEOUT"], default: names.maximumTime, in: 1...600_000)
    names.onExcess = try choice(["TRACEVEIL_NER_ON_EXCESS"], default: names.onExcess)
    return names
  }

  private mutating func redactionOperator() throws(ConfigurationError) -> Operator {
    let key = "TRACEVEIL_OPERATOR"
    let template = try read(
      ["TRACEVEIL_REPLACEMENT"],
      default: ReplacementTemplate.entityName,
      expected: "a text",
      shown: { $0.text },
      parse: { ReplacementTemplate($0) }
    )
    let name = try choice([key], default: OperatorName.replace)
    if name != .replace, environment["TRACEVEIL_REPLACEMENT"] != nil {
      warn(
        "TRACEVEIL_REPLACEMENT",
        "it is the text of the operator replace, and the operator is \(name.rawValue)"
      )
    }
    switch name {
    case .replace: return .replace(template)
    case .redact: return .redact
    case .mask: return .mask(keepFirst: 0, keepLast: 0)
    case .hash: return .hash
    case .encrypt: return .encrypt
    case .keep:
      warn(key, "keep: what is found is counted and NOT redacted")
      return .keep
    }
  }

  /// `TRACEVEIL_KEY_FILE`.
  mutating func keyMaterial() throws(ConfigurationError) -> KeyMaterial? {
    let key = "TRACEVEIL_KEY_FILE"
    guard let path = try text([key]) else { return nil }
    let bytes: [UInt8]
    do throws(BoundedFile.Failure) {
      bytes = try BoundedFile.bytes(path, limit: 1024)
    } catch {
      throw self.error(key, error.reason)
    }
    do throws(KeyMaterialError) {
      return try KeyMaterial(fileBytes: bytes)
    } catch {
      throw self.error(key, error.description)
    }
  }

  /// Reads `TRACEVEIL_ENTITIES`: names to look for. `all` is every entity that is on by default, and so is a list of
  /// nothing but `-NAME`, which removes one. `country:de` stands for all of a country's. A name that the recognizer
  /// sets do not know is an error, because it would look as if it were redacted.
  private mutating func readEntities(into policy: inout RedactionPolicy) throws(ConfigurationError) {
    let key = "TRACEVEIL_ENTITIES"
    guard let names = try list(key)?.map({ $0.uppercased() }) else { return record(key, "all", .default) }
    var chosen: Set<EntityType> = []
    var named: Set<EntityType> = []
    for name in names where name != "ALL" {
      let isExcluded = name.hasPrefix("-")
      let entities = try entities(named: isExcluded ? String(name.dropFirst()) : name, key)
      for entity in entities where !policy.knows(entity) {
        throw error(key, "\(entity.name.prefix(64)) is not an entity of TRACEVEIL_PROCESSORS")
      }
      if isExcluded { policy.excludedEntities.formUnion(entities) } else { chosen.formUnion(entities) }
      if entities == [EntityType(name)] { named.formUnion(entities) }
    }
    if !chosen.isEmpty {
      policy.namedEntities = chosen
      policy.entitiesOfCountries = chosen.subtracting(named)
      policy.entities = chosen.union(names.contains("ALL") ? policy.available() : [])
      if !names.contains("ALL") { policy.analyzed = policy.analyzed.narrowed(to: chosen) }
    }
    if policy.available().isEmpty, policy.analyzed == .none {
      throw error(key, "no entity is left; set TRACEVEIL_PROCESSORS=none to redact nothing")
    }
  }

  /// One entity, or those of a country.
  private func entities(named name: String, _ key: String) throws(ConfigurationError) -> Set<EntityType> {
    do throws(UnknownCountry) {
      return try Country.entities(named: name) ?? [EntityType(name)]
    } catch {
      throw self.error(key, error.description)
    }
  }
}

extension RedactionPolicy {
  /// Whether any recognizer of the chosen sets finds `entity`.
  fileprivate func knows(_ entity: EntityType) -> Bool {
    if analyzableEntities.contains(entity) { return true }
    var policy = self
    policy.entities = [entity]
    policy.excludedEntities = []
    return !policy.available().isEmpty
  }

  /// The entities this policy looks for.
  fileprivate func available() -> Set<EntityType> {
    var policy = self
    // Whatever is put in their place: no key is needed to ask.
    policy.defaultOperator = .redact
    return Set((try? Redactor(policy: policy))?.entities ?? [])
  }
}
