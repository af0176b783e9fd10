import ArgumentParser

/// How the scripts under Benchmarks/peers point a load at a gateway that they have started.
struct ExternalGateway: ParsableArguments {
  @Option(help: "Port of a gateway that runs already.")
  var targetPort: Int?

  @Option(help: "Path of its trace endpoint; the protocol's own by default.")
  var targetPath: String?

  @Option(help: "Its process.")
  var targetPid: Int32?

  @Option(help: "Port of the bench-sink that it sends to.")
  var sinkPort: Int?

  var value: BenchRunner.External? {
    guard let targetPort, let targetPid, let sinkPort else { return nil }
    return BenchRunner.External(port: targetPort, path: targetPath, pid: targetPid, sinkPort: sinkPort)
  }

  func validate() throws {
    let given = [targetPort != nil, targetPid != nil, sinkPort != nil]
    guard Set(given).count == 1 else {
      throw ValidationError("--target-port, --target-pid and --sink-port go together")
    }
  }
}
