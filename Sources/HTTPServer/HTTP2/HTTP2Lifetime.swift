import NIOCore

/// When a connection in HTTP/2 ends, as a value: whoever never begins, is idle, or has become old.
///
/// No request is lost by that. The peer is told which request was the last (RFC 9113, section 6.8); those are served, and
/// it knows that what it has begun meanwhile was not looked at. A ping shows that it has read that.
struct HTTP2Lifetime: Sendable, Hashable {
  enum Action: Hashable {
    /// Tell the peer which request was the last, and ping it. Reply with ``pingAnswered(requests:at:)``.
    case end
    case close
  }

  private enum Phase: Hashable {
    /// The peer has not shown that it speaks HTTP/2.
    case opening(until: NIODeadline)
    case open(idleSince: NIODeadline?)
    /// The peer may not have read yet that it ends.
    case announced(at: NIODeadline)
    case ending(since: NIODeadline)
    case closed
  }

  /// Longest wait for the answer to the ping.
  private static let pingTimeout = TimeAmount.seconds(5)

  private let idleTimeout: TimeAmount
  private let drainTimeout: TimeAmount
  private let oldAt: NIODeadline?
  private var phase: Phase

  /// - Parameter spread: From 0 to 1: where in the range of ages this connection's is.
  init(_ limits: HTTP2Limits, spread: Double, at now: NIODeadline) {
    idleTimeout = limits.connection.idleTimeout
    drainTimeout = limits.drainTimeout
    oldAt = limits.maximumAge.map {
      now + .nanoseconds(Int64(Double($0.nanoseconds) * (0.9 + 0.2 * spread)))
    }
    phase = .opening(until: now + limits.connection.firstHeadTimeout)
  }

  /// Whether the peer has been told to begin no more requests, or has never begun.
  var isEnding: Bool {
    switch phase {
    case .opening, .open: false
    case .announced, .ending, .closed: true
    }
  }

  /// A frame has come: the peer speaks HTTP/2.
  mutating func frameReceived(at now: NIODeadline) {
    if case .opening = phase { phase = .open(idleSince: now) }
  }

  /// The number of requests at hand has changed.
  mutating func requestsChanged(to count: Int, at now: NIODeadline) -> Action? {
    switch phase {
    case .open: phase = .open(idleSince: count == 0 ? now : nil)
    case .ending where count == 0:
      phase = .closed
      return .close
    case .opening, .announced, .ending, .closed: break
    }
    return nil
  }

  /// The connection is to end.
  mutating func drain(at now: NIODeadline) -> Action? {
    guard !isEnding else { return nil }
    phase = .announced(at: now)
    return .end
  }

  /// - Parameter requests: Those at hand.
  mutating func pingAnswered(requests: Int, at now: NIODeadline) -> Action? {
    guard case .announced = phase else { return nil }
    phase = .ending(since: now)
    return requests == 0 ? close() : nil
  }

  /// - Parameter requests: Those at hand.
  mutating func expire(requests: Int, at now: NIODeadline) -> Action? {
    switch phase {
    case .opening(let until) where until <= now: return close()
    case .open(let since?) where since + idleTimeout <= now: return drain(at: now)
    case .open: return oldAt.map { $0 <= now } ?? false ? drain(at: now) : nil
    case .announced(let since) where since + Self.pingTimeout <= now:
      return pingAnswered(requests: requests, at: now)
    case .ending(let since) where requests == 0 || since + drainTimeout <= now: return close()
    case .opening, .announced, .ending, .closed: return nil
    }
  }

  private mutating func close() -> Action {
    phase = .closed
    return .close
  }
}
