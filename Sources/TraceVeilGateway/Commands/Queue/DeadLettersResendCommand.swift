import ArgumentParser
import Logging
import OTLP
import Store
import TraceVeil

/// `traceveil deadletters resend`.
struct DeadLettersResendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resend",
    abstract: "Sends dead letters to the destination once more, and removes those that it takes.",
    discussion: """
      They go where the gateway's settings say, with its headers and certificates: give this command the same \
      environment. They are redacted already, and not redacted again. A letter of which only a part is taken, or none, \
      stays as it is, and that part would be sent twice the next time.

      Ends with 0 when the destination has taken all of them, and else with 70.
      """
  )

  @OptionGroup var folder: QueueFolderOptions
  @OptionGroup var choice: DeadLetterChoice

  @Option(help: "Seconds for which a destination that does not answer is tried, for each letter.")
  var timeout: Int = 30

  func validate() throws {
    if !(1...3600).contains(timeout) { throw ValidationError("--timeout is from 1 to 3600 seconds") }
  }

  fileprivate struct Outcome: Encodable {
    var number: UInt64
    var items: Int
    /// Items that the destination has taken.
    var delivered: Int
    /// Items that it has rejected in an answer that takes the request.
    var rejected = 0
    /// Whether the letter is gone.
    var removed: Bool
    var status: Int?
    var error: String?
    /// What the destination said, redacted, and advice.
    var details: [String: String]?
  }

  func run() async throws {
    try await ExitStatus.reportingErrors {
      let environment = try folder.exporting()
      let letters = try folder.letters(environment)
      try claim(letters, environment)
      let key = try environment.queueKey()
      var configuration = try GatewayConfiguration(environment)
      for signal in Signal.allCases { configuration.routes[signal].limitRetries(to: .seconds(timeout)) }
      configuration.mlflow?.retry.maximumElapsed = .seconds(timeout)
      var exporters: [Signal: any SpanExporter] = [:]
      var outcomes: [Outcome] = []
      var hasFailed = false
      for number in try choice.chosen(letters) {
        do throws(DeadLetterFailure) {
          let letter = try letters.letter(number, cipher: key)
          guard var request = letter.request else { throw .damaged }
          if exporters[request.signal] == nil {
            exporters[request.signal] = try? exporter(request.signal, configuration)
          }
          guard let exporter = exporters[request.signal] else {
            StandardStream.error.tell(
              "traceveil: \(number): the settings name no destination for \(request.signal.rawValue)\n"
            )
            hasFailed = true
            continue
          }
          // What is not compressed on its way may be for people to read.
          if exporter.compression == .none {
            guard let plain = try? letter.plainRequest() else { throw .damaged }
            request = plain
          }
          var outcome = Outcome(number: number, items: letter.record.items, delivered: 0, removed: false)
          outcome.note(await exporter.export(request))
          if outcome.isDelivered { outcome.removed = (try? letters.remove(number)) ?? false }
          if !outcome.removed { hasFailed = true }
          outcomes.append(outcome)
          if !folder.json { try? StandardStream.output.write(outcome.text) }
        } catch {
          error.tell(number)
          hasFailed = true
        }
      }
      if folder.json { try StandardStream.output.write(QueueOutput.json(outcomes) + [0x0A]) }
      for exporter in exporters.values { _ = await exporter.shutdown(timeout: .seconds(5)) }
      return hasFailed ? .software : .success
    }
  }

  private func claim(_ letters: DeadLetterFolder, _ environment: Environment) throws(ConfigurationError) {
    let reason: String
    do throws(SystemError) {
      // Without letters there may be no folder.
      guard try !letters.numbers().isEmpty else { return }
      guard try !letters.lockForSending() else { return }
      reason = "\(letters.path): another process sends its letters"
    } catch {
      reason = "\(letters.path): \(error)"
    }
    let key = DiskQueueConfiguration.directoryKey
    throw ConfigurationError(key: key, source: environment.source(of: key), reason: reason)
  }

  /// Nil for a signal that is not served.
  private func exporter(
    _ signal: Signal,
    _ configuration: GatewayConfiguration
  ) throws -> (any SpanExporter)? {
    let redaction = try configuration.makePlan().map {
      LogRedaction(RedactionTransform(plan: $0, options: configuration.redactionOptions))
    }
    let name = folder.destination.flatMap { DestinationName($0) }
    if name?.text == MLflowQueue.destination {
      guard signal == .traces, let mlflow = configuration.mlflow else { return nil }
      return try configuration.makeDropInExporter(
        mlflow,
        logger: Logger(label: "traceveil") { _ in SwiftLogNoOpLogHandler() },
        logRedaction: redaction ?? .standard
      )
    }
    let each = configuration.routes[signal].destination.each
    guard let one = each.first(where: { $0.name == name }) else { return nil }
    return try configuration.makeExporter(
      signal,
      one.destination,
      one.name,
      redaction ?? .standard,
      Logger(label: "traceveil") { _ in SwiftLogNoOpLogHandler() },
      { try StandardStream.output.write($0) }
    )
  }
}

extension DeadLettersResendCommand.Outcome {
  fileprivate mutating func note(_ result: ExportResult) {
    switch result {
    case .success(let count):
      rejected = min(max(0, count), items)
      delivered = items - rejected
    case .failure(let error): note(error)
    case .partial(let parts):
      rejected = min(max(0, parts.rejectedItems), parts.deliveredItems)
      delivered = parts.deliveredItems - rejected
      if let error = parts.failures.keys.first { note(error) }
    }
  }

  private mutating func note(_ error: ExportError) {
    self.error = error.code.rawValue
    status = error.httpStatus
    let members = error.detail?.members ?? [:]
    details = members.isEmpty ? nil : members
  }

  /// Whether the destination has taken all of it.
  fileprivate var isDelivered: Bool { error == nil && delivered == items }

  /// The results as a text for people.
  fileprivate var text: String {
    let taken = "\(number): delivered \(delivered) of \(items) items"
    if removed { return taken + "\n" }
    var parts = [taken]
    if rejected > 0 { parts.append("rejected \(rejected)") }
    let reason = isDelivered ? "it could not be removed" : error
    parts.append("and stays" + (reason.map { ": \($0)" } ?? ""))
    if let status { parts.append("status \(status)") }
    for (name, text) in (details ?? [:]).sorted(by: { $0.key < $1.key }) {
      // In JSON's form, which has no control characters.
      parts.append("\(QueueOutput.line(name)) \(String(decoding: QueueOutput.json(text), as: UTF8.self))")
    }
    return parts.joined(separator: ", ") + "\n"
  }
}
