/// What a delivery has in memory and under way, by partition, as a value.
///
/// A partition may use as much room as is free, and no more. So the first partition that its destination does not
/// accept gets half of all room, and the next one half of the rest. Others find room, however many requests wait. A
/// partition alone may use seven eighths.
struct DeliveryRoom: Sendable {
  private struct Share: Sendable {
    var requests = 0
    var bytes = 0
  }

  /// A partition that has no others beside it may use this many times the free room.
  private static let aloneFactor = 7

  private let maximumRequests: Int
  private let maximumBytes: Int
  private var all = Share()
  private var shares: [ForwardedHeaders: Share] = [:]
  private var isAwaited = false

  /// - Parameters:
  ///   - requests: How many may be in flight; above zero.
  ///   - bytes: The most bytes of all of them. A larger request is sent alone.
  init(requests: Int, bytes: Int) {
    (maximumRequests, maximumBytes) = (requests, bytes)
  }

  var isEmpty: Bool { all.requests == 0 }

  /// Whether more of a partition is to be read. Where it is not, ``leave(_:bytes:)`` tells when to ask again.
  /// - Parameter isAlone: Whether no others are known to wait.
  mutating func mayRead(_ partition: ForwardedHeaders, isAlone: Bool) -> Bool {
    guard let share = shares[partition] else { return true }
    let factor = isAlone ? Self.aloneFactor : 1
    let mayRead =
      share.requests < factor * (maximumRequests - all.requests)
      && share.bytes < factor * (maximumBytes - all.bytes)
    if !mayRead { isAwaited = true }
    return mayRead
  }

  /// A request is made of what was read.
  /// - Returns: False when there is no room. Then ``leave(_:bytes:)`` tells when to ask again.
  mutating func enter(_ partition: ForwardedHeaders, bytes: Int) -> Bool {
    guard isEmpty || all.requests < maximumRequests && all.bytes + bytes <= maximumBytes else {
      isAwaited = true
      return false
    }
    all.requests += 1
    all.bytes += bytes
    shares[partition, default: Share()].requests += 1
    shares[partition, default: Share()].bytes += bytes
    return true
  }

  /// A request has come to its end.
  /// - Returns: Whether somebody waits for that.
  mutating func leave(_ partition: ForwardedHeaders, bytes: Int) -> Bool {
    all.requests -= 1
    all.bytes -= bytes
    shares[partition]?.requests -= 1
    shares[partition]?.bytes -= bytes
    if shares[partition]?.requests == 0 { shares[partition] = nil }
    defer { isAwaited = false }
    return isAwaited
  }
}
