import Logging
import Synchronization
import TraceVeil

/// Exporters whose files are read again, with the name of the destination or the signal that each is of.
final class ReloadableExporters: Sendable {
  private let list = Mutex<[(name: String, exporter: any ReloadableExporter)]>([])

  var all: [(name: String, exporter: any ReloadableExporter)] { list.withLock { $0 } }

  func add(_ exporter: any SpanExporter, of name: String) {
    guard let exporter = exporter as? any ReloadableExporter else { return }
    list.withLock { $0.append((name, exporter)) }
  }
}

/// The files of the way out: authorities, certificates of our own, credentials. New connections and attempts begin with the
/// new ones.
struct DestinationsReload: Reloadable {
  let files: [String]
  let exporters: ReloadableExporters
  let logger: Logger

  var kind: ReloadKind { .destinations }

  /// Each exporter for itself: a mistake keeps all that one had.
  func reload() -> Bool {
    var isGood = true
    for (name, exporter) in exporters.all {
      do throws(ExporterConfigurationError) {
        try exporter.reload()
      } catch {
        isGood = false
        logger.error(
          "Files of a destination refused, the old ones stay in force",
          metadata: ["of": "\(name)", "property": "\(error.property)", "reason": "\(error.reason)"]
        )
      }
    }
    if isGood { logger.info("Files of destinations reloaded", metadata: ["files": "\(Set(files).count)"]) }
    return isGood
  }
}
