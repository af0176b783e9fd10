package import ArgumentParser
import OTLP
import Store
import TraceVeil

/// `traceveil deadletters`.
package struct DeadLettersCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "deadletters",
    abstract: "What destinations refused for good, in the folder of a queue on disk.",
    discussion: """
      Letters are named by numbers, of which each of several destinations has its own. The gateway may run; nothing is \
      locked.
      """,
    subcommands: [
      DeadLettersListCommand.self, DeadLettersShowCommand.self, DeadLettersResendCommand.self,
      DeadLettersDropCommand.self,
    ]
  )

  package init() {}
}

/// Which letters a command is about.
struct DeadLetterChoice: ParsableArguments {
  @Flag(help: "All letters there are.")
  var all = false

  @Argument(help: "Numbers of letters, as list shows them.")
  var numbers: [UInt64] = []

  func validate() throws {
    if all == !numbers.isEmpty { throw ValidationError("name letters by their numbers, or all with --all") }
  }

  func chosen(_ letters: DeadLetterFolder) throws -> [UInt64] { all ? try letters.numbers() : numbers }
}

/// `traceveil deadletters list`.
struct DeadLettersListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists dead letters, the oldest first.",
    discussion: "Needs no key, and shows nothing of the contents."
  )

  @OptionGroup var folder: QueueFolderOptions

  func run() async throws {
    try await ExitStatus.reportingErrors {
      let environment = try folder.environment()
      var (shown, unreadable) = ([DeadLetterLine](), 0)
      for (destination, letters) in try folders(environment) {
        for number in try letters.numbers() {
          do throws(DeadLetterFailure) {
            shown.append(DeadLetterLine(try letters.entry(number), destination))
          } catch {
            // One that was taken away in between is no longer there.
            if error != .notFound { unreadable += 1 }
          }
        }
      }
      let output = folder.json ? QueueOutput.json(shown) + [0x0A] : Array(DeadLetterLine.table(shown).utf8)
      try StandardStream.output.write(output)
      if unreadable > 0 { StandardStream.error.tell("traceveil: \(unreadable) letters cannot be read\n") }
      return .success
    }
  }
}

extension DeadLettersListCommand {
  /// The folders with the destinations that they belong to; nil for a single one.
  private func folders(
    _ environment: Environment
  ) throws(ConfigurationError) -> [(destination: String?, letters: DeadLetterFolder)] {
    let directory = try folder.path(environment)
    if let name = folder.destination {
      return [(DestinationName(name)?.text, DeadLetterFolder(of: directory))]
    }
    let destinations = DestinationFolders(in: directory)
    return try [(nil, DeadLetterFolder(of: directory))]
      + environment.names(destinations).map { ($0, DeadLetterFolder(of: destinations.path(of: $0))) }
  }
}

/// `traceveil deadletters drop`.
struct DeadLettersDropCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "Removes dead letters for good."
  )

  @OptionGroup var folder: QueueFolderOptions
  @OptionGroup var choice: DeadLetterChoice

  private struct Outcome: Encodable {
    var dropped: [UInt64] = []
    var missing: [UInt64] = []
  }

  func run() async throws {
    try await ExitStatus.reportingErrors {
      let letters = try folder.letters(try folder.environment())
      var outcome = Outcome()
      for number in try choice.chosen(letters) {
        if try letters.remove(number) {
          outcome.dropped.append(number)
        } else {
          outcome.missing.append(number)
        }
      }
      if folder.json {
        try StandardStream.output.write(QueueOutput.json(outcome) + [0x0A])
      } else {
        try StandardStream.output.write("dropped \(outcome.dropped.count)\n")
      }
      for number in outcome.missing { DeadLetterFailure.notFound.tell(number) }
      return outcome.missing.isEmpty ? .success : .usage
    }
  }
}

/// What `list` says about one.
struct DeadLetterLine: Encodable {
  var number: UInt64
  /// Absent where there are not several.
  var destination: String?
  var refused: String
  var arrived: String
  var signal: String
  var items: Int
  /// The bytes before compression.
  var bytes: Int
  /// Absent where there was no answer.
  var status: Int?
  var reason: String
  var encrypted: Bool

  /// - Parameter destination: The name of the destination, if there are several.
  init(_ entry: DeadLetterEntry, _ destination: String? = nil) {
    number = entry.number
    self.destination = destination
    refused = QueueOutput.time(entry.time)
    arrived = QueueOutput.time(entry.arrival)
    signal = Signal(recordNumber: entry.signal)?.rawValue ?? "unknown"
    items = entry.items
    bytes = entry.uncompressedBytes
    status = entry.status == 0 ? nil : entry.status
    // If another version has written the file, the reason may be any text.
    reason = ExportError.Code(rawValue: entry.reason)?.rawValue ?? "unknown"
    encrypted = entry.isEncrypted
  }

  static func table(_ lines: [DeadLetterLine]) -> String {
    let isDivided = lines.contains { $0.destination != nil }
    let head = ["NUMBER", "REFUSED", "SIGNAL", "ITEMS", "BYTES", "STATUS", "REASON"]
    return QueueOutput.table(
      [(isDivided ? ["DESTINATION"] : []) + head]
        + lines.map { line in
          (isDivided ? [line.destination ?? "-"] : []) + [
            String(line.number), line.refused, line.signal, String(line.items), String(line.bytes),
            line.status.map(String.init) ?? "-", line.reason,
          ]
        }
    )
  }
}

extension DeadLetterFailure {
  /// Says on standard error what is wrong with a letter, and what can be done.
  func tell(_ number: UInt64) {
    let reason =
      switch self {
      case .notFound: "there is no such letter; traceveil deadletters list shows which there are"
      case .damaged: "it is damaged; traceveil deadletters drop \(number) removes it"
      case .newerVersion: "a newer version of traceveil has written it"
      case .key: "it is encrypted; TRACEVEIL_KEY_FILE has to name the key of the gateway that wrote it"
      case .system(let error): "\(error)"
      }
    StandardStream.error.tell("traceveil: \(number): \(reason)\n")
  }
}
