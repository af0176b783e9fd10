import ArgumentParser
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
    abstract: "Redacts lines of text.",
    discussion: """
      Each line is looked at by itself. What is looked for, and what takes its place, is set by \
      TRACEVEIL_PROCESSORS, TRACEVEIL_ENTITIES, TRACEVEIL_OPERATOR, TRACEVEIL_REPLACEMENT and \
      TRACEVEIL_KEY_FILE.
      """
  )

  @Option(help: "A policy file. Not available in this version.")
  var policy: String?

  @Option(help: "otlp-json or otlp-proto. Not available in this version.")
  var format: String?

  @Flag(
    help: """
      Reads JSON lines {"text": ...} and writes the redacted text with the findings: entity, start and end in \
      Unicode code points of the input, score.
      """
  )
  var report = false

  @Argument(help: "Files to read; standard input when there are none, or for -.")
  var files: [String] = []

  func run() async throws {
    try await ExitStatus.reportingErrors {
      try refuseUnavailable()
      var reader = ConfigurationReader(Environment(ProcessInfo.processInfo.environment))
      let redactor = try reader.redactor()
      for warning in reader.warnings { StandardStream.error.tell("traceveil: warning: \(warning)\n") }
      var lines = LineRedactor(redactor)
      for path in files.isEmpty ? ["-"] : files {
        let status = try redact(path, with: &lines)
        if status != .success { return status }
      }
      return .success
    }
  }

  private func refuseUnavailable() throws(ConfigurationError) {
    for (key, value) in [("--policy", policy), ("--format", format)] where value != nil {
      throw ConfigurationError(key: key, source: .commandLine, reason: UnavailableSettings.reason)
    }
  }

  private func redact(_ path: String, with lines: inout LineRedactor) throws -> ExitStatus {
    do {
      var source = try LineSource(path)
      var output: [UInt8] = []
      var number = 0
      try source.forEachLine { line in
        number += 1
        if report {
          try Self.report(line, number, with: &lines, into: &output)
        } else {
          lines.redactLine(line, into: &output)
        }
      } whenDrained: {
        try StandardStream.output.write(output)
        output.removeAll(keepingCapacity: true)
      }
      return .success
    } catch LineSource.Failure.unreadable(let reason) {
      StandardStream.error.tell("traceveil: \(path): \(reason)\n")
    } catch LineSource.Failure.lineTooLong(let limit) {
      StandardStream.error.tell("traceveil: \(path): a line is longer than \(limit) bytes\n")
    } catch let error as NotAReportLine {
      StandardStream.error.tell("traceveil: \(path): line \(error.number) is not a JSON object with a text\n")
    }
    return .usage
  }

  private struct NotAReportLine: Error {
    let number: Int
  }

  private static func report(
    _ line: Span<UInt8>,
    _ number: Int,
    with lines: inout LineRedactor,
    into output: inout [UInt8]
  ) throws {
    let bytes = line.withUnsafeBufferPointer { Array($0) }
    if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return }
    guard let text = FindingReport.text(of: bytes) else { throw NotAReportLine(number: number) }
    let input = Array(text.utf8)
    var redacted: [UInt8] = []
    let findings = try lines.findings(in: input.span)
    lines.redact(input.span, into: &redacted)
    output += FindingReport.line(redacted: redacted, findings: findings, of: text)
  }
}

extension ConfigurationReader {
  /// The redactor that the variables describe, for the commands that always redact.
  mutating func redactor() throws(ConfigurationError) -> Redactor {
    if environment["TRACEVEIL_POLICY"] != nil {
      throw error("TRACEVEIL_POLICY", UnavailableSettings.reason)
    }
    guard let policy = try redactionPolicy() else {
      throw error("TRACEVEIL_PROCESSORS", "none leaves nothing to redact")
    }
    do {
      return try Redactor(policy: policy)
    } catch {
      throw self.error("TRACEVEIL_PROCESSORS", "the recognizers cannot be made ready")
    }
  }
}
