import TestSupport
import Testing

@testable import TraceVeil

@Suite struct SharesInSealingTests {
  @Test func aRequestKeepsWhatItWasCompressedTo() {
    var shares = SharesInSealing(of: [100, 200, 100])
    #expect(shares.advance(to: SealingProgress(all: 400, read: 99, written: 30)).isEmpty)
    #expect(shares.advance(to: SealingProgress(all: 400, read: 150, written: 40)).map(\.bytes) == [40])
    let rest = shares.advance(to: SealingProgress(all: 400, read: 400, written: 130))
    #expect(rest.map(\.index) == [1, 2])
    #expect(rest.map(\.bytes) == [90, 0])
    #expect(shares.advance(to: SealingProgress(all: 400, read: 400, written: 130)).isEmpty)
  }

  @Test func whatDoesNotBecomeSmallerKeepsAllThatItHas() {
    var shares = SharesInSealing(of: [100, 100])
    let kept = shares.advance(to: SealingProgress(all: 200, read: 200, written: 230))
    #expect(kept.map(\.bytes) == [100, 100])
  }

  /// Redaction makes a batch larger or smaller than what came.
  @Test(arguments: [1, 999, 1001, 50_000]) func allAreThroughInTheEnd(all: Int) {
    var random = SeededGenerator(seed: UInt64(all))
    for _ in 0..<200 {
      let sizes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        Int.random(in: 0...100, using: &random)
      }
      var shares = SharesInSealing(of: sizes)
      var progress = SealingProgress(all: all)
      var kept: [Int] = []
      while progress.read < all {
        progress.read = min(all, progress.read + .random(in: 1...max(1, all / 3), using: &random))
        progress.written += .random(in: 0...40, using: &random)
        for (index, bytes) in shares.advance(to: progress) {
          #expect(index == kept.count && (0...sizes[index]).contains(bytes))
          kept.append(bytes)
        }
        #expect(kept.reduce(0, +) <= progress.written)
      }
      #expect(kept.count == sizes.count)
    }
  }
}
