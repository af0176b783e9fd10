import ArgumentParser
import OTLP
import Redaction
import Store
import TraceVeil

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The queue that a command is about. The gateway may be running, because nothing is locked.
struct QueueFolderOptions: ParsableArguments {
  @Option(help: "The folder of the queue. By default what TRACEVEIL_QUEUE_DIRECTORY says.")
  var directory: String?

  @Option(help: "One of several destinations, whose part of the queue this is about.")
  var destination: String?

  @Option(help: "The gateway's file of settings; the environment wins.")
  var config: String?

  @Flag(help: "Write JSON.")
  var json = false

  /// The gateway's settings, with the folder among them.
  func environment() throws(ConfigurationError) -> Environment {
    let variables = ProcessInfo.processInfo.environment
    var environment = Environment(variables)
    if let config {
      environment = environment.over(try ConfigurationFile.environment(at: config, variables: variables))
    }
    if let directory {
      environment.set(DiskQueueConfiguration.directoryKey, to: directory, source: .commandLine)
    }
    return environment
  }

  /// The folder that this is about: the queue's, or that of one destination in it.
  func path(_ environment: Environment) throws(ConfigurationError) -> String {
    let directory = try environment.queueDirectory()
    guard let destination else { return directory }
    let folders = DestinationFolders(in: directory)
    let names = try environment.names(folders)
    // A name is that of a folder which is there, and so no path.
    if let name = DestinationName(destination)?.text, names.contains(name) { return folders.path(of: name) }
    let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
    throw environment.error(folders, "no destination of this queue has the name of --destination; \(known)")
  }

  /// The folder of letters for a command that takes letters by their numbers, which each destination counts
  /// separately.
  func letters(_ environment: Environment) throws -> DeadLetterFolder {
    let letters = DeadLetterFolder(of: try path(environment))
    let folders = DestinationFolders(in: try environment.queueDirectory())
    let names = try environment.names(folders)
    if destination == nil, !names.isEmpty, try letters.numbers().isEmpty {
      throw environment.error(folders, "name one with --destination: \(names.joined(separator: ", "))")
    }
    return letters
  }

  /// The environment together with what `OTEL_CONFIG_FILE` says: where the gateway sends.
  func exporting() throws(ConfigurationError) -> Environment {
    try DeclarativeFile.applied(to: environment(), variables: ProcessInfo.processInfo.environment).settings
  }
}

extension Environment {
  /// The folder of the queue, which is there, and is one.
  func queueDirectory() throws(ConfigurationError) -> String {
    let key = DiskQueueConfiguration.directoryKey
    guard let directory = self[key] else {
      throw ConfigurationError(
        key: key,
        source: .environment,
        reason: "it is not set; --directory names the folder of the queue, too"
      )
    }
    let isQueue: Bool
    do throws(SystemError) {
      isQueue = try QueueInspection.isQueue(directory, stores: Signal.allCases.map(\.rawValue))
    } catch {
      throw ConfigurationError(key: key, source: source(of: key), reason: "\(directory): \(error)")
    }
    guard isQueue else {
      throw ConfigurationError(
        key: key,
        source: source(of: key),
        reason: "\(directory): nothing of a queue is in this folder"
      )
    }
    return directory
  }

  /// The names of the destinations that have folders.
  func names(_ folders: DestinationFolders) throws(ConfigurationError) -> [String] {
    do throws(SystemError) {
      return try folders.names()
    } catch {
      throw self.error(folders, "\(error)")
    }
  }

  fileprivate func error(_ folders: DestinationFolders, _ reason: String) -> ConfigurationError {
    let key = DiskQueueConfiguration.directoryKey
    return ConfigurationError(key: key, source: source(of: key), reason: "\(folders.path): \(reason)")
  }

  /// Decrypts what is in it; nil for no key.
  func queueKey() throws(ConfigurationError) -> StorageKey? {
    var reader = ConfigurationReader(self)
    return try reader.keyMaterial().map { StorageKey($0) }
  }
}

/// How commands about a queue write.
enum QueueOutput {
  /// Has nothing that a terminal would obey.
  static func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { Array(TerminalText.escaping(Array($0)).utf8) } ?? []
  }

  /// Text of a line, with nothing that a terminal would obey.
  static func line(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
      line +=
        scalar.properties.generalCategory == .control
        ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
  }

  /// The time in ISO 8601, in UTC.
  static func time(_ milliseconds: UInt64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
  }

  /// Columns as wide as what is in them.
  static func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column + 1 == row.count ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return line(cells.joined(separator: "  ")) + "\n"
    }.joined()
  }
}
