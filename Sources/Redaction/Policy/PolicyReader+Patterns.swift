// Sections `recognizers` and `allow`.
extension PolicyReader {
  mutating func readRecognizers(_ node: PolicyNode) -> UserPatternSet? {
    let items = items(of: node)
    let budget = context.patternBudget
    guard items.count <= budget.maximumPatterns else {
      fail(node, "\(PatternError.tooMany(patterns: items.count, limit: budget.maximumPatterns))")
      return nil
    }
    do throws(PatternError) {
      let pricer = try PatternPricer()
      var patterns: [UserPattern] = []
      for item in items {
        if let pattern = readRecognizer(item, of: items.count, pricer: pricer) { patterns.append(pattern) }
      }
      return try UserPatternSet(patterns, budget: budget, pricer: pricer)
    } catch {
      fail(node, "all patterns together: \(error)")
      return nil
    }
  }

  private mutating func readRecognizer(
    _ node: PolicyNode,
    of count: Int,
    pricer: PatternPricer
  ) -> UserPattern? {
    let fields = members(of: node, allowing: ["entity", "pattern", "group", "score", "context"])
    let entity = readOwnEntity(fields["entity"], node)
    let group = fields["group"].map { integer(of: $0, in: 0...99) ?? 0 } ?? 0
    let context = fields["context"].map { readContext($0) } ?? []
    let score = fields["score"].map { readScore($0, context: context) } ?? 1
    guard let pattern = fields["pattern"] else {
      fail(node, "has no pattern")
      return nil
    }
    guard let text = text(of: pattern, maximum: .max, allowingEmpty: true), let entity else { return nil }
    let definition = PatternDefinition(
      entity: entity,
      pattern: text,
      group: group,
      score: score,
      context: context
    )
    do throws(PatternError) {
      return try UserPattern(definition, of: count, budget: self.context.patternBudget, pricer: pricer)
    } catch {
      fail(blame(error, pattern: pattern, group: fields["group"]), "\(error)")
      return nil
    }
  }

  private func blame(_ error: PatternError, pattern: PolicyNode, group: PolicyNode?) -> PolicyNode {
    if case .noSuchGroup = error { group ?? pattern } else { pattern }
  }

  private mutating func readOwnEntity(_ node: PolicyNode?, _ recognizer: PolicyNode) -> EntityType? {
    guard let node else {
      fail(recognizer, "has no entity")
      return nil
    }
    guard let name = text(of: node) else { return nil }
    guard EntityType.isValidName(name) else {
      fail(node, "must be upper-case letters, digits and _, as EMPLOYEE_ID, without long numbers")
      return nil
    }
    let entity = EntityType(name)
    context.knownEntities.insert(entity)
    return entity
  }

  private mutating func readContext(_ node: PolicyNode) -> [String] {
    itemsOrItem(of: node).compactMap { item in
      guard let word = text(of: item, maximum: 24)?.lowercased() else { return nil }
      guard word.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ("0"..."9").contains($0) }) else {
        fail(item, "must be one word of letters and digits")
        return nil
      }
      return word
    }
  }

  private mutating func readScore(_ node: PolicyNode, context words: [String]) -> Double {
    let score: Double? =
      switch node.content {
      case .integer(let value): Double(value)
      case .number(let value): value
      default: nil
      }
    guard let score, (0...1).contains(score) else {
      fail(node, "must be a number from 0 to 1")
      return 1
    }
    if words.isEmpty, score < Double(context.scoreThreshold) {
      fail(
        node,
        "is below the threshold of \(context.scoreThreshold), so without context words nothing is redacted"
      )
    }
    return score
  }

  mutating func readAllowList(_ node: PolicyNode) -> AllowList {
    let items = items(of: node)
    let budget = context.patternBudget
    guard items.count <= budget.maximumPatterns else {
      fail(node, "\(PatternError.tooMany(patterns: items.count, limit: budget.maximumPatterns))")
      return .empty
    }
    var patterns: [RE2Pattern] = []
    for item in items {
      guard let pattern = text(of: item, maximum: .max, allowingEmpty: true) else { continue }
      do throws(PatternError) {
        patterns.append(try AllowList.compile(pattern, budget: budget))
      } catch {
        fail(item, "\(error)")
      }
    }
    return AllowList(compiled: patterns)
  }
}
