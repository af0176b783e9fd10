/// A set of sequence numbers, as ranges: it takes as much memory as it has gaps.
struct SequenceSet: Sendable, Equatable {
  /// Ascending, with gaps between them.
  private(set) var ranges: [ClosedRange<UInt64>] = []

  init() {}

  init(_ numbers: some Sequence<UInt64>) {
    for number in Set(numbers).sorted() { insert(number...number) }
  }

  var last: UInt64? { ranges.last?.upperBound }

  func contains(_ number: UInt64) -> Bool {
    let index = place(of: number)
    return index < ranges.count && ranges[index].contains(number)
  }

  mutating func insert(_ range: ClosedRange<UInt64>) {
    // Those that overlap it or are next to it become one with it.
    let first = place(of: range.lowerBound == 0 ? 0 : range.lowerBound - 1)
    var (last, lower, upper) = (first, range.lowerBound, range.upperBound)
    while last < ranges.count, ranges[last].lowerBound <= (upper == .max ? upper : upper + 1) {
      lower = min(lower, ranges[last].lowerBound)
      upper = max(upper, ranges[last].upperBound)
      last += 1
    }
    ranges.replaceSubrange(first..<last, with: [lower...upper])
  }

  /// Removes all smaller numbers.
  mutating func remove(below number: UInt64) {
    ranges.removeFirst(place(of: number))
    if let first = ranges.first, first.lowerBound < number { ranges[0] = number...first.upperBound }
  }

  /// The position of the first range that ends at or after the number.
  private func place(of number: UInt64) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
