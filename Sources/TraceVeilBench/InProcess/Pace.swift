#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Says how many things are due by now at a steady rate.
struct Pace {
  let perSecond: Double
  private let start = ContinuousClock.now

  init(perSecond: Double) {
    self.perSecond = perSecond
  }

  func dueCount() -> Int {
    Int((ContinuousClock.now - start) / .nanoseconds(1) * perSecond / 1e9)
  }

  /// Sleeps for a millisecond. Blocks the thread.
  func rest() {
    usleep(1000)
  }
}
