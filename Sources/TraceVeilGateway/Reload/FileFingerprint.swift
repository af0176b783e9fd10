#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What tells a file from what was under its name before: links are followed, as Kubernetes swaps them.
struct FileFingerprint: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64
  private let size: Int64
  private let mode: UInt32
  /// When its content was last changed.
  private let modified: Moment
  /// When its content, owner or mode was last changed.
  private let changed: Moment

  private struct Moment: Hashable {
    let seconds: Int
    let nanoseconds: Int

    init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
  }

  /// Nil where there is no file that can be looked at.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    size = Int64(status.st_size)
    mode = UInt32(status.st_mode)
    #if canImport(Darwin)
      (modified, changed) = (Moment(status.st_mtimespec), Moment(status.st_ctimespec))
    #else
      (modified, changed) = (Moment(status.st_mtim), Moment(status.st_ctim))
    #endif
  }
}

/// Some files at one moment, by their paths.
struct FileFingerprints: Sendable, Hashable {
  private var files: [String: FileFingerprint] = [:]

  init(of paths: [String]) {
    for path in paths { files[path] = FileFingerprint(path) }
  }

  /// The fingerprints of some of the files.
  func only(_ paths: [String]) -> FileFingerprints {
    var some = self
    some.files = files.filter { paths.contains($0.key) }
    return some
  }
  /// These, and others besides.
  func merging(_ others: FileFingerprints) -> FileFingerprints {
    var all = self
    all.files.merge(others.files) { $1 }
    return all
  }
}
