#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a process that serves needs of its surroundings.
enum ProcessLimits {
  static func prepare() {
    // A reader of standard output that goes away must be an error of one export, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    raiseOpenFiles()
  }

  /// The soft limit on open files is often 1024, for programs that still use `select`: fewer than the
  /// connections a gateway allows. Raised to the hard limit as far as that goes; failing changes nothing.
  private static func raiseOpenFiles() {
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
  }
}
