import ArgumentParser
import TraceVeil
import TraceVeilBench
import TraceVeilGateway

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@main
struct Traceveil: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traceveil",
    abstract: "Redacts OpenTelemetry data before it leaves.",
    version: LibraryVersion.current,
    subcommands: [
      GatewayCommand.self, RedactCommand.self, RevealCommand.self, DeadLettersCommand.self, QueueCommand.self,
      BenchCommand.self, BenchSinkCommand.self,
    ]
  )

  static func main() async {
    CrashReport(Environment(ProcessInfo.processInfo.environment)).prepare()
    await main(nil)
  }
}
