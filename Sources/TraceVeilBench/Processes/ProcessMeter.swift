#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a process has used so far, read from the kernel, with no help of the process.
enum ProcessMeter {
  /// CPU time of all threads of a process that still runs, in nanoseconds; nil where the system does not
  /// tell.
  static func cpuNanoseconds(of pid: pid_t) -> UInt64? {
    #if os(Linux)
      var clock = clockid_t()
      guard clock_getcpuclockid(pid, &clock) == 0 else { return nil }
      return nanoseconds(of: clock)
    #else
      return nil
    #endif
  }

  /// CPU time of the calling thread, in nanoseconds.
  static func cpuNanosecondsOfThread() -> UInt64 {
    nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) ?? 0
  }

  /// CPU time of this process, in nanoseconds.
  static func cpuNanosecondsOfSelf() -> UInt64 {
    nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID) ?? 0
  }

  /// The largest resident size that a process has had, in bytes (`VmHWM`); nil where the system does not
  /// tell.
  static func peakResidentBytes(of pid: pid_t) -> Int? {
    guard let status = SmallFile.text(at: "/proc/\(pid)/status") else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    return kilobytes.map { $0 * 1024 }
  }

  private static func nanoseconds(of clock: clockid_t) -> UInt64? {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else { return nil }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
