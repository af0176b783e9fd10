import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Standard output or standard error, written whole texts at a time, without a buffer that a crash would
/// lose.
final class StandardStream: Sendable {
  static let output = StandardStream(descriptor: 1)
  static let error = StandardStream(descriptor: 2)

  /// The reader takes no more, or the disk is full.
  struct WriteError: Error {
    let errno: Int32
  }

  private let descriptor: Int32
  /// Keeps the texts of different threads apart.
  private let lock = Mutex(())

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes all of `text`. Blocks while the reader is slow.
  func write(_ text: String) throws(WriteError) { try write(Array(text.utf8)) }

  /// Writes all of `bytes`. Blocks while the reader is slow.
  func write(_ bytes: [UInt8]) throws(WriteError) {
    // A typed error does not get through `withUnsafeBytes`.
    let failure: Int32? = lock.withLock { _ in
      bytes.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { return errno }
          rest = rest.dropFirst(count)
        }
        return nil
      }
    }
    if let failure { throw WriteError(errno: failure) }
  }

  /// The same of bytes, which are then forgotten.
  func write(bytes: inout [UInt8]) throws(WriteError) {
    try write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes a last message or a log line, and ignores a failure: there is no other place to report it.
  func tell(_ text: String) { try? write(text) }
}

/// `write`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
