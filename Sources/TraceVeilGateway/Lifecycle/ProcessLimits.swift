import CMalloc

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
    keepMemory()
  }

  /// Bodies of requests are large, and come and go all the time. By default glibc gives such memory back to the system
  /// at once, and each new body costs a page fault for every 4 KB: 4,000 a second at 60 MB/s, a tenth of what
  /// receiving and sending cost. What is kept is bounded by the threshold, for each thread that allocates.
  private static func keepMemory() {
    cmalloc_keep(8 << 20, 8 << 20)
  }

  /// Gives back what is kept so, and what lies between blocks that are in use: behind work that has taken much and comes
  /// seldom. Takes milliseconds.
  static func giveBackMemory() {
    cmalloc_trim()
  }

  /// Descriptors that the process may have.
  static var openFiles: Int {
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0 else { return 1024 }
    return Int(clamping: limit.rlim_cur)
  }

  /// Descriptors that the process has; 64 where the system does not say.
  static var usedFiles: Int {
    guard let folder = opendir("/dev/fd") else { return 64 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // The folder itself, and its two entries for folders.
    return max(0, count - 3)
  }

  #if canImport(Glibc)
    private static let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let files = RLIMIT_NOFILE
  #endif

  /// The soft limit on open files is often 1024, for programs that still use `select`: fewer than the
  /// connections a gateway allows. Raised to the hard limit as far as that goes; failing changes nothing.
  private static func raiseOpenFiles() {
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(files, &limit)
  }
}
