import ArgumentParser
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Exit codes")
struct ExitStatusTests {
  /// As `Sources/traceveil-cli` puts the commands together.
  private struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [
      GatewayCommand.self, RedactCommand.self, RevealCommand.self,
    ])
  }

  private func exitCode(_ arguments: String...) async -> Int32 {
    do {
      var command = try Program.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      return Program.exitCode(for: error).rawValue
    }
  }

  @Test("0 for settings that can be used")
  func check() async {
    #expect(await exitCode("gateway", "--check") == 0)
  }

  @Test("64 for a command line that cannot be understood, and for input that cannot be read")
  func usage() async {
    #expect(await exitCode("gatewai") == 64)
    #expect(await exitCode("gateway", "--nothing") == 64)
    #expect(await exitCode("redact", "/nonexistent") == 64)
    let files = TemporaryDirectory()
    #expect(await exitCode("redact", "--report", files.file("lines", "[]\n")) == 64)
  }

  @Test("78 for a setting that cannot be used, or is not available yet")
  func configuration() async {
    let files = TemporaryDirectory()
    let file = files.file("c.yaml", "TRACEVEIL_WORKERS: none\n")
    #expect(await exitCode("gateway", "--check", "--config", file) == 78)
    #expect(await exitCode("gateway", "--config", "/nonexistent") == 78)
  }

  @Test("70 for what nobody foresaw, with nothing of what it says")
  func unforeseen() async {
    struct Unforeseen: Error {}
    let error = await #expect(throws: ExitCode.self) {
      try await ExitStatus.reportingErrors { throw Unforeseen() }
    }
    #expect(error?.rawValue == 70)
    let undelivered = await #expect(throws: ExitCode.self) {
      try await ExitStatus.reportingErrors { .software }
    }
    #expect(undelivered?.rawValue == 70)
  }
}
