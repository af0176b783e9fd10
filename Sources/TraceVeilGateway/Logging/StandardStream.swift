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

  /// - Parameter descriptor: Stays open and belongs to the caller.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes all of `text`. Blocks while the reader is slow.
  func write(_ text: String) throws(WriteError) { try write(Array(text.utf8)) }

  /// Writes all of `bytes`. Blocks while the reader is slow.
  func write(_ bytes: [UInt8]) throws(WriteError) {
    if let failure = lock.withLock({ _ in writeAll(bytes) }) { throw WriteError(errno: failure) }
  }

  /// - Parameter patience: Milliseconds that may pass before each piece of a page's size; negative for any time.
  /// - Returns: Why not all was written.
  private func writeAll(_ bytes: [UInt8], patience: Int32 = -1) -> Int32? {
    // A typed error does not get through `withUnsafeBytes`.
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        var piece = rest
        if patience >= 0 {
          var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          guard poll(&event, 1, patience) > 0 else { return EAGAIN }
          // A pipe that is ready takes as much without waiting.
          piece = rest.prefix(4096)
        }
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: piece))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }

  /// Writes bytes, and then removes them.
  func write(bytes: inout [UInt8]) throws(WriteError) {
    try write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes a last message, and ignores a failure: there is no other place to report it. Gives up after a second in
  /// which nobody reads, so that the program ends.
  func tell(_ text: String) {
    let bytes = Array(text.utf8)
    // Another thread may hold the lock, and wait for the reader as well.
    for _ in 0..<100 {
      if lock.withLockIfAvailable({ _ in _ = writeAll(bytes, patience: 1000) }) != nil { return }
      usleep(10_000)
    }
  }
}

/// `write`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
