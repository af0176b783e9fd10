import ArgumentParser
import OTLP
import Store
import TraceVeil

/// `traceveil deadletters show`.
struct DeadLettersShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what is in dead letters, as it was sent: redacted.",
    discussion: """
      With --json a line for each, its member request an OTLP export request. Values of headers that are sent along are \
      not shown. Letters that are encrypted need the gateway's TRACEVEIL_KEY_FILE.
      """
  )

  @OptionGroup var folder: QueueFolderOptions
  @OptionGroup var choice: DeadLetterChoice

  private struct About: Encodable {
    var letter: DeadLetterLine
    /// What the destination said, redacted, and advice.
    var details: [String: String]
    /// Names of headers that are sent along.
    var headers: [String]

    /// The letter as a text for people.
    var text: String {
      let status = letter.status.map { " with status \($0)" } ?? ""
      var text =
        "letter \(letter.number): \(letter.items) items of \(letter.signal), arrived \(letter.arrived), "
      text += "refused \(letter.refused)\(status): \(letter.reason)\n"
      if !headers.isEmpty {
        text += "  headers: \(headers.map { QueueOutput.line($0) }.joined(separator: ", "))\n"
      }
      for (name, detail) in details.sorted(by: { $0.key < $1.key }) {
        // In JSON's form, which has nothing that a terminal would obey.
        text += "  \(QueueOutput.line(name)): \(String(decoding: QueueOutput.json(detail), as: UTF8.self))\n"
      }
      return text
    }
  }

  func run() async throws {
    try await ExitStatus.reportingErrors {
      let environment = try folder.environment()
      let letters = try folder.letters(environment)
      let key = try environment.queueKey()
      var hasFailed = false
      for number in try choice.chosen(letters) {
        do {
          let entry = try letters.entry(number)
          try await show(entry, try letters.letter(number, cipher: key))
        } catch let failure as DeadLetterFailure {
          failure.tell(number)
          hasFailed = true
        }
      }
      return hasFailed ? .usage : .success
    }
  }

  private func show(_ entry: DeadLetterEntry, _ letter: DeadLetter) async throws {
    guard let request = try? letter.plainRequest() else { throw DeadLetterFailure.damaged }
    let destination = folder.destination.flatMap { DestinationName($0)?.text }
    let about = About(
      letter: DeadLetterLine(entry, destination),
      details: letter.details,
      headers: letter.headerNames
    )
    guard folder.json else {
      try StandardStream.output.write(about.text)
      return try await print(request, .text) { $0 }
    }
    let description = QueueOutput.json(about)
    try await print(request, .json) { json in
      String(decoding: description.dropLast(), as: UTF8.self) + ",\"request\":"
        + (json.hasSuffix("\n") ? json.dropLast() : json[...]) + "}\n"
    }
  }

  private func print(
    _ request: ExportRequest,
    _ format: ConsoleExporter.Format,
    _ text: @escaping @Sendable (String) -> String
  ) async throws {
    let exporter = ConsoleExporter(format: format) { try StandardStream.output.write(text($0)) }
    guard case .success = await exporter.export(request) else { throw DeadLetterFailure.damaged }
  }
}
