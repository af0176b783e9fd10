import Redaction
import Testing

@testable import TraceVeil

@Suite struct AnalysisCacheTests {
  private let digester = TextDigester()
  private let match = AnalyzedMatch(entity: EntityType("PERSON"), range: 0..<1, score: 1)

  private func digest(_ number: Int) -> TextDigest { digester.digest(of: Array("text \(number)".utf8).span) }

  @Test func keepsWhatIsAskedForWithinItsBounds() {
    var cache = AnalysisCache(maximumCount: 100, maximumBytes: 1 << 20)
    cache.insert([match], for: digest(-1))
    for number in 0..<1000 {
      cache.insert([], for: digest(number))
      #expect(cache.answer(for: digest(number)) == [])
      #expect(cache.answer(for: digest(-1)) == [match])
      #expect(cache.count <= 100)
    }
    #expect(cache.answer(for: digest(0)) == nil)
    #expect(cache.answer(for: digest(990)) == [])
  }

  @Test func isBoundedByBytes() {
    var cache = AnalysisCache(maximumCount: 1 << 20, maximumBytes: 10_000)
    let many = Array(repeating: match, count: 10)
    for number in 0..<200 {
      cache.insert(many, for: digest(number))
      #expect(cache.byteCount <= 10_000 && cache.count > 0)
    }
    cache.insert(Array(repeating: match, count: 10_000), for: digest(-1))
    #expect(cache.answer(for: digest(-1)) == nil)
    var none = AnalysisCache(maximumCount: 0, maximumBytes: 0)
    none.insert([], for: digest(1))
    #expect(none.count == 0)
  }

  @Test func digestsOfTwoKeysDiffer() {
    let text = Array("bob@example.com".utf8)
    #expect(digester.digest(of: text.span) == digester.digest(of: text.span))
    #expect(digester.digest(of: text.span) != TextDigester().digest(of: text.span))
  }
}
