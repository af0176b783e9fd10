/// What is known of the size of requests that a destination takes, as a value. Sizes are in bytes before compression.
///
/// It is forgotten after a while: a limit may be raised, and then one request that is cut in vain tells so.
struct SizeLimit: Sendable, Hashable {
  /// How long it is known.
  static let lifetime: Duration = .seconds(600)

  /// The smallest request that was refused for its size, if any was.
  private var refused: Int?
  /// The largest request that was taken since, and is smaller.
  private var passed = 0
  private var expires = Duration.zero

  /// Requests larger than this are not sent whole; nil where nothing is known.
  func bytes(at now: Duration) -> Int? {
    guard let refused, now < expires else { return nil }
    return max(passed, refused / 2, 1)
  }

  /// Of several items: a smaller one cannot be made of one.
  mutating func refuse(_ bytes: Int, at now: Duration) {
    if now >= expires { self = SizeLimit() }
    if refused == nil { expires = now + Self.lifetime }
    refused = min(bytes, refused ?? bytes)
    // Compressed they may compare differently. The smaller one is on the safe side.
    if passed >= bytes { passed = 0 }
  }

  mutating func pass(_ bytes: Int) {
    if let refused, bytes < refused { passed = max(passed, bytes) }
  }
}
