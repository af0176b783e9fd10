#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads a file or standard input line by line, in bounded memory.
struct LineSource: ~Copyable {
  enum Failure: Error {
    case unreadable(String)
    /// A line of more bytes than the limit.
    case lineTooLong(limit: Int)
  }

  private let descriptor: Int32
  private let limit: Int
  private var buffer: [UInt8] = []

  /// - Parameters:
  ///   - path: `-` for standard input.
  ///   - limit: Bytes of the longest line.
  init(_ path: String, limit: Int = 64 << 20) throws(Failure) {
    self.limit = limit
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.lastFailure() }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// Hands out every line, its end included where it has one, and says when all that has been read so far has
  /// been handed out: the time to flush.
  mutating func forEachLine(
    _ body: (Span<UInt8>) throws -> Void,
    whenDrained flush: () throws -> Void
  ) throws {
    var searched = 0
    while try fill() {
      var start = 0
      while let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        try body(buffer.span.extracting(start...end))
        start = end + 1
        searched = start
      }
      buffer.removeFirst(start)
      searched = buffer.count
      guard buffer.count <= limit else { throw Failure.lineTooLong(limit: limit) }
      try flush()
    }
    if !buffer.isEmpty { try body(buffer.span) }
    try flush()
  }

  /// Reads some more. False at the end.
  private mutating func fill() throws(Failure) -> Bool {
    let step = 1 << 16
    var count = 0
    repeat {
      buffer += [UInt8](unsafeUninitializedCapacity: step) { bytes, initialized in
        count = read(descriptor, bytes.baseAddress, step)
        initialized = max(count, 0)
      }
    } while count < 0 && errno == EINTR
    if count < 0 { throw Self.lastFailure() }
    return count > 0
  }

  private static func lastFailure() -> Failure { .unreadable(String(cString: strerror(errno))) }
}
