import Logging
import TraceVeil

/// The files of those who may send. What has gone from them lets nobody in any more from the next request on.
struct CredentialsReload: Reloadable {
  let settings: AccessSettings
  let control: AccessControl
  let logger: Logger

  var kind: ReloadKind { .credentials }
  var files: [String] { settings.files }

  /// A file that has become empty takes effect: whoever empties it wants to let nobody in. A mistake in one of the files
  /// keeps what was in that one, and nothing that has gone from another.
  func reload() -> Bool {
    var credentials = control.credentials
    var isGood = true
    for kind in SenderCredentials.Kind.allCases {
      do throws(ConfigurationError) {
        credentials[kind] = try settings.list(of: kind, mayBeEmpty: true) { _ in .environment }
      } catch {
        isGood = false
        logger.error(
          "Credentials refused, the old ones of this file stay in force",
          metadata: ["key": "\(error.key)", "reason": "\(error.reason)"]
        )
      }
    }
    control.use(credentials)
    let counts = credentials.counts
    let metadata: Logger.Metadata = [
      "tokens": "\(counts.tokens)", "users": "\(counts.users)", "keys": "\(counts.keys)",
    ]
    let empty = SenderCredentials.Kind.allCases.filter { credentials[$0]?.count == 0 }.map(\.rawValue)
    if empty.isEmpty {
      // Where a file was refused, that line has been the last word: not all of them are in force.
      logger.info(
        isGood ? "Credentials reloaded" : "Credentials of the other files are in force",
        metadata: metadata
      )
    } else {
      logger.warning(
        "Credentials reloaded: of some kinds there are none left, and nobody is let in by them",
        metadata: metadata.merging(["empty": "\(empty.joined(separator: ","))"]) { $1 }
      )
    }
    return isGood
  }
}
