internal import CRE2

/// One pattern of a policy, compiled and within its budget.
struct UserPattern: Sendable {
  let definition: PatternDefinition
  /// CPU time relative to an ordinary pattern.
  let price: Double
  let pattern: RE2Pattern

  /// - Parameter count: how many patterns share the memory of the budget.
  init(
    _ definition: PatternDefinition,
    of count: Int,
    budget: PatternBudget,
    pricer: PatternPricer
  ) throws(PatternError) {
    let length = definition.pattern.utf8.count
    guard length > 0 else { throw .empty }
    guard length <= budget.maximumLength else { throw .tooLong(bytes: length, limit: budget.maximumLength) }
    let memory = budget.memory(perPatternOf: count)
    pattern = try RE2Pattern(definition.pattern, memory: memory)
    guard (0...pattern.groupCount).contains(definition.group) else {
      throw .noSuchGroup(group: definition.group, groups: pattern.groupCount)
    }
    guard pattern.programSize <= budget.maximumProgramSize else {
      throw .tooLarge(instructions: pattern.programSize, limit: budget.maximumProgramSize)
    }
    guard !Self.matchesNothing(pattern) else { throw .matchesNothing }
    price = try pricer.price(of: definition.pattern, memory: memory, limit: budget.maximumPrice)
    guard price <= budget.maximumPrice else {
      throw .tooExpensive(price: price, limit: budget.maximumPrice)
    }
    self.definition = definition
  }

  /// Whether the pattern matches empty text, by itself or at a place within others (`\b`, `x*`).
  private static func matchesNothing(_ pattern: RE2Pattern) -> Bool {
    withUnsafeTemporaryAllocation(of: cre2_range.self, capacity: 1) { match in
      for text in ["", "a", "a 1\n", "é-_"] {
        let bytes = Array(text.utf8)
        var start = 0
        while start <= bytes.count, (try? pattern.find(in: bytes.span, from: start, groups: match)) == true {
          if match[0].start >= match[0].end { return true }
          start = match[0].end
        }
      }
      return false
    }
  }
}
