import Logging
import NIOPosix
import Redaction
import ServiceLifecycle
import Synchronization
import TraceVeil
import UnixSignals

/// The policy file of a running gateway, and what came of reading it again.
final class PolicyReloads: Sendable {
  struct Counts: Sendable, Hashable {
    /// Files that took effect, the first not counted.
    var applied = 0
    /// Files that could not be used, and were not.
    var refused = 0
  }

  let source: PolicySource
  private let transforms: [RedactionTransform]
  private let logger: Logger
  private let state = Mutex(Counts())

  var counts: Counts { state.withLock { $0 } }

  init(source: PolicySource, transforms: [RedactionTransform], logger: Logger) {
    self.source = source
    self.transforms = transforms
    self.logger = logger
  }

  /// Reads the file again. A valid one takes effect for every batch whose processing begins afterwards; of one
  /// that is not, every mistake is logged, and the policy that was in force stays. Blocks for as long as the
  /// file's patterns take to compile. - Returns: Whether it took effect.
  @discardableResult
  func reload() -> Bool {
    do throws(PolicySource.Refusal) {
      let plan = try source.load()
      for transform in transforms { transform.use(plan) }
      state.withLock { $0.applied += 1 }
      logger.info("Policy reloaded", metadata: ["file": "\(source.path)"])
      return true
    } catch {
      state.withLock { $0.refused += 1 }
      for mistake in error.mistakes {
        logger.error(
          "Policy refused, the old one stays in force",
          metadata: [
            "file": "\(mistake.file)", "line": "\(mistake.line)", "key": "\(mistake.key)",
            "reason": "\(mistake.reason)",
          ]
        )
      }
      return false
    }
  }
}

/// Reloads the policy at every SIGHUP. Without a policy file a SIGHUP does nothing, rather than end the process.
struct HangupReloads: Service {
  let hangups: UnixSignalsSequence
  let reloads: PolicyReloads?
  let threads: NIOThreadPool
  let logger: Logger

  func run() async throws {
    for await _ in hangups.cancelOnGracefulShutdown() {
      guard let reloads else {
        logger.warning("SIGHUP: there is no policy file to reload; TRACEVEIL_POLICY is not set")
        continue
      }
      // Compiling may take seconds. The pool ends only with the gateway, and no batch can hold its threads: a
      // policy may be changed because the workers wait for an analyzer.
      _ = try? await threads.runIfActive { reloads.reload() }
    }
  }
}
