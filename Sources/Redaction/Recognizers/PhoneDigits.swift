/// Digits in groups, as people write phone numbers: one space, hyphen, dot or slash, or a bracket, between groups.
///
/// Up to eight groups and 16 digits; ``prefix(_:)`` answers for the first few groups, so that a number that
/// happens to follow (`(206) 410-9364 12 people`) can be given back.
struct PhoneDigits {
  private static let maximumGroups = 8
  private static let maximumDigits = 16

  private let start: Int
  private(set) var groups = 0
  private var digits = 0
  /// Four bits a group, the last group lowest.
  private var shape: UInt64 = 0
  /// Eight bits a group, the first group lowest: where it ends, from `start`.
  private var ends: UInt64 = 0
  private var value: UInt64 = 0

  init(_ text: ByteView, from start: Int) {
    self.start = start
    var at = start
    while groups < PhoneDigits.maximumGroups, digits < PhoneDigits.maximumDigits {
      if groups > 0, text[at].isPhoneSeparator { at += 1 }
      // `+44 (0)20 ...`: the trunk digit is not dialled behind a country code.
      if groups > 0, text.has("(0)", at: at) { at += 3 }
      let isBracketed = text[at] == UInt8(ascii: "(")
      if isBracketed { at += 1 }
      let end = text.end(from: at, limit: PhoneDigits.maximumDigits - digits) { $0.isDigit }
      guard end > at else { break }
      for index in at..<end { value = value * 10 + UInt64(text[index].digitValue) }
      digits += end - at
      shape = shape << 4 | UInt64(min(15, end - at))
      at = isBracketed && text[end] == UInt8(ascii: ")") ? end + 1 : end
      ends |= UInt64(at - start) << UInt64(8 * groups)
      groups += 1
    }
  }

  /// The first groups of what was read.
  func prefix(_ count: Int) -> Prefix {
    let dropped = groups - count
    var lost = 0
    for index in 0..<dropped { lost += Int(shape >> UInt64(4 * index) & 15) }
    var value = value
    for _ in 0..<lost { value /= 10 }
    return Prefix(
      groups: count,
      digits: digits - lost,
      shape: shape >> UInt64(4 * dropped),
      end: start + Int(ends >> UInt64(8 * (count - 1)) & 255),
      value: value
    )
  }

  struct Prefix {
    let groups: Int
    let digits: Int
    /// Lengths of the groups, one a hexadecimal digit.
    let shape: UInt64
    let end: Int
    fileprivate let value: UInt64

    /// The digit at `index`, -1 behind the last.
    func digit(_ index: Int) -> Int {
      guard index < digits else { return -1 }
      var rest = value
      for _ in 0..<(digits - 1 - index) { rest /= 10 }
      return Int(rest % 10)
    }
  }
}

extension PhoneDigits.Prefix {
  /// Forms that only a word before them makes a phone number: mobile numbers as written in Spain and Poland (3-2-2-2,
  /// 3-3-3), India (5-5) and China (3-4-4, 11).
  var isMobileForm: Bool {
    switch shape {
    case 0x3222, 0x333: 5...9 ~= digit(0)
    case 0x55: 6...9 ~= digit(0)
    case 0x344, 0xB: digit(0) == 1 && 3...9 ~= digit(1)
    default: false
    }
  }

  /// Ten digits of the North American Numbering Plan: area and exchange begin with 2 to 9; optionally behind a 1.
  var isNorthAmerican: Bool {
    let lead = digits == 11 && digit(0) == 1 ? 1 : 0
    guard digits - lead == 10, digit(lead) >= 2, digit(lead + 3) >= 2 else { return false }
    if digit(lead + 1) == 1, digit(lead + 2) == 1 { return false }
    switch shape {
    case 0xA, 0xB, 0x1A, 0x334, 0x1334, 0x37, 0x137: return true
    default: return false
    }
  }

  /// National forms that begin with a trunk 0, as in `020 7946 0958`, `06 12 34 56 78`, `030 26398534` and
  /// `03-1234-5678`: nine to eleven digits in groups of at least two. German mobile numbers such as `0151-23456789`
  /// may have twelve.
  var isTrunkGrouped: Bool {
    guard digit(0) == 0, digit(1) > 0, 9...12 ~= digits, groups >= 2 else { return false }
    switch shape {
    case 0x48: return true
    case _ where digits > 11: return false
    case 0x2332, 0x344, 0x343, 0x334, 0x3344, 0x433, 0x434, 0x443, 0x2333, 0x244, 0x533, 0x3322, 0x22222,
      0x56, 0x55,
      0x46, 0x47, 0x38, 0x37, 0x28, 0x29:
      return true
    default:
      return false
    }
  }
}
