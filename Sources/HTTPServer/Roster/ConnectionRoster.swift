import NIOCore

/// What a connection is doing, as far as it matters when there are too many.
enum ConnectionStanding: Int, Sendable, CaseIterable {
  /// Has not sent a whole head yet: slow, half open, or about to.
  case newcomer
  /// Kept open for the next request, whose head has not come whole.
  case kept
  /// It has a request that only goes on when the peer sends or reads something.
  case waiting
  /// It has a request that is being worked on.
  case busy
  /// Told to close.
  case leaving
}

/// The connections of a listener up to a limit, and which of them gives way when one more comes. A value.
///
/// Each is a number. Within a standing they are in the order in which they came to it, or came anew, so that the one
/// of which nothing has come for longest is the first to go. Every step takes constant time.
struct ConnectionRoster: Sendable {
  private struct Entry: Sendable {
    var standing: ConnectionStanding
    var since: NIODeadline
    /// The next older connection of the same standing. In a free slot, this is the next free slot.
    var earlier: Int?
    var later: Int?
  }

  private struct Line: Sendable {
    var first: Int?
    var last: Int?
    var count = 0
  }

  enum Arrival: Sendable, Hashable {
    case admitted(Int)
    /// It is admitted in place of another one, which must be told to close.
    case admittedFor(Int, leaving: Int)
    case refused
  }

  private let limit: Int
  private let patience: TimeAmount
  private var entries: [Entry] = []
  private var free: Int?
  private var lines = [Line](repeating: Line(), count: ConnectionStanding.allCases.count)

  /// - Parameter patience: A request is given up only if nothing has come of it, or been taken of its answer, for so
  ///   long.
  init(limit: Int, patience: TimeAmount) {
    self.limit = limit
    self.patience = patience
  }

  /// The open connections. Those that were told to close count, too.
  var count: Int { lines.reduce(0) { $0 + $1.count } }

  subscript(standing: ConnectionStanding) -> Int { lines[standing.rawValue].count }

  /// A connection comes.
  mutating func arrive(at now: NIODeadline) -> Arrival {
    guard count - self[.leaving] >= limit else { return .admitted(enter(at: now)) }
    guard let leaving = next(at: now) else { return .refused }
    move(leaving, to: .leaving, at: now)
    return .admittedFor(enter(at: now), leaving: leaving)
  }

  /// The one that gives way: an idle one before one with a request. But those that have sent nothing, or only a part
  /// of a request, go before the idle ones that have done better if they are more than a quarter: a flood goes among
  /// itself. A quarter, as a good one among many that come needs time to send its first head.
  private func next(at now: NIODeadline) -> Int? {
    let stale = first(.waiting).flatMap { entries[$0].since + patience <= now ? $0 : nil }
    if self[.newcomer] > limit / 4 { return first(.newcomer) }
    if self[.waiting] > limit / 4, let stale { return stale }
    return first(.kept) ?? first(.newcomer) ?? stale
  }

  private func first(_ standing: ConnectionStanding) -> Int? { lines[standing.rawValue].first }

  /// A connection does something else now, or something has come of what it does. One that was told to close and
  /// cannot any more, as a request has begun, stays.
  mutating func move(_ number: Int, to standing: ConnectionStanding, at now: NIODeadline) {
    unlink(number)
    link(number, standing, at: now)
  }

  /// A connection is gone, and its number free.
  mutating func leave(_ number: Int) {
    unlink(number)
    entries[number].later = free
    free = number
  }

  private mutating func enter(at now: NIODeadline) -> Int {
    let number: Int
    if let reused = free {
      number = reused
      free = entries[number].later
    } else {
      number = entries.count
      entries.append(Entry(standing: .newcomer, since: now))
    }
    link(number, .newcomer, at: now)
    return number
  }

  private mutating func link(_ number: Int, _ standing: ConnectionStanding, at now: NIODeadline) {
    let last = lines[standing.rawValue].last
    entries[number] = Entry(standing: standing, since: now, earlier: last)
    if let last { entries[last].later = number } else { lines[standing.rawValue].first = number }
    lines[standing.rawValue].last = number
    lines[standing.rawValue].count += 1
  }

  private mutating func unlink(_ number: Int) {
    let entry = entries[number]
    let line = entry.standing.rawValue
    if let earlier = entry.earlier {
      entries[earlier].later = entry.later
    } else {
      lines[line].first = entry.later
    }
    if let later = entry.later {
      entries[later].earlier = entry.earlier
    } else {
      lines[line].last = entry.earlier
    }
    lines[line].count -= 1
  }
}
