import NIOCore
import NIOPosix

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The file of a socket that has a path.
enum UnixSocketFile {
  /// Somebody listens there.
  struct InUse: Error, CustomStringConvertible {
    let description = "another program listens there"
  }

  /// Binds a port, in the place of a socket's file that a process has left behind, but of nothing else.
  static func bind(_ bootstrap: ServerBootstrap, to path: String) async throws -> any Channel {
    if isSocket(path) {
      let other = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(unixDomainSocketPath: path).get()
      if let other {
        try? await other.close().get()
        throw InUse()
      }
      unlink(path)
    }
    return try await bootstrap.bind(unixDomainSocketPath: path).get()
  }

  static func remove(_ path: String) {
    if isSocket(path) { unlink(path) }
  }

  private static func isSocket(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }
}
