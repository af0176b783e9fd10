#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The machine's clock: one that also runs while the machine sleeps, so that limits hold after it wakes.
public struct SystemClock: PipelineClock {
  private let origin = ContinuousClock.now

  public init() {}

  public var now: Duration { origin.duration(to: .now) }

  public var unixTime: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec)
  }

  public func sleep(until moment: Duration) async throws {
    try await ContinuousClock().sleep(until: origin + moment)
  }
}
