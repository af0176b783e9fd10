import Logging
import Redaction
import TraceVeil

/// The policy file. A valid one takes effect for every batch whose processing begins afterwards.
struct PolicyReload: Reloadable {
  let source: PolicySource
  let transforms: [RedactionTransform]
  let logger: Logger

  var kind: ReloadKind { .policy }
  var files: [String] { [source.path] }

  func reload() -> Bool {
    do throws(PolicySource.Refusal) {
      let plan = try source.load()
      for transform in transforms { transform.use(plan) }
      logger.info("Policy reloaded", metadata: ["file": "\(source.path)"])
      return true
    } catch {
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
