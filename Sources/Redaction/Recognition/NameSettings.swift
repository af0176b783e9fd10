/// How much of a span the search for names looks at and how long, and what becomes of the rest.
public struct NameSettings: Sendable, Hashable {
  /// What becomes of texts that were not looked at.
  public enum ExcessAction: String, Sendable, Hashable, CaseIterable {
    /// Each is replaced as a whole.
    case redact
    /// The batch is dropped, and counted.
    case drop
  }

  /// Bytes of the texts of one span, or of one text that is of none. The network takes less than a second for the
  /// default.
  public var maximumBytes = 1 << 20

  /// Time of the thread's processor that the network may take for them.
  public var maximumTime = Duration.seconds(2)

  /// What is done past either, and where the network cannot work.
  public var onExcess = ExcessAction.redact

  /// The defaults.
  public init() {}
}
