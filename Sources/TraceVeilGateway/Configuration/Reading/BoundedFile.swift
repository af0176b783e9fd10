#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files that a setting names.
enum BoundedFile {
  /// Why a file cannot be used. Says nothing of what is in it.
  enum Failure: Error, Hashable {
    /// The system's reason.
    case unreadable(String)
    case tooLarge(limit: Int)
    case notUTF8

    var reason: String {
      switch self {
      case .unreadable(let reason): "the file cannot be read: \(reason)"
      case .tooLarge(let limit): "the file is larger than \(limit) bytes"
      case .notUTF8: "the file is not UTF-8 text"
      }
    }
  }

  /// The text of a file of at most `limit` bytes.
  static func text(_ path: String, limit: Int = 1 << 20) throws(Failure) -> String {
    guard let text = String(validating: try bytes(path, limit: limit), as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// The bytes of a file of at most `limit` bytes.
  static func bytes(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
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
      if count < 0 { throw lastFailure() }
      if count == 0 { return bytes }
    }
    throw .tooLarge(limit: limit)
  }

  private static func lastFailure() -> Failure { .unreadable(String(cString: strerror(errno))) }
}
