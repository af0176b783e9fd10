#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input and output without buffers in between: a reader at the other end of a pipe sees a line at
/// once.
enum ConsoleLine {
  static func print(_ line: String) {
    put(line + "\n", to: 1)
  }

  static func printError(_ line: String) {
    put(line + "\n", to: 2)
  }

  /// Blocks until standard input is at its end.
  static func readUntilEnd() {
    var block = [UInt8](repeating: 0, count: 256)
    var count = 1
    while count > 0 || (count < 0 && errno == EINTR) {
      count = read(0, &block, block.count)
    }
  }

  private static func put(_ text: String, to descriptor: CInt) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(count, 0))
    }
  }
}
