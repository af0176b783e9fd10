#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Places values between two coordinates, and says where to put ticks.
struct Axis {
  let start: Double
  let end: Double
  /// The smallest and the largest value that fit.
  let bottom: Double
  let top: Double
  let ticks: [Double]
  private let isLogarithmic: Bool

  /// An axis from 0 to a round number of at least `maximum`, with at most ten ticks.
  static func linear(to maximum: Double, from start: Double, _ end: Double) -> Axis {
    let largest = max(maximum, 1e-9)
    let power = pow(10, floor(log10(largest)))
    let step = [0.2, 0.5, 1].map { $0 * power }.first { largest / $0 <= 8 } ?? 2 * power
    let count = Int((largest / step).rounded(.up))
    return Axis(
      start: start,
      end: end,
      bottom: 0,
      top: Double(count) * step,
      ticks: (0...count).map { Double($0) * step },
      isLogarithmic: false
    )
  }

  /// Whole powers of ten round the values; values of 0 and less sit at the bottom.
  static func logarithmic(_ values: [Double], from start: Double, _ end: Double) -> Axis {
    let positive = values.filter { $0 > 0 }
    let low = Int(floor(log10(positive.min() ?? 1)))
    let high = max(low + 1, Int(ceil(log10(positive.max() ?? 10))))
    let ticks = (low...high).map { pow(10, Double($0)) }
    return Axis(
      start: start,
      end: end,
      bottom: ticks[0],
      top: ticks[high - low],
      ticks: ticks,
      isLogarithmic: true
    )
  }

  func place(_ value: Double) -> Double {
    let share =
      isLogarithmic
      ? log10(max(value, bottom) / bottom) / log10(top / bottom)
      : (value - bottom) / (top - bottom)
    return start + (end - start) * min(max(share, 0), 1)
  }
}
