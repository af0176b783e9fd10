/// How much of a span the search for names looks at and how long, and what becomes of the rest.
public struct NameSettings: Sendable, Hashable {
  /// What happens to texts that were not searched.
  public enum ExcessAction: String, Sendable, Hashable, CaseIterable {
    /// Each of these texts is replaced as a whole.
    case redact
    /// The batch is dropped, and counted.
    case drop
  }

  /// The most bytes of the texts of one span, or of one text outside of spans. The network takes less than a second
  /// for the default.
  public var maximumBytes = 1 << 20

  /// The most CPU time of the thread that the network may take for them.
  public var maximumTime = Duration.seconds(2)

  /// What is done beyond either limit, and if the network cannot work.
  public var onExcess = ExcessAction.redact

  /// The defaults.
  public init() {}
}
