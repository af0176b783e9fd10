/// When the next request is due: a value that a load generator asks and feeds with the time.
///
/// Times are nanoseconds from the start of the load. In a closed loop a free connection always has work. At a
/// fixed rate a request is due at its place in the timetable, whether or not the ones before it have been
/// answered; the time it was meant for is what its latency is measured from, or else a stalled receiver would
/// be asked for less and look fast.
public struct LoadSchedule: Sendable, Hashable {
  public enum Mode: Sendable, Hashable {
    case closedLoop
    /// Requests a second.
    case rate(Double)
  }

  public enum Step: Sendable, Hashable {
    /// Send request `number` now.
    case send(number: UInt64, intended: UInt64)
    /// Nothing is due before this time.
    case wait(until: UInt64)
    /// The load is over.
    case finished
  }

  public let mode: Mode
  /// No request is started from here on.
  public let duration: UInt64
  public let maximumRequests: UInt64
  /// How many requests have been handed out.
  public private(set) var startedCount: UInt64 = 0

  public init(_ mode: Mode, duration: UInt64, maximumRequests: UInt64) {
    self.mode = mode
    self.duration = duration
    self.maximumRequests = maximumRequests
  }

  /// What a free connection is to do at `now`.
  public mutating func next(now: UInt64) -> Step {
    guard startedCount < maximumRequests, now < duration else { return .finished }
    let intended: UInt64
    switch mode {
    case .closedLoop:
      intended = now
    case .rate(let rate):
      intended = UInt64(Double(startedCount) / rate * 1e9)
      guard intended < duration else { return .finished }
      guard intended <= now else { return .wait(until: intended) }
    }
    defer { startedCount += 1 }
    return .send(number: startedCount, intended: intended)
  }

  /// How many requests the timetable had for the whole duration; nil in a closed loop.
  public var intendedCount: UInt64? {
    guard case .rate(let rate) = mode else { return nil }
    return min(UInt64((Double(duration) / 1e9 * rate).rounded(.up)), maximumRequests)
  }
}
