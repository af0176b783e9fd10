/// What is known of the size of requests that a destination takes, as a value. Sizes are in bytes before compression.
///
/// It is forgotten after a while: a limit may be raised, and then one request that is cut in vain tells so.
struct SizeLimit: Sendable, Hashable {
  /// How long it is known.
  static let lifetime: Duration = .seconds(600)

  /// The smallest request that was refused for its size, if any was.
  private var refused: Int?
  /// The largest request that was taken.
  private var passed = 0
  private var expires = Duration.zero

  /// Requests larger than this are not sent whole; nil where nothing is known.
  func bytes(at now: Duration) -> Int? {
    guard let refused, now < expires else { return nil }
    return max(passed, refused / 2, 1)
  }

  /// A request with several items was refused. For a single item no smaller request could be made.
  /// - Returns: Whether its size may be the reason. If a request as large was accepted, the reason is something in
  ///   it, such as an item that exceeds a limit for items, or compresses worse than others.
  mutating func refuse(_ bytes: Int, at now: Duration) -> Bool {
    expire(at: now)
    guard bytes > passed else { return false }
    // What is learned now is known for its whole time, however long ago something was taken.
    if refused == nil { expires = now + Self.lifetime }
    refused = min(bytes, refused ?? bytes)
    return true
  }

  mutating func pass(_ bytes: Int, at now: Duration) {
    expire(at: now)
    passed = max(passed, bytes)
    // So it was not the size that a smaller one was refused for.
    if let refused, passed >= refused { self.refused = nil }
  }

  private mutating func expire(at now: Duration) {
    guard now >= expires else { return }
    self = SizeLimit()
    expires = now + Self.lifetime
  }
}
