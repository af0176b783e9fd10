import Testing

@testable import TraceVeil

@Suite struct AnsweredPartitionsTests {
  private func tenant(_ number: Int) -> ForwardedHeaders { ForwardedHeaders([("tenant", "\(number)")]) }

  @Test func theLastAttemptDecides() {
    var partitions = AnsweredPartitions()
    #expect(!partitions.isAnswered(tenant(1)) && partitions.unanswered.isEmpty)
    partitions.note(tenant(1), isAnswered: false)
    #expect(!partitions.isAnswered(tenant(1)) && partitions.unanswered == [tenant(1)])
    partitions.note(tenant(1), isAnswered: true)
    #expect(partitions.isAnswered(tenant(1)) && partitions.unanswered.isEmpty)
    partitions.note(tenant(1), isAnswered: false)
    #expect(!partitions.isAnswered(tenant(1)) && partitions.unanswered == [tenant(1)])
  }

  @Test func theLatestAreRemembered() {
    var partitions = AnsweredPartitions()
    let (few, many) = (AnsweredPartitions.maximumUnanswered, AnsweredPartitions.minimumAnswered)
    for number in 0..<2 * few { partitions.note(tenant(number), isAnswered: false) }
    #expect(partitions.unanswered.count == few)
    for number in 0..<5 * many { partitions.note(tenant(number), isAnswered: true) }
    #expect((4 * many..<5 * many).allSatisfy { partitions.isAnswered(tenant($0)) })
    #expect((0..<3 * many).allSatisfy { !partitions.isAnswered(tenant($0)) })
    // One of before the last time is forgotten nowhere.
    partitions.note(tenant(4 * many - 1), isAnswered: false)
    #expect(!partitions.isAnswered(tenant(4 * many - 1)))
  }
}
