internal import CCrash
package import TraceVeil

/// What a crash prints to standard error. Never memory, unless somebody has written `full` out: Swift's runtime prints
/// what registers point to, which may be a text that nobody has redacted yet.
package enum CrashReport: String, Sendable, CaseIterable {
  /// The name of the signal.
  case none
  /// The addresses and symbols of the thread's calls besides.
  case symbols
  /// What Swift's runtime prints, where it is set to.
  case full

  package static let key = "TRACEVEIL_BACKTRACE"

  /// Reads the setting at the start of the program, before settings can be checked. An invalid value gives the
  /// default.
  package init(_ environment: Environment) {
    self = environment[Self.key].flatMap { Self(rawValue: $0.lowercased()) } ?? .symbols
  }

  /// Takes effect for the process. At its start, before there are other threads.
  package func prepare() {
    switch self {
    case .none: ccrash_install(false)
    case .symbols: ccrash_install(true)
    case .full: ccrash_remove()
    }
  }
}
