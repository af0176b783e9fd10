import Logging
import TraceVeil

/// The files of those who may send. What has gone from them lets nobody in any more from the next request on.
struct CredentialsReload: Reloadable {
  let settings: AccessSettings
  let control: AccessControl
  let logger: Logger

  var kind: ReloadKind { .credentials }
  var files: [String] { settings.files }

  /// A file that has become empty takes effect: whoever empties it wants to let nobody in.
  func reload() -> Bool {
    do throws(ConfigurationError) {
      let credentials = try settings.load(mayBeEmpty: true) { _ in .environment }
      control.use(credentials)
      let counts = credentials.counts
      let metadata: Logger.Metadata = [
        "tokens": "\(counts.tokens)", "users": "\(counts.users)", "keys": "\(counts.keys)",
      ]
      if counts.tokens + counts.users + counts.keys == 0 {
        logger.warning("Credentials reloaded: there are none left, and nobody may send", metadata: metadata)
      } else {
        logger.info("Credentials reloaded", metadata: metadata)
      }
      return true
    } catch {
      logger.error(
        "Credentials refused, the old ones stay in force",
        metadata: ["key": "\(error.key)", "reason": "\(error.reason)"]
      )
      return false
    }
  }
}
