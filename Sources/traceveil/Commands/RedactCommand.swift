import ArgumentParser
import OTLP
import Redaction
import TraceVeil

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `traceveil redact`.
struct RedactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Redacts lines of text, JSON lines, or an OTLP export request.",
    discussion: """
      Reads the files, or standard input, and writes as it reads: it can be a filter for logs. The settings of \
      the gateway that are about redaction (TRACEVEIL_PROCESSORS, TRACEVEIL_ENTITIES, TRACEVEIL_OPERATOR, ...) \
      apply here too.
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case otlpJSON = "otlp-json"
    case otlpProto = "otlp-proto"
  }

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
  var format: Format?

  @Option(help: "The signal of an OTLP export request.")
  var signal: SignalName = .traces

  @Argument(help: "Files to read instead of standard input.")
  var files: [String] = []

  func validate() throws {
    if format != nil, report || !files.isEmpty {
      throw ValidationError(
        "--format reads one request from standard input; --report and files do not go with it"
      )
    }
  }

  func run() async throws {
    try await ExitStatus.reportingErrors {
      let redactor = try CommandPolicy.redactor(policyFile: policy)
      do {
        if let format { return try RequestRedaction.run(format, signal.signal, redactor) }
        return report ? try reportLines(redactor) : try redactLines(redactor)
      } catch let failure as InputFiles.Failure {
        StandardStream.error.write("traceveil: \(failure.path): \(failure.reason)\n")
        return .usage
      }
    }
  }

  private func redactLines(_ redactor: Redactor) throws -> ExitStatus {
    var redaction = TextRedaction(redactor: redactor)
    var splitter = LineSplitter(maximumLine: Self.maximumLine)
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
      StandardStream.output.write(bytes: &output)
    }
    splitter.finish(take)
    StandardStream.output.write(bytes: &output)
    return end(redaction.failures, "texts could not be redacted and were replaced as a whole")
  }

  private func reportLines(_ redactor: Redactor) throws -> ExitStatus {
    var redaction = TextRedaction(redactor: redactor)
    var splitter = LineSplitter(maximumLine: Self.maximumLine)
    var output: [UInt8] = []
    var line = 0
    var invalid = 0
    func take(_ text: LineSplitter.Text) {
      line += 1
      guard case .text(let bytes, _) = text, let answer = TextReport.answer(bytes, &redaction) else {
        invalid += 1
        StandardStream.error.write("traceveil: line \(line) is no JSON object with a string \"text\"\n")
        return
      }
      output.append(contentsOf: answer)
      output.append(UInt8(ascii: "\n"))
    }
    try InputFiles.forEachChunk(of: files) { chunk in
      splitter.append(chunk, take)
      StandardStream.output.write(bytes: &output)
    }
    splitter.finish(take)
    StandardStream.output.write(bytes: &output)
    if invalid > 0 { return .usage }
    return end(redaction.failures, "texts could not be redacted and were replaced as a whole")
  }

  private func end(_ failures: Int, _ what: String) -> ExitStatus {
    guard failures > 0 else { return .success }
    StandardStream.error.write("traceveil: \(failures) \(what)\n")
    return .software
  }

  /// The gateway's bound of one request.
  private static let maximumLine = 64 << 20
}
