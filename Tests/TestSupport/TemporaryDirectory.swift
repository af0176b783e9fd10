#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A directory of a test's own, gone with its last reference.
package final class TemporaryDirectory: Sendable {
  package let path: String

  package init() {
    var template = Array("/tmp/traceveil-test-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress, mkdtemp(address) != nil else { return "/tmp" }
      return String(cString: address)
    }
  }

  deinit {
    if path != "/tmp" { Self.remove(path) }
  }

  private static func remove(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        // A link to a folder is removed, not what it leads to.
        if name != ".", name != "..", unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
      }
      closedir(directory)
    }
    rmdir(path)
  }

  /// Writes a file and answers its path.
  package func file(_ name: String, _ text: String) -> String {
    let path = "\(path)/\(name)"
    guard let file = fopen(path, "w") else { return path }
    _ = text.withCString { fwrite($0, 1, strlen($0), file) }
    fclose(file)
    return path
  }
}
