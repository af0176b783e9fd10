#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The file system of this machine.
package struct SystemFileSystem: FileSystem {
  static let notFound = ENOENT
  static let noSpace = ENOSPC

  package init() {}

  static func text(of code: Int32) -> String { String(cString: strerror(code)) }

  package func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = opendir(folder) else { throw SystemError("opendir", errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  package func makeFolder(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw SystemError("mkdir", errno)
  }

  package func open(_ path: String, writing: Bool) throws(SystemError) -> OpenFile {
    // A pipe that somebody has put there is not waited for; of files it changes nothing.
    let flags = (writing ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC | O_NONBLOCK
    return OpenFile(number: try Self.call("open") { Self.open(path, flags) })
  }

  // Swift's importer takes no variable arguments but these.
  private static func open(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Darwin)
      Darwin.open(path, flags, 0o600)
    #elseif canImport(Musl)
      Musl.open(path, flags, 0o600)
    #else
      Glibc.open(path, flags, 0o600)
    #endif
  }

  package func close(_ file: OpenFile) {
    // What matters has been synced before.
    #if canImport(Darwin)
      _ = Darwin.close(file.number)
    #elseif canImport(Musl)
      _ = Musl.close(file.number)
    #else
      _ = Glibc.close(file.number)
    #endif
  }

  package func size(of file: OpenFile) throws(SystemError) -> Int {
    var status = stat()
    _ = try Self.call("fstat") { fstat(file.number, &status) }
    return Int(status.st_size)
  }

  package func isRemoved(_ file: OpenFile) throws(SystemError) -> Bool {
    var status = stat()
    _ = try Self.call("fstat") { fstat(file.number, &status) }
    return status.st_nlink == 0
  }

  package func read(
    _ file: OpenFile,
    at offset: Int,
    into room: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try Self.call("pread") { pread(file.number, room.baseAddress, room.count, off_t(offset)) }
  }

  package func write(
    _ file: OpenFile,
    at offset: Int,
    _ bytes: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int {
    try Self.call("pwrite") { pwrite(file.number, bytes.baseAddress, bytes.count, off_t(offset)) }
  }

  package func sync(_ file: OpenFile) throws(SystemError) {
    #if canImport(Darwin)
      // Anything less leaves the bytes in the cache of the disk.
      _ = try Self.call("fcntl") { fcntl(file.number, F_FULLFSYNC) }
    #else
      _ = try Self.call("fdatasync") { fdatasync(file.number) }
    #endif
  }

  package func syncFolder(_ path: String) throws(SystemError) {
    let folder = try Self.call("open") { Self.open(path, O_RDONLY | O_CLOEXEC) }
    defer { close(OpenFile(number: folder)) }
    _ = try Self.call("fsync") { fsync(folder) }
  }

  package func truncate(_ file: OpenFile, to size: Int) throws(SystemError) {
    _ = try Self.call("ftruncate") { ftruncate(file.number, off_t(size)) }
  }

  package func rename(_ path: String, to newPath: String) throws(SystemError) {
    #if canImport(Darwin)
      _ = try Self.call("rename") { Darwin.rename(path, newPath) }
    #elseif canImport(Musl)
      _ = try Self.call("rename") { Musl.rename(path, newPath) }
    #else
      _ = try Self.call("rename") { Glibc.rename(path, newPath) }
    #endif
  }

  package func remove(_ path: String) throws(SystemError) {
    _ = try Self.call("unlink") { unlink(path) }
  }

  /// Whether this process may make and remove files in a folder.
  /// - Throws: Why not.
  static func checkAccess(_ folder: String) throws(SystemError) {
    _ = try call("access") { access(folder, R_OK | W_OK | X_OK) }
    var status = stat()
    _ = try call("stat") { stat(folder, &status) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemError("mkdir", ENOTDIR) }
  }

  package func freeBytes(in folder: String) -> Int {
    var status = statvfs()
    // File systems that have no blocks of their own, as some of networks, say nothing.
    guard statvfs(folder, &status) == 0, status.f_blocks > 0 else { return .max }
    // What only the superuser may use is not for a service.
    let (bytes, isTooMany) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return isTooMany ? .max : Int(clamping: bytes)
  }

  package func lock(_ file: OpenFile) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try Self.call("flock") { flock(file.number, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error.code == EWOULDBLOCK { return false }
      throw error
    }
  }

  /// Repeats what a signal has interrupted. Not `fdatasync` after a failure: the pages would be clean by then.
  private static func call<Number: BinaryInteger & SignedNumeric>(
    _ name: String,
    _ body: () -> Number
  ) throws(SystemError) -> Number {
    while true {
      let result = body()
      if result >= 0 { return result }
      guard errno == EINTR, name != "fdatasync" else { throw SystemError(name, errno) }
    }
  }
}
