/// Whether the destination has answered the last attempt of a partition, as a value.
///
/// Senders determine the partitions, so only the latest are remembered. Nothing is known of the others.
struct AnsweredPartitions: Sendable {
  /// How many partitions without an answer are remembered. Each takes some 100 bytes, plus its headers.
  static let maximumUnanswered = 1024
  /// How many partitions with an answer are remembered at least. At most twice as many are.
  static let minimumAnswered = 4096

  private(set) var unanswered: Set<ForwardedHeaders> = []
  private var answered: Set<ForwardedHeaders> = []
  /// The partitions from before `answered` was last full.
  private var earlier: Set<ForwardedHeaders> = []

  /// Whether nothing is known of any.
  var isEmpty: Bool { unanswered.isEmpty && answered.isEmpty && earlier.isEmpty }

  func isAnswered(_ partition: ForwardedHeaders) -> Bool {
    answered.contains(partition) || earlier.contains(partition)
  }

  mutating func note(_ partition: ForwardedHeaders, isAnswered: Bool) {
    guard isAnswered else {
      answered.remove(partition)
      earlier.remove(partition)
      if unanswered.count < Self.maximumUnanswered { unanswered.insert(partition) }
      return
    }
    if !unanswered.isEmpty { unanswered.remove(partition) }
    guard !answered.contains(partition) else { return }
    if answered.count >= Self.minimumAnswered { (earlier, answered) = (answered, []) }
    answered.insert(partition)
  }
}
