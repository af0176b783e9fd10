import Testing

@testable import Workload

@Suite struct LatencyHistogramTests {
  @Test func percentilesAreWithinABucketOfTheTruth() {
    var histogram = LatencyHistogram()
    for value in 1...10_000 as ClosedRange<UInt64> { histogram.record(nanoseconds: value * 1000) }
    #expect(histogram.count == 10_000)
    #expect(histogram.maximum == 10_000_000)
    for (fraction, exact) in [(0.5, 5_000_000), (0.9, 9_000_000), (0.99, 9_900_000)] as [(Double, Double)] {
      let value = Double(histogram.percentile(fraction))
      #expect(value >= exact && value <= exact * (1 + 1.0 / 64), "\(fraction): \(value)")
    }
    #expect(histogram.percentile(1) == 10_000_000)
  }

  @Test func bucketsFollowOneAnotherWithoutGaps() {
    for index in 1..<2000 {
      let lowest = LatencyHistogram.upperEnd(ofBucket: index - 1) + 1
      #expect(LatencyHistogram.bucket(of: lowest) == index)
      #expect(LatencyHistogram.bucket(of: LatencyHistogram.upperEnd(ofBucket: index)) == index)
    }
    #expect(LatencyHistogram.upperEnd(ofBucket: LatencyHistogram.bucket(of: .max)) == .max)
  }

  @Test func anEmptyOneHasNoLatency() {
    #expect(LatencyHistogram().percentile(0.99) == 0)
  }
}
