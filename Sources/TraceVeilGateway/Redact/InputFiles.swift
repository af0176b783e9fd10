#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Standard input, or the files of a command line, chunk by chunk.
enum InputFiles {
  static let chunk = 256 << 10

  /// A file that cannot be read.
  struct Failure: Error {
    let path: String
    let reason: String
  }

  /// Hands on what can be read at once, so that a filter answers each line as it comes.
  static func forEachChunk(of paths: [String], _ body: (ArraySlice<UInt8>) throws -> Void) throws {
    if paths.isEmpty { return try read(descriptor: 0, path: "standard input", body) }
    for path in paths {
      if path == "-" {
        try read(descriptor: 0, path: "standard input", body)
        continue
      }
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
      defer { close(descriptor) }
      try read(descriptor: descriptor, path: path, body)
    }
  }

  /// All of standard input, or nil when it is longer than `limit` bytes.
  static func all(limit: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    var isTooLong = false
    try forEachChunk(of: []) { chunk in
      isTooLong = isTooLong || bytes.count + chunk.count > limit
      if !isTooLong { bytes.append(contentsOf: chunk) }
    }
    return isTooLong ? nil : bytes
  }

  private static func read(
    descriptor: Int32,
    path: String,
    _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var buffer = [UInt8](repeating: 0, count: chunk)
    while true {
      let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
      if count == 0 { return }
      try body(buffer[0..<count])
    }
  }
}

/// `read`, which a method of the same name would hide.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
