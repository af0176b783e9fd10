#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The machine's clock: one that also runs while the machine sleeps, so that limits hold after it wakes.
package struct SystemClock: PipelineClock {
  private let origin = ContinuousClock.now

  package init() {}

  package var now: Duration { origin.duration(to: .now) }

  package var unixTime: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec)
  }

  package func sleep(until moment: Duration) async throws {
    try await ContinuousClock().sleep(until: origin + moment)
  }
}
