/// The numbering plans of the world (ITU-T E.164, and what countries make of it): how long a number is, by the digits
/// it begins with.
///
/// The tables are generated of Google's metadata (`Scripts/numbering-plans.py`) and read once.
struct NumberingPlan: Sendable {
  static let world = NumberingPlan()

  /// Numbers that begin with three digits of a range, and their lengths.
  private struct Run: Sendable {
    var prefixes: ClosedRange<Int>
    var lengths: ClosedRange<Int>
  }

  private struct Code: Sendable {
    var digits: Int
    var runs: Range<Int>
    var lengths: ClosedRange<Int>
  }

  private var runs: [Run] = []
  private var codes: [Code] = []
  /// Positions in `codes`, by the first three digits of an international number; -1 for none.
  private var places = [Int](repeating: -1, count: 1000)
  /// A bit for each possible length, by the first three digits of a number as it is dialled inside of a country.
  private var national = [UInt16](repeating: 0, count: 1000)

  private init() {
    var code = 0
    var first = 0
    for word in NumberingPlan.codes.description.split(whereSeparator: \.isWhitespace) {
      guard word.hasPrefix("+") else {
        add(word)
        continue
      }
      close(code, from: first)
      code = Int(word.dropFirst()) ?? 0
      first = runs.count
    }
    close(code, from: first)
    first = runs.count
    for word in NumberingPlan.national.description.split(whereSeparator: \.isWhitespace) { add(word) }
    for run in runs[first...] {
      for prefix in run.prefixes { for length in run.lengths { national[prefix] |= 1 << UInt16(length) } }
    }
    runs.removeSubrange(first...)
  }

  private mutating func close(_ code: Int, from first: Int) {
    let own = first..<runs.count
    guard code > 0, let least = runs[own].map(\.lengths.lowerBound).min(),
      let most = runs[own].map(\.lengths.upperBound).max()
    else { return }
    let width = code < 10 ? 100 : code < 100 ? 10 : 1
    for place in 0..<width { places[code * width + place] = codes.count }
    codes.append(Code(digits: code < 10 ? 1 : code < 100 ? 2 : 3, runs: own, lengths: least...most))
  }

  private mutating func add(_ word: Substring) {
    let parts = word.split(separator: ":")
    let prefixes = parts[0].split(separator: "-").compactMap { Int($0) }
    let lengths = parts[1].compactMap(\.hexDigitValue)
    guard let low = prefixes.first, let high = prefixes.last, let least = lengths.first,
      let most = lengths.last
    else { return }
    runs.append(Run(prefixes: low...high, lengths: least...most))
  }
}

extension NumberingPlan {
  /// Whether the digits behind the first `skipped` ones are a calling code and a number of its country.
  ///
  /// - Parameter strictly: Whether the first digits of the number have to be in use, too, and not only its length.
  func hasInternational(_ number: PhoneDigits.Prefix, behind skipped: Int, strictly: Bool) -> Bool {
    let left = number.digits - skipped
    guard left >= 7, number.digit(skipped) > 0 else { return false }
    let place = places[number.leading(3, from: skipped)]
    guard place >= 0 else { return false }
    let code = codes[place]
    let first = skipped + code.digits
    if holds(number, from: first, code, strictly) { return true }
    // A trunk digit that nobody dials there: +44 020 7946 0958.
    return number.digit(first) == 0 && holds(number, from: first + 1, code, strictly)
  }

  /// Whether a dot stands between a calling code of three digits and a number in use there: `+247.62889`. Where codes
  /// are longer or shorter than the first group it is the point of a decimal.
  func isOfSmallCountry(_ number: PhoneDigits.Prefix) -> Bool {
    guard number.joints == 4, number.length(0) == 3, number.digit(0) > 1 else { return false }
    let place = places[number.leading(3, from: 0)]
    return place >= 0 && codes[place].digits == 3 && holds(number, from: 3, codes[place], true)
  }

  private func holds(_ number: PhoneDigits.Prefix, from first: Int, _ code: Code, _ strictly: Bool) -> Bool {
    let length = number.digits - first
    guard length >= 4, code.lengths.contains(length) else { return false }
    return !strictly || holds(number, from: first, in: code.runs)
  }

  /// Whether ten digits, or eleven behind a 1, begin with an area code of North America.
  func hasNorthAmerican(_ number: PhoneDigits.Prefix) -> Bool {
    holds(number, from: number.digits - 10, in: codes[places[100]].runs)
  }

  /// Whether some country has such a number, as it is dialled inside of it.
  func hasNational(_ number: PhoneDigits.Prefix) -> Bool {
    number.digits >= 4 && national[number.leading(3, from: 0)] >> UInt16(number.digits) & 1 == 1
  }

  private func holds(_ number: PhoneDigits.Prefix, from first: Int, in range: Range<Int>) -> Bool {
    let prefix = number.leading(3, from: first)
    let length = number.digits - first
    return runs[range].contains { $0.prefixes.contains(prefix) && $0.lengths.contains(length) }
  }
}
