// What needs no word for a phone, because people group nothing else like it; and what needs one.
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
    // Belarus dials an 8 before the 0.
    if shape == 0x13322 { return digit(0) == 8 && digit(1) == 0 }
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

  /// Whether it is worth a look at what stands before it: no decimal, date or address, and not too short or too long.
  var mayBeDialled: Bool {
    guard 4...16 ~= digits, !isOfCalendar else { return false }
    switch groups {
    case 1: return digits <= 15
    case 2: return joints != 4
    case 3: return !(shape == 0x422 && (19...20) ~= leading(2, from: 0))
    case 4: return joints != 0x444 || shape == 0x2222
    default: return true
    }
  }

  /// `1980-02-29`, `2017-2022`: a day, or the years from one to another.
  var isOfCalendar: Bool {
    guard digits == 8, isJoined(by: 2), 19...20 ~= leading(2, from: 0) else { return false }
    switch shape {
    case 0x422: return 1...12 ~= leading(2, from: 4) && 1...31 ~= leading(2, from: 6)
    case 0x44: return 19...20 ~= leading(2, from: 4) && 0...100 ~= leading(4, from: 4) - leading(4, from: 0)
    default: return false
    }
  }

  /// `2023 2024`: from one year to another, where a blank stands between.
  var isOfYears: Bool {
    shape == 0x44 && joints == 1 && 19...20 ~= leading(2, from: 0) && 19...20 ~= leading(2, from: 4)
      && 0...60 ~= leading(4, from: 4) - leading(4, from: 0)
  }

  /// `375 667`, `1080 2400`: how many points a screen has.
  var isOfScreen: Bool {
    guard groups > 1, joints != 0, isJoined(by: 1) else { return false }
    var start = 0
    return (0..<groups).allSatisfy { group in
      defer { start += length(group) }
      return Self.screens.contains(leading(length(group), from: start))
    }
  }

  private static let screens: Set<Int> = [
    240, 320, 360, 375, 384, 390, 393, 402, 411, 412, 414, 428, 430, 440, 480, 540, 568, 600, 640, 667, 720,
    736, 740, 750,
    768, 780, 800, 812, 828, 844, 852, 854, 896, 926, 932, 960, 1024, 1080, 1125, 1170, 1179, 1200, 1242,
    1280, 1284, 1290,
    1334, 1366, 1440, 1520, 1560, 1600, 1792, 1920, 2160, 2280, 2340, 2400, 2436, 2532, 2556, 2560, 2688,
    2778, 2796, 3120,
    3200,
  ]

  /// What is dialled for `+`, and behind it a number in use in some country, grouped behind its code or later.
  var isPrefixed: Bool {
    guard digit(0) == 0, digit(1) == 0, digit(2) > 0, digits >= 9,
      groups == 1 || length(0) >= 4 || length(0) == 2 && groups > 2
    else { return false }
    // Neither area nor exchange begins with a zero or a one there.
    if digit(2) == 1, digit(3) < 2 || digit(6) < 2 { return false }
    return NumberingPlan.world.hasInternational(self, behind: 2, strictly: true)
  }

  /// Whether it looks like a number to dial wherever it stands: behind a trunk digit, in brackets, as mobile numbers are.
  var looksDialled: Bool {
    if isBracketed || isMobileForm || internationalPrefix != nil { return true }
    if isNorthAmerican { return NumberingPlan.world.hasNorthAmerican(self) }
    return digit(0) == 0 && digit(1) > 0 && 9...11 ~= digits
  }

  /// Digits by twos, as bytes are written.
  var isRowOfPairs: Bool { (0..<groups).allSatisfy { length($0) == 2 } }

  /// Two groups with a dot between are a decimal, whatever they look like; two with a slash are a path or a share.
  var isFraction: Bool { groups == 2 && joints & 12 != 0 }

  /// Whether dots and hyphens join it: `252.227-7013` is a clause. Behind a space a dot is the point of a decimal.
  var isMixed: Bool { groups == 3 && (joints == 0x42 || joints == 0x14) }

  /// Whether it is a row of decimals, as vectors and paths are written: `0.054601 0.396598`, `0 014 15.467`,
  /// `0.06799-0.93511`. Each number has one point at most, and the first no zero before its digits.
  var isRowOfDecimals: Bool {
    guard joints != 0, !isBracketed, !(digit(0) == 0 && length(0) > 1) else { return false }
    var points = 0
    var (hasPoint, hasGap) = (false, false)
    for group in 1..<groups {
      let joint = joints >> UInt64(4 * (groups - 1 - group)) & 15
      if joint == 4 {
        points += 1
        hasPoint = true
        guard points == 1 else { return false }
      } else {
        guard joint & 4 == 0 else { return false }
        points = 0
        hasGap = true
      }
    }
    return hasPoint && hasGap
  }

  /// `0031 2044 0036`, `0049 7914 2849 8103`: numbers of four digits in columns, which no country groups so.
  var isRowOfFours: Bool {
    guard isJoined(by: 1) else { return false }
    switch shape {
    case 0x4444: return true
    case 0x444:
      return leading(2, from: 4) == 0 || leading(2, from: 8) == 0 || digit(4) == 0 && digit(8) == 0
    default: return false
    }
  }

  /// `+4310-13156`, `+744144-0944945`: latitude and longitude (ISO 6709).
  var isCoordinate: Bool {
    guard joints == 2 else { return false }
    switch shape {
    case 0x45: return leading(2, from: 0) <= 90 && leading(2, from: 2) < 60 && leading(2, from: 7) < 60
    case 0x67: return leading(2, from: 0) <= 90 && leading(2, from: 2) < 60 && leading(2, from: 9) < 60
    default: return false
    }
  }

  /// Whether dots and hyphens join it, which only numbers in a row do: `0 0-1.418 0 .993.993`.
  var isOfDotsAndHyphens: Bool {
    var (kinds, left) = (UInt64(0), joints)
    while left != 0 {
      kinds |= left & 15
      left >>= 4
    }
    return kinds & 6 == 6
  }

  /// `220 3000237`: three digits and seven, with a space between and no bracket.
  var isPairOfNumbers: Bool { shape == 0x37 && joints == 1 && !isBracketed }

  /// Whether a sign may stand behind a space: `+10 -10 0090`.
  var hasSign: Bool {
    var left = joints
    while left != 0 {
      if left & 15 == 3 { return true }
      left >>= 4
    }
    return false
  }

  /// Whether every group is the one before and as much more: `01 02 03 04 05`, `10 20 30 40 50`.
  var isProgression: Bool {
    guard groups >= 3 else { return false }
    var start = 0
    var last: Int?
    var step: Int?
    for group in 0..<groups {
      let number = leading(length(group), from: start)
      start += length(group)
      if let last {
        if number - last > 11 || step.map({ $0 != number - last }) ?? false { return false }
        step = number - last
      }
      last = number
    }
    return true
  }

  /// How many digits are dialled before a calling code: `00` in most countries, `011` in North America, `0011` in
  /// Australia, `010` in Japan, `810` in Russia and around it. Nil when no number of a plan follows.
  var internationalPrefix: Int? {
    let prefixes = [(2, 0), (3, 11), (4, 11), (3, 810), (3, 10)]
    for (count, value) in prefixes where leading(count, from: 0) == value && digits > count + 6 {
      if NumberingPlan.world.hasInternational(self, behind: count, strictly: true) { return count }
    }
    return nil
  }
}
