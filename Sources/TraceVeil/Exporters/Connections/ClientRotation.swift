/// Clients of one destination, each used for a time, as a value: the current one, and older ones for as long as somebody
/// uses them.
struct ClientRotation<Client: Sendable>: Sendable {
  /// One use of a client.
  struct Use: Sendable {
    let client: Client
    fileprivate let generation: Int
  }

  private struct Member: Sendable {
    let client: Client
    let since: Duration
    var uses = 0
  }

  private let maximumAge: Duration
  private var members: [Int: Member] = [:]
  private var current = 0
  private var hasEnded = false

  /// - Parameter maximumAge: The age, since its first use, up to which a client is used; zero for no limit.
  init(maximumAge: Duration) { self.maximumAge = maximumAge }

  /// Takes the current client for one use, or a new one when it is too old.
  ///
  /// - Returns: Also a client that nobody uses any more. Nil when the rotation has ended.
  mutating func take(at now: Duration, make: () -> Client) -> (use: Use, unused: Client?)? {
    guard !hasEnded else { return nil }
    var unused: Client?
    if let member = members[current], maximumAge > .zero, now - member.since >= maximumAge {
      if member.uses == 0 { unused = members.removeValue(forKey: current)?.client }
      current += 1
    }
    var member = members[current] ?? Member(client: make(), since: now)
    member.uses += 1
    members[current] = member
    return (Use(client: member.client, generation: current), unused)
  }

  /// The current client is taken no more. - Returns: It, when nobody uses it.
  mutating func retire() -> Client? {
    guard let member = members[current] else { return nil }
    let unused = member.uses == 0 ? members.removeValue(forKey: current)?.client : nil
    current += 1
    return unused
  }

  /// Ends a use. - Returns: The client when it is old and nobody uses it any more.
  mutating func giveBack(_ use: Use) -> Client? {
    guard var member = members[use.generation] else { return nil }
    member.uses -= 1
    guard member.uses == 0, use.generation != current else {
      members[use.generation] = member
      return nil
    }
    members[use.generation] = nil
    return member.client
  }

  /// - Returns: All clients that are left. There are none from now on.
  mutating func end() -> [Client] {
    hasEnded = true
    defer { members = [:] }
    return members.sorted { $0.key < $1.key }.map(\.value.client)
  }
}
