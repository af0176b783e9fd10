import Store

/// What it costs to put bytes on this disk: writes of one size, each synced, as the queue on disk does.
struct SyncCost: Codable, Sendable {
  /// The bytes of each write.
  var bytes = 0
  var syncs = 0
  /// Milliseconds of the write and its sync.
  var p50 = 0.0
  var p99 = 0.0
  var maximum = 0.0

  /// Blocks for at most `limit`. - Parameter folder: One that is there; nothing stays in it.
  static func measure(
    in folder: String,
    bytes: Int = 256 << 10,
    syncs: Int = 200,
    limit: Duration = .seconds(3)
  ) throws -> SyncCost {
    let disk = SystemFileSystem()
    let path = "\(folder)/sync-cost"
    let file = try disk.open(path, writing: true)
    defer {
      disk.close(file)
      try? disk.remove(path)
    }
    var random = SystemRandomNumberGenerator()
    let block = (0..<bytes / 8).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
    let clock = ContinuousClock()
    let start = clock.now
    var times: [Double] = []
    while times.count < syncs, clock.now - start < limit {
      let began = clock.now
      let written = try block.withUnsafeBytes { try disk.write(file, at: times.count * bytes, $0) }
      try disk.sync(file)
      guard written == block.count else { break }
      times.append((clock.now - began) / .milliseconds(1))
    }
    times.sort()
    func percentile(_ share: Double) -> Double {
      times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }
    return SyncCost(
      bytes: bytes,
      syncs: times.count,
      p50: percentile(0.5),
      p99: percentile(0.99),
      maximum: times.last ?? 0
    )
  }
}
