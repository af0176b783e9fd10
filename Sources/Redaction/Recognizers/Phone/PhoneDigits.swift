/// Digits in groups, as people write phone numbers: a space, hyphen, dot, slash or bracket between groups, or a few of
/// these (`(11) 96123-4567`, `030 / 123456`).
///
/// Up to eight groups and 18 digits; ``prefix(_:)`` answers for the first few groups, so that a number that
/// happens to follow (`(206) 410-9364 12 people`) can be given back.
struct PhoneDigits {
  private static let maximumGroups = 8
  private static let maximumDigits = 18

  private let start: Int
  private(set) var groups = 0
  private var digits = 0
  /// Four bits a group, the last group lowest.
  private var shape: UInt64 = 0
  /// Eight bits a group, the first group lowest: where it ends, from `start`.
  private var ends: UInt64 = 0
  /// Four bits a digit, the first one highest: as many as a number may have.
  private var head: UInt64 = 0
  /// What stands before a group: four bits a group, the last group lowest.
  private var joints: UInt64 = 0
  /// A bit a group, the first group lowest: whether it ends inside of a bracket.
  private var isOpen: UInt64 = 0

  /// - Parameter isOpen: Whether a bracket opens before `start` that belongs to the number.
  init(_ text: ByteView, from start: Int, isOpen: Bool = false) {
    self.start = start
    var at = start
    var isInside = isOpen
    while groups < PhoneDigits.maximumGroups, digits < PhoneDigits.maximumDigits {
      var joint = Joint()
      if groups > 0 {
        guard text[at].isPhoneJoint, text[at + 1].isDigit || text[at + 1].isPhoneJoint,
          let next = joint.read(text, at, &isInside)
        else { break }
        at = next
      }
      let end = text.endOfDigits(at, limit: PhoneDigits.maximumDigits - digits)
      guard end > at else { break }
      take(text, at..<end)
      shape = shape << 4 | UInt64(min(15, end - at))
      joints = joints << 4 | UInt64(joint.kinds)
      at = end
      if isInside { self.isOpen |= 1 << UInt64(groups) }
      ends |= UInt64(at - start) << UInt64(8 * groups)
      groups += 1
    }
  }

  /// Adds digits to `head`, as long as it has room.
  @inline(__always)
  private mutating func take(_ text: ByteView, _ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      let count = min(8, range.upperBound - at)
      digits += count
      let part = text.word(at: at).packedDigits >> UInt64(4 * (8 - count))
      let room = 64 - 4 * digits
      head |= room >= 0 ? part &<< UInt64(room) : part &>> UInt64(-room)
      at += count
    }
  }

  /// The first groups of what was read. Nil where they end inside of a bracket.
  func prefix(_ count: Int) -> Prefix? {
    guard isOpen >> UInt64(count - 1) & 1 == 0 else { return nil }
    let dropped = groups - count
    var lost = 0
    for index in 0..<dropped { lost += Int(shape >> UInt64(4 * index) & 15) }
    return Prefix(
      groups: count,
      digits: digits - lost,
      shape: shape >> UInt64(4 * dropped),
      joints: joints >> UInt64(4 * dropped),
      isBracketed: isOpen & (1 << UInt64(count) - 1) != 0,
      end: start + Int(ends >> UInt64(8 * (count - 1)) & 255),
      head: head
    )
  }

  /// What stands between two groups.
  private struct Joint {
    /// Bits: 1 a space, 2 a hyphen, 4 a dot, 8 a slash. None for a bracket alone.
    private(set) var kinds = 0

    private static let longest = 4

    /// Where the next group begins; nil when nothing of the kind stands there.
    mutating func read(_ text: ByteView, _ start: Int, _ isInside: inout Bool) -> Int? {
      var at = start
      // `+44 (0)20 ...`: the trunk digit is not dialled behind a country code.
      var brackets = 0
      skipTrunk(text, &at, isInside, &brackets)
      while !text[at].isDigit {
        guard at - start < Joint.longest + 3, take(text[at], &isInside, &brackets) else { return nil }
        at += 1
        skipTrunk(text, &at, isInside, &brackets)
      }
      return at > start ? at : nil
    }

    private func skipTrunk(_ text: ByteView, _ at: inout Int, _ isInside: Bool, _ brackets: inout Int) {
      guard text[at] == UInt8(ascii: "("), !isInside, brackets == 0, text.has("(0)", at: at) else { return }
      at += 3
      brackets = 2
    }

    private mutating func take(_ byte: UInt8, _ isInside: inout Bool, _ brackets: inout Int) -> Bool {
      switch byte {
      case UInt8(ascii: ")") where isInside: isInside = false
      case UInt8(ascii: "(") where !isInside && brackets == 0: isInside = true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "~"):
        guard kinds & 14 == 0 else { return false }
        kinds |= byte == UInt8(ascii: ".") ? 4 : byte == UInt8(ascii: "/") ? 8 : 2
        return true
      case UInt8(ascii: " "):
        // One on either side of a hyphen or a bracket, but no gap of a table.
        guard kinds & 1 == 0 || kinds & 14 != 0 || brackets > 0 else { return false }
        kinds |= 1
        return true
      default: return false
      }
      brackets += 1
      return brackets <= 2
    }
  }

  struct Prefix {
    let groups: Int
    let digits: Int
    /// Lengths of the groups, one a hexadecimal digit.
    let shape: UInt64
    /// What stands before each group: bits 1 a space, 2 a hyphen, 4 a dot, 8 a slash.
    let joints: UInt64
    let isBracketed: Bool
    let end: Int
    /// Four bits a digit, the first one highest: sixteen at most.
    fileprivate let head: UInt64

    /// `+10011010010`: a number in base two.
    var isBinary: Bool { groups == 1 && head & 0xEEEE_EEEE_EEEE_EEEE == 0 }

    /// `+1 111 111 1111`: behind this code neither area nor exchange begins with a zero or a one, in any country that has it.
    var isOutsideOfAmericanPlan: Bool { digit(0) == 1 && digits >= 8 && (digit(1) < 2 || digit(4) < 2) }

    /// The digit at `index`, -1 behind the last.
    @inline(__always)
    func digit(_ index: Int) -> Int {
      index < digits ? Int((head &<< UInt64(4 * index)) >> 60) : -1
    }

    /// The number that `count` digits from `index` on are.
    func leading(_ count: Int, from index: Int) -> Int {
      guard index + count <= digits else { return 0 }
      var number = 0
      for offset in 0..<count { number = number * 10 + digit(index + offset) }
      return number
    }

    /// The length of a group.
    func length(_ group: Int) -> Int { Int(shape >> UInt64(4 * (groups - 1 - group)) & 15) }

    /// Whether every joint is one of these kinds, which are bits of `joints`.
    func isJoined(by kinds: UInt64) -> Bool {
      var left = joints
      while left != 0 {
        if left & 15 & ~kinds != 0 { return false }
        left >>= 4
      }
      return true
    }
  }
}
