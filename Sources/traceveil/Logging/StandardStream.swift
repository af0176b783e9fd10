import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Standard output or standard error, written whole texts at a time, without a buffer that a crash would lose.
final class StandardStream: Sendable {
  static let output = StandardStream(descriptor: 1)
  static let error = StandardStream(descriptor: 2)

  private let descriptor: Int32
  /// Keeps the texts of different threads apart.
  private let lock = Mutex(())

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes all of `text`. Blocks while the reader is slow; what a reader that is gone does not take is lost.
  func write(_ text: String) {
    write(Array(text.utf8)[...])
  }

  /// The same of bytes, which are then forgotten.
  func write(bytes: inout [UInt8]) {
    write(bytes[...])
    bytes.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: ArraySlice<UInt8>) {
    var bytes = bytes
    lock.withLock { _ in
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
      }
    }
  }
}

/// `write`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
