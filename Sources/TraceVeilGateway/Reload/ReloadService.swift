import Logging
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Reads files again at every SIGHUP, and when they have changed. With nothing to read a SIGHUP does nothing, rather than
/// end the process.
struct ReloadService: Service {
  let hangups: UnixSignalsSequence
  let reloads: Reloads
  /// Between two looks at the files; zero for none.
  let interval: Duration
  let threads: NIOThreadPool
  let logger: Logger

  func run() async throws {
    await withDiscardingTaskGroup { group in
      group.addTask { await reloadAtHangups() }
      if interval > .zero, !reloads.parts.isEmpty {
        group.addTask { try? await cancelWhenGracefulShutdown { try await reloadAtChanges() } }
      }
    }
  }

  private func reloadAtHangups() async {
    for await _ in hangups.cancelOnGracefulShutdown() {
      guard !reloads.parts.isEmpty else {
        logger.warning(
          "SIGHUP: there is nothing to reload; no policy, credentials, certificates or --config are set"
        )
        continue
      }
      // Compiling may take seconds. The pool ends only with the gateway, and no batch can hold its threads: a
      // policy may be changed because the workers wait for an analyzer.
      _ = try? await threads.runIfActive { reloads.reloadAll() }
    }
  }

  private func reloadAtChanges() async throws {
    while true {
      try await Task.sleep(for: interval)
      try await threads.runIfActive { reloads.reloadChanged() }
    }
  }
}
