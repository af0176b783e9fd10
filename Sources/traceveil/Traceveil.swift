import ArgumentParser

@main
struct Traceveil: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traceveil",
    subcommands: [BenchCommand.self, BenchSinkCommand.self])
}
