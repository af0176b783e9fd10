import Logging
import TraceVeil

/// The destinations: what the files of the settings say of them, and their own files: authorities, certificates of our own,
/// credentials. New connections and attempts begin with the new ones.
struct DestinationsReload: Reloadable {
  let exporters: ReloadableExporters
  /// Nil in tests of the exporters' own files alone.
  var destinations: RunningDestinations?
  let logger: Logger

  var kind: ReloadKind { .destinations }
  var files: [String] { destinations?.files ?? [] }

  /// What the settings say of the destinations is used as a whole, or nothing of it. The files of each exporter are for
  /// themselves: a mistake keeps everything that it had. A file that several exporters have is reported once.
  func reload() -> Bool {
    if let destinations {
      do throws(ConfigurationError) {
        try destinations.reload()
      } catch {
        logger.error(
          "Settings of destinations refused, the old ones stay in force",
          metadata: ["key": "\(error.key)", "source": "\(error.source)", "reason": "\(error.reason)"]
        )
        return false
      }
    }
    var mistakes: [(error: ExporterConfigurationError, names: [String])] = []
    for (name, exporter) in exporters.all {
      do throws(ExporterConfigurationError) {
        try exporter.reload()
      } catch {
        if let index = mistakes.firstIndex(where: { $0.error == error }) {
          if !mistakes[index].names.contains(name) { mistakes[index].names.append(name) }
        } else {
          mistakes.append((error, [name]))
        }
      }
    }
    for (error, names) in mistakes {
      logger.error(
        "Files of a destination refused, the old ones stay in force",
        metadata: [
          "of": "\(names.sorted().joined(separator: ","))", "property": "\(error.property)",
          "reason": "\(error.reason)",
        ]
      )
    }
    let isGood = mistakes.isEmpty
    if isGood { logger.info("Files of destinations reloaded", metadata: ["files": "\(Set(files).count)"]) }
    return isGood
  }
}
