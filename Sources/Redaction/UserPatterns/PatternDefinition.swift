/// A recognizer of a policy: an entity and the pattern that finds it.
public struct PatternDefinition: Sendable, Hashable {
  /// The entity that matches are reported as.
  public var entity: String
  /// RE2 syntax over UTF-8.
  public var pattern: String
  /// The capture group that holds the value; 0 is the whole match.
  public var group: Int
  /// 0 to 1, before context words raise it.
  public var score: Double
  /// Words before a match that raise its score.
  public var context: [String]

  public init(entity: String, pattern: String, group: Int = 0, score: Double = 0.5, context: [String] = []) {
    self.entity = entity
    self.pattern = pattern
    self.group = group
    self.score = score
    self.context = context
  }
}
