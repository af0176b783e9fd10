/// When a sender is answered.
enum Acknowledgement: Sendable, Hashable {
  /// Once its request is in memory.
  case memory
  /// Once its request is on disk, synced.
  case disk
  /// The sender is answered after the destination's answer, whose status is passed on. After this time it is asked to
  /// retry.
  case delivered(within: Duration)
}
