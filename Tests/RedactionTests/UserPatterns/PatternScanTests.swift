import Synchronization
import Testing

@testable import Redaction

@Suite struct PatternScanTests {
  /// After each `foo` this pattern reads to the end in search of `bar`: quadratic, were it not watched.
  let pattern = #"foo(?:\S*bar)?"#
  let text = String(repeating: "foo", count: 4000)

  @Test func aSlowScanCoversTheRestOfTheText() throws {
    let time = Atomic<UInt64>(0)
    let set = try makeSet([pattern], clock: { time.add(1_000_000_000, ordering: .relaxed).newValue })
    let found = try matches(of: set, in: text)
    let last = try #require(found.last)
    #expect(last.range.upperBound == text.utf8.count)
    #expect(last.range.count > 3 && found.count < 1000)
    #expect(found.dropLast().allSatisfy { $0.range.count == 3 })
    // Nothing is left out in front of it.
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
  }

  @Test func aFastScanStaysExact() throws {
    let found = try matches(of: makeSet([pattern], clock: { 0 }), in: text)
    #expect(found.count == 4000)
  }

  @Test func theClockIsNotReadForOrdinaryTexts() throws {
    let reads = Atomic<Int>(0)
    let set = try makeSet([#"\d{4}"#], clock: { UInt64(reads.add(1, ordering: .relaxed).newValue) })
    let found = try matches(of: set, in: String(repeating: "order 4711 of apples, ", count: 200))
    #expect(found.count == 200)
    #expect(reads.load(ordering: .relaxed) == 0)
  }
}
