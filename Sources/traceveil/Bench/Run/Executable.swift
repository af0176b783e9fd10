#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that this process runs.
enum Executable {
  static let path: String = {
    #if os(Linux)
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress, $0.count) }
      if count > 0 { return String(decoding: buffer[..<count], as: UTF8.self) }
    #endif
    return CommandLine.arguments[0]
  }()
}
