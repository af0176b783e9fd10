#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes texts to an open file, to the last byte.
struct FileDescriptorOutput: Sendable {
  /// The file took no more, for the reason the system gives.
  struct Failed: Error {
    let errno: Int32
  }

  private let fileDescriptor: Int32

  init(_ fileDescriptor: Int32) {
    self.fileDescriptor = fileDescriptor
  }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let written = Self.write(fileDescriptor, UnsafeRawBufferPointer(rebasing: rest))
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw Failed(errno: errno) }
        rest = rest.dropFirst(written)
      }
    }
  }

  private static func write(_ fileDescriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(fileDescriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Glibc)
      Glibc.write(fileDescriptor, bytes.baseAddress, bytes.count)
    #else
      Musl.write(fileDescriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
