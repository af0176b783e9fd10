import TraceVeil

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the process takes of the machine.
struct ProcessUsage: Sendable {
  /// The CPU time of all threads, in user and system mode.
  var cpuTime: Duration
  /// Nil where the system has no `/proc`.
  var residentBytes: Int?

  static func current() -> ProcessUsage {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    let cpuTime = duration(usage.ru_utime) + duration(usage.ru_stime)
    return ProcessUsage(cpuTime: cpuTime, residentBytes: residentBytes())
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(Int(time.tv_sec)) + .microseconds(Int(time.tv_usec))
  }

  /// The second field of `/proc/self/statm`: resident pages.
  private static func residentBytes() -> Int? {
    guard let fields = try? BoundedFile.text("/proc/self/statm", limit: 4096).split(separator: " "),
      fields.count > 1, let pages = Int(fields[1])
    else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
