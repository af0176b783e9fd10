/// What is done about too many connections.
package enum ConnectionShortage: Sendable, Hashable {
  /// A connection that did nothing was closed for a new one.
  case displaced
  /// All connections were in use. A new one was closed at once.
  case refused
  /// The system had no descriptor for a new one, which waits.
  case exhausted
}

/// How often that happened.
package struct ConnectionCounts: Sendable, Hashable {
  package var displaced = 0
  package var refused = 0
  package var exhausted = 0

  package init() {}

  /// Adds those of another listener.
  package mutating func add(_ other: ConnectionCounts) {
    displaced += other.displaced
    refused += other.refused
    exhausted += other.exhausted
  }
}
