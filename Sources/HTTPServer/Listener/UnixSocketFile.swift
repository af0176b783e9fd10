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
  /// Somebody listens there, or may do so.
  struct InUse: Error, CustomStringConvertible {
    let description: String
  }

  /// The identity of the file, whatever its current name is.
  struct Identity: Hashable, Sendable {
    fileprivate let device: UInt64
    fileprivate let number: UInt64
  }

  /// Binds a port, in the place of a socket's file that a process has left behind, but of nothing else.
  static func bind(
    _ bootstrap: ServerBootstrap,
    to path: String
  ) async throws -> (channel: any Channel, file: Identity?) {
    if identity(path) != nil {
      do {
        let other = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(unixDomainSocketPath: path).get()
        try? await other.close().get()
        throw InUse(description: "another program listens there")
      } catch let error as IOError where error.errnoCode == ECONNREFUSED {
        unlink(path)
      } catch let error as InUse {
        throw error
      } catch {
        // Without the right to ask, with a full backlog, or at a socket of another kind nobody knows.
        throw InUse(description: "there is a socket that another program may use")
      }
    }
    let channel = try await bootstrap.bind(unixDomainSocketPath: path).get()
    return (channel, identity(path))
  }

  /// Removes the file that was bound, and none that has taken its name since.
  static func remove(_ path: String, _ file: Identity?) {
    if let file, identity(path) == file { unlink(path) }
  }

  /// Nil where there is no socket.
  private static func identity(_ path: String) -> Identity? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
    return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
  }
}
