import NIOCore

/// Connections to one destination, as a value: which one takes the next call, and which are to be closed.
///
/// Calls share a connection as far as the server lets them; where its bound is short there are several. Connections are as
/// many as calls at a time, at most.
struct GRPCPool<Connection: Sendable>: Sendable {
  /// Names a connection, from the moment on at which it is asked for.
  typealias ID = Int

  enum Choice {
    case call(ID, Connection)
    /// Somebody opens one already.
    case wait(ID)
    /// The caller is to open one.
    case open(ID)
    case ended
  }

  private struct Member: Sendable {
    /// Nil while it is being opened.
    var connection: Connection?
    var since: Duration
    var calls = 0
    var limit = 1
    /// Takes no more calls.
    var isEnding = false
    /// The calls that wait until it is open, as many as it is expected to accept.
    var waiting = 0
  }

  private let maximumAge: Duration
  private var members: [ID: Member] = [:]
  private var nextID = 0
  private var hasEnded = false

  /// - Parameter maximumAge: The age up to which a connection gets calls; zero for no limit.
  init(maximumAge: Duration) { self.maximumAge = maximumAge }

  /// Connections, those that are being opened or end among them.
  var count: Int { members.count }

  /// Takes a place on a connection for one call, which ``giveBack(_:)`` gives back.
  /// - Returns: Also connections that are too old and have no calls, to be closed.
  mutating func take(at now: Duration) -> (choice: Choice, old: [Connection]) {
    guard !hasEnded else { return (.ended, []) }
    var old: [Connection] = []
    for (id, member) in members
    where member.connection != nil && !member.isEnding && maximumAge > .zero
      && now - member.since >= maximumAge
    {
      members[id]?.isEnding = true
      if member.calls == 0, let connection = member.connection { old.append(connection) }
    }
    // The one with most calls: others become free, and old.
    let free = members.filter {
      $0.value.connection != nil && !$0.value.isEnding && $0.value.calls < $0.value.limit
    }
    if let (id, member) = free.max(by: { ($0.value.calls, $1.key) < ($1.value.calls, $0.key) }),
      let connection = member.connection
    {
      members[id]?.calls += 1
      return (.call(id, connection), old)
    }
    if let id = members.first(where: {
      $0.value.connection == nil && !$0.value.isEnding && $0.value.waiting < Self.sharedOpening
    })?
    .key {
      members[id]?.waiting += 1
      return (.wait(id), old)
    }
    let id = nextID
    nextID += 1
    members[id] = Member(connection: nil, since: now)
    return (.open(id), old)
  }

  /// How many wait for one connection to be opened before another one is.
  static var sharedOpening: Int { 16 }

  /// A connection is open, and takes so many calls at a time from now on.
  /// - Returns: It, when nobody is to use it any more.
  mutating func ready(_ id: ID, _ connection: Connection, calls: Int) -> Connection? {
    guard var member = members[id] else { return connection }
    member.connection = connection
    member.limit = max(0, calls)
    let isOver = member.isEnding && member.calls == 0
    members[id] = isOver ? nil : member
    return isOver ? connection : nil
  }

  /// Retires all connections, also those that are being opened: they get no more calls.
  /// - Returns: Those without calls, which must be closed.
  mutating func retire() -> [Connection] {
    var unused: [Connection] = []
    for id in members.keys {
      members[id]?.isEnding = true
      if let member = members[id], let connection = member.connection, member.calls == 0 {
        unused.append(connection)
        members[id] = nil
      }
    }
    return unused
  }

  /// It takes no more calls. It is forgotten once it has none.
  mutating func end(_ id: ID) {
    guard var member = members[id] else { return }
    member.isEnding = true
    members[id] = member.calls > 0 ? member : nil
  }

  /// A call is over. - Returns: The connection when it is to be closed.
  mutating func giveBack(_ id: ID) -> Connection? {
    guard var member = members[id] else { return nil }
    member.calls -= 1
    guard member.isEnding, member.calls == 0 else {
      members[id] = member
      return nil
    }
    members[id] = nil
    return member.connection
  }

  /// - Returns: All connections that are left. None is given calls from now on.
  mutating func shutDown() -> [Connection] {
    hasEnded = true
    defer { members = [:] }
    return members.values.compactMap(\.connection)
  }
}
