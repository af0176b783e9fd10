import Synchronization

/// What cannot be delivered is kept in a folder of its own.
extension QueueStore {
  package static let quarantineName = "quarantine"
  /// The most reserved bytes of each store, besides the bound on all. Damaged data is to be kept even if the queue is
  /// full.
  private static let largestReserve = 16 << 20

  private var reserve: Int { min(Self.largestReserve, space.limit / 8 / space.stores) }

  /// Keeps bytes that cannot be delivered: beside the bound on all stores first, then as far as that one has room. What is
  /// not kept is counted, too.
  func keep(_ bytes: [UInt8], as name: String) {
    // An earlier run has met it: a file is read again from what is not done with on.
    if isKept(bytes.count, name) { return }
    let isKept = !bytes.isEmpty && takeRoom(bytes.count) && write(bytes, name)
    state.withLock { state in
      if isKept { state.statistics.quarantined += 1 } else { state.statistics.unkept += 1 }
    }
  }

  /// Keeps the bytes behind the last complete record of a segment. They were being written when the machine ended, or
  /// have been damaged; nothing tells which. Zeros are no record.
  func keepTorn(_ bytes: [UInt8], as name: String) {
    guard bytes.contains(where: { $0 != 0 }) else { return }
    keep(bytes, as: name)
  }

  /// What earlier runs have kept; nothing is known of it before.
  func findQuarantined() {
    let folder = "\(folder)/\(Self.quarantineName)"
    let bytes = ((try? fileSystem.names(in: folder)) ?? []).reduce(0) { sum, name in
      guard let file = try? fileSystem.open("\(folder)/\(name)", writing: false) else { return sum }
      defer { fileSystem.close(file) }
      return sum + ((try? fileSystem.size(of: file)) ?? 0)
    }
    state.withLock { $0.quarantinedBytes = bytes }
    space.add(max(0, bytes - reserve), for: number)
  }

  private func isKept(_ count: Int, _ name: String) -> Bool {
    let path = "\(folder)/\(Self.quarantineName)/\(name)"
    guard let file = try? fileSystem.open(path, writing: false) else { return false }
    defer { fileSystem.close(file) }
    return (try? fileSystem.size(of: file)) == count
  }

  private func takeRoom(_ count: Int) -> Bool {
    state.withLock { state in
      let before = state.quarantinedBytes
      let counted = max(0, before + count - reserve) - max(0, before - reserve)
      guard counted == 0 || space.take(counted, for: number) else { return false }
      state.quarantinedBytes += count
      return true
    }
  }

  private func giveRoomBack(_ count: Int) {
    state.withLock { state in
      let before = state.quarantinedBytes
      state.quarantinedBytes -= count
      space.giveBack(max(0, before - reserve) - max(0, before - count - reserve), of: number)
    }
  }

  private func write(_ bytes: [UInt8], _ name: String) -> Bool {
    let folder = "\(folder)/\(Self.quarantineName)"
    do throws(SystemError) {
      try fileSystem.makeFolder(folder)
      try fileSystem.write(bytes, to: "\(folder)/\(name)")
      try fileSystem.syncFolder(folder)
      return true
    } catch {
      try? fileSystem.remove("\(folder)/\(name)")
      giveRoomBack(bytes.count)
      return false
    }
  }
}
