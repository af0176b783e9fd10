import ArgumentParser
import TraceVeil

/// How a command ends: `sysexits.h`, as the contract fixes it.
enum ExitStatus: Int32 {
  case success = 0
  /// The command line is wrong.
  case usage = 64
  /// Something inside went wrong, or not everything that had been accepted could be delivered.
  case software = 70
  /// A setting cannot be used.
  case configuration = 78

  /// Runs a command and turns how it ended into what the process exits with.
  static func reportingErrors(_ body: () async throws -> ExitStatus) async throws {
    let status: ExitStatus
    do {
      status = try await body()
    } catch let error as ConfigurationError {
      StandardStream.error.tell("traceveil: configuration error: \(error)\n")
      status = .configuration
    } catch {
      // The type only: what an unforeseen error says could hold anything.
      StandardStream.error.tell("traceveil: internal error: \(type(of: error))\n")
      status = .software
    }
    if status != .success { throw ExitCode(status.rawValue) }
  }
}
