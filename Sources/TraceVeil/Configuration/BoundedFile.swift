#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files that a setting names.
package enum BoundedFile {
  /// Why a file cannot be used. Says nothing of what is in it.
  package enum Failure: Error, Hashable {
    /// The system's reason.
    case unreadable(String)
    case tooLarge(limit: Int)
    case notUTF8

    package var reason: String {
      switch self {
      case .unreadable(let reason): "the file cannot be read: \(reason)"
      case .tooLarge(let limit): "the file is larger than \(limit) bytes"
      case .notUTF8: "the file is not UTF-8 text"
      }
    }
  }

  /// The text of a file of at most `limit` bytes.
  package static func text(_ path: String, limit: Int = 1 << 20) throws(Failure) -> String {
    guard let text = String(validating: try bytes(path, limit: limit), as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// The bytes of a file of at most `limit` bytes.
  package static func bytes(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    // A pipe that nobody writes to must not hold up whoever reads it.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw lastFailure() }
    defer { close(file) }
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let step = min(1 << 16, limit + 1 - bytes.count)
      var count = 0
      bytes += [UInt8](unsafeUninitializedCapacity: step) { buffer, initialized in
        count = read(file, buffer.baseAddress, step)
        initialized = max(count, 0)
      }
      if count < 0 {
        guard errno == EAGAIN, hasMore(file) else { throw lastFailure() }
        continue
      }
      if count == 0 {
        guard !bytes.isEmpty || isRegular(file) else { throw .unreadable("it is a pipe that has ended") }
        return bytes
      }
    }
    throw .tooLarge(limit: limit)
  }

  /// Longest wait for the next bytes of a pipe, in milliseconds.
  private static let pipeTimeout: Int32 = 2000

  private static func hasMore(_ file: Int32) -> Bool {
    var event = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    if poll(&event, 1, pipeTimeout) > 0 { return true }
    errno = ETIMEDOUT
    return false
  }

  private static func isRegular(_ file: Int32) -> Bool {
    var status = stat()
    return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func lastFailure() -> Failure { .unreadable(String(cString: strerror(errno))) }
}
