import Logging
import Synchronization
import TraceVeil

/// Exporters whose files are read again, with the name of the destination or the signal that each is of.
final class ReloadableExporters: Sendable {
  private let list = Mutex<[(name: String, exporter: any SpanExporter)]>([])

  var all: [(name: String, exporter: any SpanExporter)] { list.withLock { $0 } }

  func add(_ exporter: any SpanExporter, of name: String) {
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

  /// Reloads each exporter by itself. A mistake keeps everything that it had. A file that several exporters have is
  /// reported once.
  func reload() -> Bool {
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
          "of": "\(names.joined(separator: ","))", "property": "\(error.property)",
          "reason": "\(error.reason)",
        ]
      )
    }
    let isGood = mistakes.isEmpty
    if isGood { logger.info("Files of destinations reloaded", metadata: ["files": "\(Set(files).count)"]) }
    return isGood
  }
}
