package import ArgumentParser
import OTLP
import Store
import TraceVeil

/// `traceveil queue`.
package struct QueueCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Looks into a queue on disk.",
    subcommands: [QueueStatusCommand.self]
  )

  package init() {}
}

/// `traceveil queue status`.
struct QueueStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says what waits in the folder of a queue, of a gateway that runs or not.",
    discussion: """
      Nothing is locked, changed or decrypted, and nothing of the contents is shown. Of a gateway that runs, what was \
      delivered in the last moments may be counted, and /status of its admin port is exact.
      """
  )

  @OptionGroup var folder: QueueFolderOptions

  func run() async throws {
    try await ExitStatus.reportingErrors {
      let environment = try folder.environment()
      let directory = try folder.path(environment)
      var status = try self.status(of: directory, environment)
      if folder.destination == nil {
        let destinations = DestinationFolders(in: directory)
        for name in try environment.names(destinations) {
          status.destinations[name] = try self.status(of: destinations.path(of: name), environment)
        }
      }
      try StandardStream.output.write(
        folder.json ? QueueOutput.json(status) + [0x0A] : Array(status.text.utf8)
      )
      return .success
    }
  }

  private func status(
    of directory: String,
    _ environment: Environment
  ) throws(ConfigurationError) -> QueueStatus {
    do throws(SystemError) {
      return QueueStatus(
        try QueueInspection(of: directory, stores: Signal.allCases.map(\.rawValue)),
        directory
      )
    } catch {
      throw ConfigurationError(
        key: DiskQueueConfiguration.directoryKey,
        source: environment.source(of: DiskQueueConfiguration.directoryKey),
        reason: "\(directory): \(error)"
      )
    }
  }
}

/// What `queue status` writes.
struct QueueStatus: Encodable {
  struct Signal: Encodable {
    var requests: Int
    var items: Int
    var waitingBytes: Int
    /// When the oldest and the newest came that wait.
    var oldest: String?
    var newest: String?
    var segments: Int
    var bytes: Int
    var encrypted: Bool
    var damagedPlaces: Int
    var unreadableFiles: Int
    var quarantinedPieces: Int
    var quarantinedBytes: Int
  }

  struct DeadLetters: Encodable {
    var letters: Int
    var items: Int
    var bytes: Int
    var unreadable: Int
  }

  var directory: String
  /// The version of the format; absent if nothing tells it.
  var version: Int?
  var encrypted: Bool
  var signals: [String: Signal]
  var deadLetters: DeadLetters
  /// The status of each of several destinations, by its name.
  var destinations: [String: QueueStatus] = [:]

  init(_ found: QueueInspection, _ directory: String) {
    self.directory = directory
    version = found.version
    encrypted = found.isEncrypted
    signals = Dictionary(
      uniqueKeysWithValues: found.stores.map { store in
        (
          store.name,
          Signal(
            requests: store.requests,
            items: store.items,
            waitingBytes: store.waitingBytes,
            oldest: store.oldest.map { QueueOutput.time($0) },
            newest: store.newest.map { QueueOutput.time($0) },
            segments: store.segments,
            bytes: store.bytes,
            encrypted: store.isEncrypted,
            damagedPlaces: store.damaged,
            unreadableFiles: store.unreadable,
            quarantinedPieces: store.quarantined,
            quarantinedBytes: store.quarantinedBytes
          )
        )
      }
    )
    deadLetters = DeadLetters(
      letters: found.deadLetters.letters,
      items: found.deadLetters.items,
      bytes: found.deadLetters.bytes,
      unreadable: found.deadLetters.unreadable
    )
  }

  /// The status as a text for people.
  var text: String {
    let rest = destinations.sorted { $0.key < $1.key }.map(\.value.own)
    // Where all is with destinations, nothing is said of the rest.
    return (rest.isEmpty || !signals.isEmpty || deadLetters.letters > 0 ? [own] + rest : rest).joined()
  }

  private var own: String {
    var rows = [["SIGNAL", "REQUESTS", "ITEMS", "BYTES", "OLDEST", "FILES", "DAMAGED", "QUARANTINED"]]
    for (name, signal) in signals.sorted(by: { $0.key < $1.key }) {
      rows.append([
        name, String(signal.requests), String(signal.items), String(signal.waitingBytes),
        signal.oldest ?? "-", "\(signal.segments) (\(signal.bytes) bytes)",
        String(signal.damagedPlaces + signal.unreadableFiles),
        "\(signal.quarantinedPieces) (\(signal.quarantinedBytes) bytes)",
      ])
    }
    let format = version.map { "format \($0)" } ?? "no file says which format it has"
    return """
      \(QueueOutput.line(directory)): \(format), \(encrypted ? "encrypted" : "not encrypted")
      \(QueueOutput.table(rows))dead letters: \(deadLetters.letters) of \(deadLetters.items) items, \
      \(deadLetters.bytes) bytes\(deadLetters.unreadable > 0 ? ", \(deadLetters.unreadable) cannot be read" : "")

      """
  }
}
