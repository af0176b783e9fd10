package import ArgumentParser
import HTTPServer
import NIOCore
import NIOPosix
import Workload

/// The destination of a benchmark, as a process of its own so that its CPU time is not the gateway's.
package struct BenchSinkCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bench-sink",
    abstract: "Receives a benchmark's spans on loopback and checks them.",
    discussion: """
      GET /summary tells what was found, GET /received has a bit for each span, POST /stall?SECONDS holds \
      back answers. Ends when its standard input does.
      """,
    shouldDisplay: false
  )

  package init() {}

  @Option(
    help: "The workload that will arrive: llm or web.",
    transform: Workload.Kind.argument
  )
  var workload: Workload.Kind = .llm

  @Option(help: "Seed of the workload and of the faults.")
  var seed: UInt64 = 7

  @Option(help: "Port to listen on; 0 picks a free one.")
  var port = 0

  @Option(help: "Faults to inject: KIND=PERCENT[,...].", transform: { try FaultPlan($0) })
  var faults = FaultPlan()

  package func run() async throws {
    let sink = Sink(Workload(workload, seed: seed), plan: faults)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let server = try await SinkServer.start(sink, port: port, group: group)
    ConsoleLine.print(SinkServer.startLine + String(server.address?.port ?? 0))
    try await NIOThreadPool.singleton.runIfActive { ConsoleLine.readUntilEnd() }
    await server.close()
    try await group.shutdownGracefully()
  }
}
