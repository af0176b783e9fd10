/// When a sender is answered.
enum Acknowledgement: Sendable, Hashable {
  /// Once its request is in memory.
  case memory
  /// Once its request is on disk, synced.
  case disk
  /// After the destination's answer, whose status is passed on; after this time it is asked to send again.
  case delivered(within: Duration)
}
