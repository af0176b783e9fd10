import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Another process of this machine whose output is read line by line. It is ended with `terminate`, or when a
/// signal ends this process.
final class ChildProcess: Sendable {
  struct SpawnError: Error, CustomStringConvertible {
    let description: String
  }

  let pid: pid_t
  /// What the child has written to its standard output and error.
  let output: ChildOutput
  /// The write end of the child's standard input. A child that reads it learns of our death by its end.
  private let inputDescriptor: CInt

  private static let running = Mutex<Set<pid_t>>([])

  /// Starts `arguments[0]`, a path, with the environment given and no other.
  init(
    _ arguments: [String],
    environment: [String: String],
    group: any EventLoopGroup,
    output: ChildOutput
  ) async throws {
    let input = try Self.openPipe()
    let merged = try Self.openPipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.read, 0)
    posix_spawn_file_actions_adddup2(&actions, merged.write, 1)
    posix_spawn_file_actions_adddup2(&actions, merged.write, 2)

    var pid: pid_t = 0
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let path = arguments[0]
    let code = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(variables) { posix_spawn(&pid, path, &actions, nil, arguments, $0) }
    }
    close(input.read)
    close(merged.write)
    inputDescriptor = input.write
    self.pid = pid
    self.output = output
    guard code == 0 else {
      close(input.write)
      close(merged.read)
      throw SpawnError(description: "cannot start \(arguments[0]): \(String(cString: strerror(code)))")
    }
    Self.running.withLock { _ = $0.insert(pid) }
    _ = try await NIOPipeBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ChildOutputReader(output))
        }
      }
      .takingOwnershipOfDescriptor(input: merged.read)
      .get()
  }

  /// Sends SIGTERM, and SIGKILL when the child is still there after `grace`. Returns when it is gone.
  func terminate(grace: Duration = .seconds(40)) async {
    kill(pid, SIGTERM)
    let deadline = ContinuousClock.now + grace
    while !hasExited() {
      if ContinuousClock.now > deadline { kill(pid, SIGKILL) }
      try? await Task.sleep(for: .milliseconds(20))
    }
    close(inputDescriptor)
  }

  /// Ends every child at once. For the way out on a signal.
  static func killAll() {
    running.withLock { pids in
      for pid in pids { kill(pid, SIGKILL) }
    }
  }

  private func hasExited() -> Bool {
    var status: CInt = 0
    guard waitpid(pid, &status, WNOHANG) != 0 else { return false }
    Self.running.withLock { _ = $0.remove(pid) }
    return true
  }

  private static func openPipe() throws -> (read: CInt, write: CInt) {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw SpawnError(description: "cannot make a pipe") }
    // The next child must not hold this one's ends open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer {
      for copy in copies { free(copy) }
    }
    return body(copies)
  }
}
