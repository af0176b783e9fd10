/// Finds the highest load that a gateway takes, and measures it at shares of that.
struct LoadSweep {
  /// Shares of the highest load at which latency is measured.
  static let shares = [0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1]

  /// Runs each load with a gateway and a sink of its own. The first record is that of the closed loop.
  static func run(
    _ runner: BenchRunner,
    progress: (String) -> Void
  ) async throws -> [BenchRecord] {
    let highest = try await runner.run()
    var records = [highest]
    progress("highest load: \(Figure.fixed(highest.spansPerSecond, 0)) spans/s")
    for share in shares {
      var options = runner.options
      options.rate = max(1, highest.spansPerSecond * share)
      let record = try await BenchRunner(options: options, workload: runner.workload, group: runner.group)
        .run()
      records.append(record)
      progress(
        "\(Figure.fixed(share * 100, 0)) %: \(Figure.fixed(record.spansPerSecond, 0)) spans/s, "
          + "p50 \(Figure.fixed(record.latency.p50, 2)) ms, p99 \(Figure.fixed(record.latency.p99, 2)) ms"
      )
    }
    return records
  }
}
