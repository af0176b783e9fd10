#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole files, read and written at once.
enum SmallFile {
  struct WriteError: Error, CustomStringConvertible {
    let path: String
    let code: Int32
    var description: String { "cannot write \(path): \(String(cString: strerror(code)))" }
  }

  /// The content, at most a megabyte of it, or nil when the file cannot be read.
  static func text(at path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16 << 10)
    while content.count < 1 << 20 {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      content += block[..<count]
    }
    return String(decoding: content, as: UTF8.self)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
    guard let file = fopen(path, "w") else { throw WriteError(path: path, code: errno) }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw WriteError(path: path, code: errno) }
  }
}
