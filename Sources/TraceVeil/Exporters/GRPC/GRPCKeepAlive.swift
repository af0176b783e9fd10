import NIOCore

/// Whether the peer of a connection is still there, as a value: calls wait, and nothing comes.
///
/// Most calls have a time limit that ends them long before. Servers take pings amiss that come more often than every five
/// minutes.
struct GRPCKeepAlive: Sendable, Hashable {
  enum Action: Hashable {
    case ping, close
  }

  static let interval = TimeAmount.minutes(5)
  static let timeout = TimeAmount.seconds(20)

  private(set) var lastRead: NIODeadline
  private var pinged: NIODeadline?

  init(at now: NIODeadline) { lastRead = now }

  /// Something was received.
  mutating func read(at now: NIODeadline) {
    lastRead = now
    pinged = nil
  }

  mutating func expire(calls: Int, at now: NIODeadline) -> Action? {
    if let pinged { return pinged + Self.timeout <= now ? .close : nil }
    guard calls > 0, lastRead + Self.interval <= now else { return nil }
    pinged = now
    return .ping
  }
}
