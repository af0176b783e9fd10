import ArgumentParser
import TraceVeil
import TraceVeilBench
import TraceVeilGateway

@main
struct Traceveil: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traceveil",
    abstract: "Redacts OpenTelemetry data before it leaves.",
    version: LibraryVersion.current,
    subcommands: [
      GatewayCommand.self, RedactCommand.self, RevealCommand.self, BenchCommand.self, BenchSinkCommand.self,
    ]
  )
}
