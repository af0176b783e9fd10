/// What a search for names has spent of what it may take of one span.
struct NameBudget: Sendable, Hashable {
  private var bytes = 0
  private var time = Duration.zero

  /// Spends bytes that are about to be looked at.
  ///
  /// - Returns: Whether they are within the bounds, and all that was spent before them is.
  mutating func take(bytes count: Int, of settings: NameSettings) -> Bool {
    bytes += count
    return bytes <= settings.maximumBytes && time < settings.maximumTime
  }

  /// Spends the time that was needed.
  ///
  /// - Returns: Whether some is left.
  mutating func take(time needed: Duration, of settings: NameSettings) -> Bool {
    time += needed
    return time < settings.maximumTime
  }
}
