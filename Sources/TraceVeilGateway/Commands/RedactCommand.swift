package import ArgumentParser
import OTLP
import Redaction
import TraceVeil

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `traceveil redact`.
package struct RedactCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Redacts lines of text, JSON lines, or an OTLP export request.",
    discussion: """
      Reads the files, or standard input, and writes as it reads: it can be a filter for logs. The settings of \
      the gateway that are about redaction (TRACEVEIL_PROCESSORS, TRACEVEIL_ENTITIES, TRACEVEIL_OPERATOR, \
      TRACEVEIL_POLICY, ...) apply here too, and TRACEVEIL_MAX_REQUEST_BYTES bounds a request or a line.

      Ends with 0; 64 when the command line or the input is wrong; 70 when a text could not be redacted and was \
      replaced as a whole; 78 for a setting or a policy that cannot be used.
      """
  )

  package init() {}

  enum SignalName: String, ExpressibleByArgument, CaseIterable {
    case traces, logs, metrics
    var signal: Signal {
      switch self {
      case .traces: .traces
      case .logs: .logs
      case .metrics: .metrics
      }
    }
  }

  @Option(help: "A policy file; wins over TRACEVEIL_POLICY.")
  var policy: String?

  @Flag(help: "Read JSON lines {\"text\": ...} and write what was found with each redacted text.")
  var report = false

  @Option(help: "Read one OTLP export request from standard input instead of lines.")
  var format: RequestFormat?

  @Option(help: "The signal of an OTLP export request.")
  var signal: SignalName = .traces

  @Argument(help: "Files to read instead of standard input.")
  var files: [String] = []

  package func validate() throws {
    if format != nil, report || !files.isEmpty {
      throw ValidationError(
        "--format reads one request from standard input; --report and files do not go with it"
      )
    }
  }

  package func run() async throws {
    try await ExitStatus.reportingErrors {
      let settings = try CommandSettings(
        ProcessInfo.processInfo.environment,
        policyFile: policy,
        for: format == nil ? .text : .requests
      )
      for warning in settings.warnings { StandardStream.error.tell("traceveil: warning: \(warning)\n") }
      do {
        if let format { return try RequestRedaction(settings).run(format, signal.signal) }
        return report ? try reportLines(settings) : try redactLines(settings)
      } catch let failure as InputFiles.Failure {
        StandardStream.error.tell("traceveil: \(failure.path): \(failure.reason)\n")
        return .usage
      }
    }
  }

  private func redactLines(_ settings: CommandSettings) throws -> ExitStatus {
    var redaction = TextRedaction(redactor: settings.plan.redactor)
    var splitter = LineSplitter(maximumLine: settings.maximumBytes)
    var output: [UInt8] = []
    func take(_ text: LineSplitter.Text) {
      switch text {
      case .text(let bytes, let endsLine):
        redaction.append(bytes, to: &output)
        if endsLine { output.append(UInt8(ascii: "\n")) }
      case .tooLong(let endsLine):
        redaction.appendFailure(to: &output)
        if endsLine { output.append(UInt8(ascii: "\n")) }
      }
    }
    try InputFiles.forEachChunk(of: files) { chunk in
      splitter.append(chunk, take)
      try StandardStream.output.write(bytes: &output)
    }
    splitter.finish(take)
    try StandardStream.output.write(bytes: &output)
    return end(redaction.failures, "texts could not be redacted and were replaced as a whole")
  }

  private func reportLines(_ settings: CommandSettings) throws -> ExitStatus {
    var redaction = TextRedaction(redactor: settings.plan.redactor)
    var splitter = LineSplitter(maximumLine: settings.maximumBytes, joinsKeys: false)
    var output: [UInt8] = []
    var line = 0
    var invalid = 0
    func take(_ text: LineSplitter.Text) {
      line += 1
      guard case .text(let bytes, _) = text, let answer = TextReport.answer(bytes, &redaction) else {
        invalid += 1
        StandardStream.error.tell("traceveil: line \(line) is no JSON object with a string \"text\"\n")
        return
      }
      output.append(contentsOf: answer)
      output.append(UInt8(ascii: "\n"))
    }
    try InputFiles.forEachChunk(of: files) { chunk in
      splitter.append(chunk, take)
      try StandardStream.output.write(bytes: &output)
    }
    splitter.finish(take)
    try StandardStream.output.write(bytes: &output)
    if invalid > 0 { return .usage }
    return end(redaction.failures, "texts could not be redacted and were replaced as a whole")
  }

  private func end(_ failures: Int, _ what: String) -> ExitStatus {
    guard failures > 0 else { return .success }
    StandardStream.error.tell("traceveil: \(failures) \(what)\n")
    return .software
  }
}
