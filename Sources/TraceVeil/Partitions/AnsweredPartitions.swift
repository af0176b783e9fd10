/// Whether the destination has answered the last attempt of a partition, as a value.
///
/// Senders choose what partitions there are, so only the latest are remembered. Of the others nothing is known.
struct AnsweredPartitions: Sendable {
  /// Those without an answer that are remembered; some 100 bytes each, besides what their headers take.
  static let maximumUnanswered = 1024
  /// Those with an answer that are remembered at least, and half of those that are remembered at most.
  static let minimumAnswered = 4096

  private(set) var unanswered: Set<ForwardedHeaders> = []
  private var answered: Set<ForwardedHeaders> = []
  /// Of before `answered` was full the last time.
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
