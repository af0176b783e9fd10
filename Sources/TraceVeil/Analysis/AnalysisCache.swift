import Redaction

/// Answers of an analyzer by the digests of their texts, in two generations: when the younger is half of what may
/// be kept, it becomes the older one, whose answers are forgotten. What is asked for stays young.
struct AnalysisCache: Sendable {
  private struct Generation {
    var answers: [TextDigest: [AnalyzedMatch]] = [:]
    var byteCount = 0
  }

  private let maximumCount: Int
  private let maximumBytes: Int
  private var young = Generation()
  private var old = Generation()

  /// - Parameters:
  ///   - maximumCount: Answers that are kept at most.
  ///   - maximumBytes: Their memory, estimated.
  init(maximumCount: Int, maximumBytes: Int) {
    self.maximumCount = maximumCount
    self.maximumBytes = maximumBytes
  }

  var count: Int { young.answers.count + old.answers.count }
  var byteCount: Int { young.byteCount + old.byteCount }

  mutating func answer(for text: TextDigest) -> [AnalyzedMatch]? {
    if let answer = young.answers[text] { return answer }
    guard let answer = old.answers.removeValue(forKey: text) else { return nil }
    old.byteCount -= Self.cost(of: answer)
    insert(answer, for: text)
    return answer
  }

  mutating func insert(_ answer: [AnalyzedMatch], for text: TextDigest) {
    let cost = Self.cost(of: answer)
    guard young.answers[text] == nil, cost <= maximumBytes / 2, maximumCount > 1 else { return }
    if young.answers.count >= maximumCount / 2 || young.byteCount + cost > maximumBytes / 2 {
      old = young
      young = Generation()
    }
    young.answers[text] = answer
    young.byteCount += cost
  }

  /// A key, an array and room in the table; then the matches, whose names of entities are shared.
  private static func cost(of answer: [AnalyzedMatch]) -> Int {
    96 + answer.count * MemoryLayout<AnalyzedMatch>.stride
  }
}
