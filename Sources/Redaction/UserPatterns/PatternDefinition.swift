/// A recognizer of a policy: an entity and the pattern that finds it.
public struct PatternDefinition: Sendable, Hashable {
  /// The entity that matches are reported as.
  public var entity: EntityType
  /// RE2 syntax over UTF-8.
  public var pattern: String
  /// The capture group that holds the value; 0 is the whole match.
  public var group: Int
  /// 0 to 1, before context words raise it. 1 unless the policy says otherwise: it knows what it looks for.
  public var score: Double
  /// Lower-case words before a match that raise its score.
  public var context: [String]

  /// A recognizer. It is compiled, and refused if it is none, when it becomes part of a policy.
  public init(
    entity: EntityType,
    pattern: String,
    group: Int = 0,
    score: Double = 1,
    context: [String] = []
  ) {
    self.entity = entity
    self.pattern = pattern
    self.group = group
    self.score = score
    self.context = context
  }
}
