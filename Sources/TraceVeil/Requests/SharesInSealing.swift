/// How far the bytes of a batch have been compressed.
struct SealingProgress: Sendable, Hashable {
  /// Bytes of the batch, serialized.
  let all: Int
  /// Of these, how many have been compressed.
  var read = 0
  /// What came out.
  var written = 0
}

/// What the requests of a batch still need of the byte budget while it is compressed, as a value.
///
/// A request gives back what compression saves as soon as it has been compressed, not with the last one of its batch:
/// senders who wait for room then come in one by one. Let in all at once they would answer, send and wait together
/// from then on, and the last of them longest. In the end all of them keep what the sealed bytes take.
struct SharesInSealing: Sendable {
  /// What each has reserved, in the order of the batch.
  private let sizes: [Int]
  private let total: Int
  private var passed = (count: 0, bytes: 0)
  private var kept = 0

  init(of sizes: [Int]) {
    self.sizes = sizes
    total = sizes.reduce(0, +)
  }

  /// - Returns: Of the requests that have been passed since the last time, by their place: how many bytes each keeps.
  mutating func advance(to progress: SealingProgress) -> [(index: Int, bytes: Int)] {
    var changes: [(index: Int, bytes: Int)] = []
    while passed.count < sizes.count {
      let size = sizes[passed.count]
      guard isCompressed(to: passed.bytes + size, progress) else { break }
      let keeps = min(max(progress.written - kept, 0), size)
      changes.append((passed.count, keeps))
      kept += keeps
      passed = (passed.count + 1, passed.bytes + size)
    }
    return changes
  }

  /// Redaction changes sizes little, so that the parts of a batch are as large as what they were made of.
  private func isCompressed(to bytes: Int, _ progress: SealingProgress) -> Bool {
    Double(bytes) * Double(progress.all) <= Double(progress.read) * Double(total)
  }
}
