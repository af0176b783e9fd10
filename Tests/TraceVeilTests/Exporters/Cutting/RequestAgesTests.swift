import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// A request that is cut is made of requests of different ages still.
@Suite struct RequestAgesTests {
  private static let limit = Duration.seconds(60)

  @Test func partsAreDividedByTheAgesOfTheirItems() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      var (ends, ages, items) = ([Int](), [Duration](), [Duration]())
      for _ in 0..<Int.random(in: 1...10, using: &random) {
        // One may have no items.
        let (count, age) = (Int.random(in: 0...3, using: &random), Int.random(in: 0...90, using: &random))
        items += Array(repeating: .seconds(age), count: count)
        ends.append(items.count)
        ages.append(.seconds(age))
      }
      let value = RequestAges(ages: ages, limit: Self.limit)
      let elapsed = Duration.seconds(Int.random(in: 0...40, using: &random))
      let start = Int.random(in: 0...items.count, using: &random)
      let part = start..<Int.random(in: start...items.count, using: &random)
      let (old, young) = value.divided(part, ends: ends, after: elapsed)
      #expect((old + young).flatMap { $0 }.sorted() == Array(part), "seed \(seed)")
      #expect(old.joined().allSatisfy { items[$0] + elapsed >= Self.limit }, "seed \(seed)")
      #expect(young.joined().allSatisfy { items[$0] + elapsed < Self.limit }, "seed \(seed)")
      #expect(value.oldest(in: part, ends: ends) == (items[part].max() ?? .zero), "seed \(seed)")
      #expect(zip(old, old.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, "seed \(seed)")
      #expect(zip(young, young.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, "seed \(seed)")
    }
  }

  /// Refused whole, and then sent in parts to a destination that takes some and none of others in their time.
  @Test func ofAPartThatIsGivenUpTheYoungerGoOn() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let clock = ManualClock()
      // More than stand alone after the first step.
      let ages = (0..<150).map { _ in Duration.seconds(Int.random(in: 0...59, using: &random)) }
      var (body, ends) = (ByteBuffer(), [Int]())
      for number in ages.indices {
        body.writeImmutableBuffer(try ByteBuffer.traces([SpanData.sample(number)]))
        ends.append(body.readableBytes)
      }
      var request = ExportRequest.unsealed(body: body, itemCount: ages.count, joined: ends)
      request.age = ages.max() ?? .zero
      request.ages = RequestAges(ages: ages, limit: Self.limit)
      var (delivered, given, sent) = ([Int](), [Int](), 0)
      let result = await RequestCutter(statuses: [400], clock: clock).deliver(request) { part in
        sent += 1
        if sent == 1 { return .failure(ExportError(.refused, httpStatus: 400)) }
        let numbers = ((try? part.spanNames()) ?? []).compactMap { Int($0.dropFirst(5)) }
        #expect(part.age == (numbers.map { ages[$0] }.max() ?? .zero) + clock.now, "seed \(seed)")
        #expect(Set(numbers).isDisjoint(with: delivered + given), "seed \(seed)")
        guard Int.random(in: 0..<4, using: &random) == 0 else {
          delivered += numbers
          return .success
        }
        // Until its oldest is too old.
        clock.advance(by: max(.zero, Self.limit - part.age))
        given += numbers.filter { ages[$0] + clock.now >= Self.limit }
        return .failure(ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503))
      }
      #expect((delivered + given).sorted() == Array(ages.indices), "seed \(seed)")
      guard case .partial(let parts) = result else {
        #expect(given.isEmpty, "seed \(seed)")
        continue
      }
      #expect(parts.deliveredItems == delivered.count, "seed \(seed)")
      #expect(parts.failures.values.reduce(0, +) == given.count, "seed \(seed)")
    }
  }
}
