import Testing

@testable import Redaction

/// A megabyte of whatever calls recognizers, over and over, is read a bounded number of times. Steps are counted,
/// not seconds.
@Suite struct LinearReadTests {
  /// Reads of all recognizers together grow no faster than the text.
  @Test(arguments: triggers)
  func repeatedTriggersAreReadABoundedNumberOfTimes(unit: String) throws {
    try expectLinearReads(of: unit, count: 1 << 20)
  }

  @Test(arguments: beginnings)
  func repeatedBeginningsAreReadABoundedNumberOfTimes(unit: String) throws {
    try expectLinearReads(of: unit, count: 1 << 18)
  }

  private func expectLinearReads(of unit: String, count: Int) throws {
    let probe = try RecognizerProbe(RecognizerCatalog.all)
    let small = probe.scan(Self.text(of: unit, count: 1 << 14)).reads
    let large = probe.scan(Self.text(of: unit, count: count)).reads
    #expect(large <= ((count >> 14) + 2) * small + 10_000, "\(unit): \(small), then \(large)")
  }

  private static func text(of unit: String, count: Int) -> [UInt8] {
    var text = Array(unit.utf8)
    while text.count < count { text += text }
    return Array(text.prefix(count))
  }

  /// What makes the triggers that are no literals; each literal has its own test in the recognizers' contract.
  static let triggers = Set(RecognizerCatalog.all.flatMap(\.triggers).flatMap(units(of:))).sorted()

  /// What makes several recognizers begin, and none of them end.
  static let beginnings = [
    "1", "1 ", "4111 1111 1111 1112 ", "+1 ", "(206) ", "a1", "DE43", "DE43 ", "1.", "1:", "1-", "::", "-1",
    "0.",
    "<A:",
  ]

  private static func units(of trigger: Trigger) -> [String] {
    switch trigger {
    case .literal, .prefix: []
    case .digits(let minimum): [String(repeating: "7", count: minimum) + " x "]
    case .alphanumerics(let minimum): [String(repeating: "1", count: minimum) + " "]
    case .lettersAndDigits: ["AB12", "DE89 "]
    case .digitGroups: ["4111\t", "4111/1111/", "3782_822463_"]
    case .chain(let mark, let gaps, _):
      [gaps.lowerBound, gaps.upperBound].map { String(repeating: "1", count: $0 - 1) + String(mark) }
    }
  }
}
